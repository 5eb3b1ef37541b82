import type { ClickKind } from '../domain/import/fact.ts'
import { type Field, readHeader, SYNONYMS, type Synonyms } from './headers.ts'
import type { Layout } from './layouts.ts'
import type { Column } from './numbers-shapes.ts'

/** A header row read with the words of one layout. */
export type Reading = {
  columns: Column[]
  ignored: string[]
  /** Columns that could have served as well, such as Orders beside Leads, with the field they compete for. */
  rivals: Column[]
  /** Currencies that headers state, each with the header that does. */
  currencies: Map<string, string>
  clickKind: ClickKind
  spendInMicros: boolean
}

type Cell = { header: string; name: string; currency: string; index: number }

/** Meta's names for "whatever this campaign optimises for", which may be a link click. */
const RESULTS = new Set(['results', 'résultats', 'resultados', 'ergebnisse'])
const STARTS = /^(?:reporting starts|start date|début des rapports|inicio del informe)/
const COMPETING: readonly Field[] = ['spend', 'clicks', 'conversions', 'conversionsValue']
const CLICK_KINDS: readonly { kind: ClickKind; names: RegExp }[] = [
  { kind: 'link', names: /^(?:link|clics sur un lien|clics en el enlace|clicks \(destination\)|clicks to landing)/ },
  { kind: 'all', names: /\((?:all|tous|todos|alle)\)$/ },
  { kind: 'interactions', names: /^(?:interactions|swipes|taps)$/ },
]

/** Gives each field the first column that bears the best of its names; every other column is ignored, and said to be. */
export function readColumns(header: readonly string[], layout: Layout): Reading {
  const cells = header.map((cell, index): Cell => ({ header: cell.trim(), ...readHeader(cell), index }))
  const synonyms = synonymsOf(layout, cells)
  const chosen = new Map<Field, Cell>()
  const rivals: Column[] = []
  for (const field of Object.keys(SYNONYMS) as Field[]) {
    const [best, ...others] = candidates(synonyms[field], cells)
    if (best) chosen.set(field, best)
    if (COMPETING.includes(field)) rivals.push(...others.map(({ header, index }) => ({ field, header, index })))
  }
  // A report's last day only matters where the row's own day is its report's first one.
  if (!STARTS.test(chosen.get('day')?.name ?? '')) chosen.delete('dayEnd')
  const columns = [...chosen].map(([field, { header, index }]): Column => ({ field, header, index }))
  const used = new Set(columns.map(({ index }) => index))
  const money = [chosen.get('spend'), chosen.get('conversionsValue')].filter((cell) => cell?.currency)
  const clicks = chosen.get('clicks')?.name ?? ''
  return {
    columns,
    ignored: cells.filter(({ header, index }) => header !== '' && !used.has(index)).map((cell) => cell.header),
    rivals: rivals.filter(({ index }) => !used.has(index)),
    currencies: new Map(money.map((cell) => [cell?.currency ?? '', cell?.header ?? ''])),
    clickKind: CLICK_KINDS.find(({ names }) => names.test(clicks))?.kind ?? '',
    spendInMicros: chosen.get('spend')?.name.includes('micros') ?? false,
  }
}

/** All names of a header row, as layouts know them. */
export function headerNames(header: readonly string[]): Set<string> {
  return new Set(header.map((cell) => readHeader(cell).name))
}

function candidates(names: readonly string[], cells: readonly Cell[]): Cell[] {
  return names.flatMap((name) => cells.find((cell) => cell.name === name) ?? [])
}

function synonymsOf(layout: Layout, cells: readonly Cell[]): Synonyms {
  const names = new Set(cells.map(({ name }) => name))
  const { campaignName, campaignId, adGroupName, adGroupId, ...others } = layout.fields ?? {}
  const own = { ...SYNONYMS, ...others }
  // A LinkedIn file without campaign groups is read like everyone else's.
  if (campaignName?.some((name) => names.has(name))) {
    own.campaignName = campaignName
    if (campaignId) own.campaignId = campaignId
    if (adGroupName) own.adGroupName = adGroupName
    if (adGroupId) own.adGroupId = adGroupId
  }
  // Without an indicator nobody can say whether a "result" is a conversion.
  const told = own.resultIndicator.some((name) => names.has(name))
  return told ? own : { ...own, conversions: own.conversions.filter((name) => !RESULTS.has(name)) }
}

/** Whether a column counts "results", whatever those are in each row. */
export function countsResults(header: string): boolean {
  return RESULTS.has(readHeader(header).name)
}

const NO_CONVERSION =
  /click|landing|reach|thru.?play|engagement|impression|video|view|recall|like|follow|post_save|visit/i
const CONVERSION =
  /conversion|lead|purchase|regist|subscri|trial|appli|contact|schedul|install|checkout|add_to_cart|order|sale|achat|compra/i

/** Whether Meta's result indicator, such as `actions:offsite_conversion.fb_pixel_lead`, names a conversion. */
export function isConversionIndicator(indicator: string): boolean {
  return !NO_CONVERSION.test(indicator) && CONVERSION.test(indicator)
}
