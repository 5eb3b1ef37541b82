import { STAGES, type Stage } from '../../domain/import/crm-object.ts'
import { isCurrency, readHeader } from '../headers.ts'
import { recognise } from '../layouts.ts'
import { CRM_LAYOUTS, CRM_TABLE, type CrmLayout, compact, stageNamed } from './layouts.ts'

/** What a column of a CRM export can mean, beside the dates of stages. */
export type CrmField =
  | 'objectId'
  | 'standing'
  | 'isWon'
  | 'isClosed'
  | 'closeDate'
  | 'amount'
  | 'currency'
  | 'channelName'
  | 'campaign'
  | 'utmSource'
  | 'utmMedium'
  | 'leadSource'

export type CrmColumn = { field: CrmField | Stage; header: string; index: number }

/** A header row read as one of a CRM export. A field may have several columns: the first one that says something counts. */
export type CrmReading = {
  layout: CrmLayout
  columns: CrmColumn[]
  ignored: string[]
  /** The currency that the amount's header states, with that header. */
  currencies: Map<string, string>
  /** The column that dates a stage only because nothing else does. */
  created: CrmColumn | null
}

type Cell = { header: string; name: string; compact: string; index: number }

/** Amounts in one currency, whatever the currency of each deal is. */
const CONVERTED_AMOUNTS = ['amountincompanycurrency', 'amountconverted']

const NAMES: Readonly<Record<Exclude<CrmField, 'objectId' | 'standing'>, readonly string[]>> = {
  isWon: ['isclosedwon', 'iswon', 'won'],
  isClosed: ['isclosed', 'closed', 'isdealclosed'],
  closeDate: ['closedate', 'closeddate', 'closedat', 'closedon'],
  amount: [...CONVERTED_AMOUNTS, 'amount', 'dealamount', 'opportunityamount', 'dealvalue', 'value', 'revenue'],
  currency: ['amountcurrency', 'currency', 'currencycode', 'dealcurrency', 'dealcurrencycode', 'currencyisocode'],
  channelName: ['channel', 'marketingchannel'],
  campaign: ['campaign', 'campaignname', 'utmcampaign', 'primarycampaignsource', 'campaignsource'],
  utmSource: ['utmsource'],
  utmMedium: ['utmmedium'],
  leadSource: ['originalsource', 'originalsourcetype', 'originaltrafficsource', 'leadsource', 'source', 'origin'],
}
const MANY: ReadonlySet<string> = new Set([...STAGES, 'campaign', 'leadSource'])
const CREATED = ['createdate', 'createddate', 'createdat', 'createdon', 'datecreated', 'created']
const CONVERTED = ['converteddate', 'convertdate']

/** Reads a header row as one of a CRM export; whether it is one, `isCrmHeader` says. */
export function readCrmColumns(header: readonly string[]): CrmReading {
  const cells = header.map((cell, index): Cell => {
    const name = readHeader(cell).name
    return { header: cell.trim(), name, compact: compact(cell), index }
  })
  const layout = recognise(CRM_LAYOUTS, new Set(cells.map(({ name }) => name))) ?? CRM_TABLE
  const stages = STAGES.flatMap((stage) => stageColumns(stage, layout, cells))
  const created = stages.some(({ field }) => field === layout.created) ? null : createdColumn(layout, cells)
  const fields = { objectId: layout.ids, standing: layout.standing, ...NAMES }
  const named = Object.entries(fields).flatMap(([field, names]) => namedColumns(field as CrmField, names, cells))
  const amount = named.find(({ field }) => field === 'amount')
  const isConverted = CONVERTED_AMOUNTS.includes(compact(amount?.header ?? ''))
  const others = isConverted ? named.filter(({ field }) => field !== 'currency') : named
  const stated = /\(([A-Z]{3})\)$/.exec(amount?.header ?? '')?.[1] ?? ''
  const columns = [...others, ...stages, ...(created ? [created] : [])]
  const used = new Set(columns.map(({ index }) => index))
  return {
    layout,
    columns,
    ignored: cells.filter(({ header: name, index }) => name !== '' && !used.has(index)).map((cell) => cell.header),
    currencies: new Map(amount && isCurrency(stated) ? [[stated, amount.header]] : []),
    created,
  }
}

/** Whether a header row is one of a CRM export: a known one, or a table with an id and a date of a stage. */
export function isCrmHeader(header: readonly string[]): boolean {
  const { layout, columns, created } = readCrmColumns(header)
  if (layout !== CRM_TABLE) return true
  const has = (fields: readonly string[]) =>
    columns.some((column) => column !== created && fields.includes(column.field))
  if (!has(['objectId'])) return false
  const isCreatedSomewhere = created !== null && has(['utmSource', 'leadSource', 'channelName'])
  return has(STAGES) || isCreatedSomewhere || (has(['closeDate']) && has(['standing', 'isWon']))
}

/** The stages a file can date: by columns of their own, and won and lost by a close date beside how the object stands. */
export function datedStages({ columns }: CrmReading): Stage[] {
  const has = (field: CrmColumn['field']) => columns.some((column) => column.field === field)
  const closes = has('closeDate') && (has('standing') || has('isWon'))
  return STAGES.filter((stage) => has(stage) || (closes && (stage === 'won' || stage === 'lost')))
}

function stageColumns(stage: Stage, layout: CrmLayout, cells: readonly Cell[]): CrmColumn[] {
  const own = cells.filter((cell) => stageDated(cell) === stage)
  const converted =
    stage === 'opportunity' && layout.id === 'salesforce_leads'
      ? cells.filter((cell) => CONVERTED.includes(cell.compact))
      : []
  return [...own, ...converted].map(({ header, index }) => ({ field: stage, header, index }))
}

function stageDated({ name, compact: letters }: Cell): Stage | null {
  const [, label] = /^date entered ["“]?(.+?)["”]?$/.exec(name) ?? /^became an? (.+) date$/.exec(name) ?? []
  if (label !== undefined) return stageNamed(label)
  const [, bare = ''] = /^(.+?)(?:at|on|date|time|timestamp|datetime)$/.exec(letters) ?? []
  return bare === '' ? null : stageNamed(bare)
}

function createdColumn(layout: CrmLayout, cells: readonly Cell[]): CrmColumn | null {
  const cell = cells.find(({ compact: letters }) => CREATED.includes(letters))
  return cell ? { field: layout.created, header: cell.header, index: cell.index } : null
}

function namedColumns(field: CrmField, names: readonly string[], cells: readonly Cell[]): CrmColumn[] {
  const isNamed = (cell: Cell, name: string) =>
    cell.compact === name || (field === 'amount' && compact(cell.header.replace(/\s*\([A-Z]{3}\)$/, '')) === name)
  const found = names.flatMap((name) => cells.find((cell) => isNamed(cell, name)) ?? [])
  return (MANY.has(field) ? found : found.slice(0, 1)).map(({ header, index }) => ({ field, header, index }))
}
