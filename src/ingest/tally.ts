import { createSum, type ExactSum, formatSum } from './exact-sum.ts'
import type { Metric, Survey, Tally } from './numbers-shapes.ts'
import { clipped, counted, listed, thousands } from './words.ts'

/** The metrics in the order they are shown. */
const METRICS: readonly Metric[] = ['spend', 'impressions', 'clicks', 'conversions', 'conversionsValue']

const METRIC_WORDS: Record<Metric, string> = {
  spend: 'Spend',
  impressions: 'Impressions',
  clicks: 'Clicks',
  conversions: 'Conversions',
  conversionsValue: 'Conversion value',
}
const MOST_TOTALS = 20
const TOTAL_TOLERANCE = 0.005
/** No click costs this much in any currency, while a click in micros easily does. */
const ABSURD_CLICK_PRICE = 100_000

/** Cells that could not be read in one column. */
type Trouble = { count: number; line: number; cell: string }

/** The working figures behind a tally. */
export type Count = {
  sums: Record<Metric, ExactSum>
  /** What rows left out on request add up to; the file's own total includes them. */
  totals: { line: number; sums: Partial<Record<Metric, string>> }[]
  skipped: Map<string, { rows: number; firstLine: number }>
  unreadable: Map<string, Trouble>
  platforms: Map<string, number>
  bounds: number
  shortRows: { count: number; line: number }
  damagedIds: { count: number; line: number; cell: string }
  /** Links to ads that are no https addresses. */
  badLinks: Trouble
}

/** A tally of nothing yet. */
export function createTally(): Tally {
  return {
    read: 0,
    kept: 0,
    skipped: [],
    firstDay: null,
    lastDay: null,
    sums: { spend: null, impressions: null, clicks: null, conversions: null, conversionsValue: null },
    checksum: null,
    platforms: [],
    warnings: [],
    notes: [],
    questions: [],
  }
}

/** Working figures of nothing yet. */
export function createCount(): Count {
  return {
    sums: {
      spend: createSum(),
      impressions: createSum(),
      clicks: createSum(),
      conversions: createSum(),
      conversionsValue: createSum(),
    },
    totals: [],
    skipped: new Map(),
    unreadable: new Map(),
    platforms: new Map(),
    bounds: 0,
    shortRows: { count: 0, line: 0 },
    damagedIds: { count: 0, line: 0, cell: '' },
    badLinks: { count: 0, line: 0, cell: '' },
  }
}

/** Counts a skipped row under its reason. */
export function countSkipped(count: Pick<Count, 'skipped'>, reason: string, line: number): void {
  const known = count.skipped.get(reason)
  if (known) known.rows++
  else count.skipped.set(reason, { rows: 1, firstLine: line })
}

/** Counts a cell that is no number, under its column. */
export function countUnreadable(count: Pick<Count, 'unreadable'>, header: string, cell: string, line: number): void {
  const known = count.unreadable.get(header)
  if (known) known.count++
  else count.unreadable.set(header, { count: 1, line, cell: clipped(cell, 30) })
}

/** Remembers what a total row of the file says. */
export function keepTotal(count: Count, line: number, sums: Partial<Record<Metric, string>>): void {
  if (count.totals.length < MOST_TOTALS && Object.keys(sums).length > 0) count.totals.push({ line, sums })
}

/** Turns the working figures into the tally that people see, once all rows are read. */
export function finishTally(tally: Tally, count: Count, survey: Survey, padded: ReadonlySet<string>): void {
  for (const metric of METRICS) tally.sums[metric] = formatSum(count.sums[metric])
  tally.skipped = [...count.skipped].map(([reason, { rows, firstLine }]) => ({ reason, rows, firstLine }))
  tally.platforms = [...count.platforms].map(([name, rows]) => ({ name, rows }))
  const closest = count.totals.toSorted((a, b) => deviation(tally, a.sums).share - deviation(tally, b.sums).share)[0]
  tally.checksum = closest ?? null
  if (closest && ![...count.skipped.keys()].some((reason) => reason.startsWith('left out'))) {
    tally.warnings.push(...totalWarning(tally, closest.sums, closest.line))
  }
  for (const [header, { count: cells, line, cell }] of count.unreadable) {
    tally.warnings.push(
      `${counted(cells, 'cell')} under "${header}" ${cells === 1 ? 'is' : 'are'} no number ("${cell}", first on line ${line}): taken as not reported.`,
    )
  }
  tally.warnings.push(...oddities(count, survey, tally))
  tally.notes.push(...blankNotes(tally, count, survey))
  if (count.bounds > 0) {
    tally.notes.push(`${counted(count.bounds, 'number')} given as a bound, such as "< 10", taken at the bound.`)
  }
  if (padded.size > 0) {
    const names = [...padded].slice(0, 2).map((name) => `"${name}"`)
    tally.notes.push(`${counted(padded.size, 'name')} had spaces too many, which I took out (${listed(names, 2)}).`)
  }
}

function blankNotes(tally: Tally, count: Count, survey: Survey): string[] {
  return METRICS.flatMap((metric) => {
    const header = survey.columns.find(({ field }) => field === metric)?.header
    const blank = tally.kept - count.sums[metric].count
    if (header === undefined || blank <= 0) return []
    return [`${METRIC_WORDS[metric]} not reported in ${counted(blank, 'row')}: kept as unknown, not as 0.`]
  })
}

function oddities(count: Count, survey: Survey, tally: Tally): string[] {
  const { shortRows, damagedIds, badLinks } = count
  const warnings: string[] = []
  if (shortRows.count > 0) {
    warnings.push(
      `${counted(shortRows.count, 'row')} with fewer cells than the header (first on line ${shortRows.line}): what is missing is taken as not reported.`,
    )
  }
  if (damagedIds.count > 0) {
    warnings.push(
      `Ids were rounded by a spreadsheet ("${damagedIds.cell}" on line ${damagedIds.line}), so different campaigns may look the same. Export again and drop the file without opening it in Excel.`,
    )
  }
  if (badLinks.count > 0) {
    warnings.push(
      `${counted(badLinks.count, 'link')} to ads left out: "${clipped(badLinks.cell)}" on line ${badLinks.line} is no https address.`,
    )
  }
  const price = Number(tally.sums.spend ?? 0) / Number(tally.sums.clicks ?? 0)
  if (!survey.spendInMicros && Number.isFinite(price) && price > ABSURD_CLICK_PRICE) {
    warnings.push(
      `A click would cost ${thousands(Math.round(price))}. If spend is in micros, name its column spend_micros and drop the file again.`,
    )
  }
  return warnings
}

function deviation(tally: Tally, sums: Partial<Record<Metric, string>>): { metric: Metric | null; share: number } {
  let worst: { metric: Metric | null; share: number } = { metric: null, share: 0 }
  for (const metric of METRICS) {
    const stated = Number(sums[metric] ?? Number.NaN)
    if (Number.isNaN(stated)) continue
    const summed = Number(tally.sums[metric] ?? 0)
    const share = stated === summed ? 0 : Math.abs(summed - stated) / Math.max(Math.abs(stated), 1e-9)
    if (share > worst.share) worst = { metric, share }
  }
  return worst
}

function totalWarning(tally: Tally, sums: Partial<Record<Metric, string>>, line: number): string[] {
  const { metric, share } = deviation(tally, sums)
  if (metric === null || share <= TOTAL_TOLERANCE) return []
  const percent = share > 9.99 ? 'more than 999' : (share * 100).toFixed(1)
  return [
    `${METRIC_WORDS[metric]} of the rows is ${tally.sums[metric] ?? 'not reported'}, the file's own total (line ${line}) says ${sums[metric]}: ` +
      `${percent} % apart. Rows may be missing.`,
  ]
}
