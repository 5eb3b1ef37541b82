import { createHash } from 'node:crypto'
import { readAdLink } from '../domain/creative/ad-link.ts'
import type { Fact } from '../domain/import/fact.ts'
import { isConversionIndicator } from './columns.ts'
import { createDayReader } from './date-cells.ts'
import { addToSum } from './exact-sum.ts'
import type { Field } from './headers.ts'
import type { NameTidier } from './names.ts'
import { fromMicros, isAbsurd, isBound, readNumber } from './number-cells.ts'
import type { DateOrder, DecimalSign, Metric, Survey } from './numbers-shapes.ts'
import { reasonByName, reasonWithoutDate } from './row-kinds.ts'
import { conversionsAreResults } from './settle.ts'
import { type Count, countUnreadable, keepTotal } from './tally.ts'
import { ownCopy } from './words.ts'

/** Reads one row: a fact, or the reason why it is none. */
export type FactReader = (row: readonly string[], line: number) => Fact | string

type Positions = Partial<Record<Field, number>>

/** What a row is read with; made once per file. */
type Work = {
  survey: Survey
  at: Positions
  headers: Partial<Record<Field, string>>
  readDay: (cell: string) => string
  decimal: DecimalSign
  name: (row: readonly string[], position: number | undefined) => string
  isConversion: (row: readonly string[]) => boolean
  /** The platform of a row, as one string for all its rows, so that nothing holds on to the text it was cut from. */
  platform: (name: string) => string
  /** Where the ad of a row can be seen; null for what is no address to follow. */
  link: (cell: string, line: number) => string | null
  leftOut: ReadonlySet<string>
  count: Count
}

const MOST_PLATFORMS = 1000
const MOST_INDICATORS = 1000
const MOST_LINKS = 20_000
const LONGEST_ID = 160
const KEPT_OF_ID = 100
const DAMAGED_ID = /^\d[.,]\d+E\+\d+$/i

/** Makes the reader of a surveyed file; sums and troubles go into `count` as rows are read. */
export function createFactReader(
  survey: Survey,
  settled: { dateOrder: DateOrder; decimal: DecimalSign },
  names: NameTidier,
  leftOut: ReadonlySet<string>,
  count: Count,
): FactReader {
  const at: Positions = Object.fromEntries(survey.columns.map(({ field, index }) => [field, index]))
  const work: Work = {
    survey,
    at,
    headers: Object.fromEntries(survey.columns.map(({ field, header }) => [field, header])),
    readDay: createDayReader(settled.dateOrder),
    decimal: settled.decimal,
    name: (row, position) => (position === undefined ? '' : names.tidy(row[position] ?? '')),
    isConversion: conversionTest(survey, at),
    platform: platformKeeper(survey.platform),
    link: linkReader(count),
    leftOut,
    count,
  }
  const dayAt = at.day ?? 0
  return (row, line) => {
    const day = work.readDay(row[dayAt] ?? '')
    if (day !== '') return isTooWide(row, survey.width) ? 'more cells than the header' : readFact(work, row, day, line)
    const reason = reasonWithoutDate(row, dayAt, work.headers.day ?? '')
    if (reason === 'grand total row') keepTotalRow(work, row, line)
    return reason
  }
}

/** A row with a cell too many is cut in the wrong place, as by an unquoted 1,234: its numbers mean nothing. */
function isTooWide(row: readonly string[], width: number): boolean {
  return row.length > width && row.slice(width).some((cell) => cell.trim() !== '')
}

function readFact(work: Work, row: readonly string[], day: string, line: number): Fact | string {
  const { survey, at, name } = work
  const campaignName = name(row, at.campaignName)
  const campaignId = name(row, at.campaignId)
  const adGroupName = name(row, at.adGroupName)
  const adGroupId = name(row, at.adGroupId)
  const adName = name(row, at.adName)
  const adId = name(row, at.adId)
  const total = totalReason(work, campaignName || campaignId, adGroupName || adGroupId, adName || adId)
  if (total !== null) {
    if (total === 'grand total row') keepTotalRow(work, row, line)
    return total
  }
  if (row.length < survey.width) noteShortRow(work.count, line)
  const platform = work.platform(name(row, at.platform))
  if (work.leftOut.has(platform)) return `left out: ${platform}`
  return {
    source: survey.source,
    grain: survey.grain,
    day,
    platform,
    accountId: identity(work, name(row, at.accountId), name(row, at.accountName), line),
    campaignId: identity(work, campaignId, campaignName, line),
    campaignName: campaignName === '' ? campaignId : campaignName,
    adGroupId: identity(work, adGroupId, adGroupName, line),
    adGroupName: adGroupName === '' ? adGroupId : adGroupName,
    adId: identity(work, adId, adName, line),
    adName: adName === '' ? adId : adName,
    currency: survey.currency.code,
    impressions: amount(work, row, 'impressions', line),
    clicks: amount(work, row, 'clicks', line),
    clickKind: survey.clickKind,
    spend: amount(work, row, 'spend', line),
    conversions: work.isConversion(row) ? amount(work, row, 'conversions', line) : null,
    conversionsValue: amount(work, row, 'conversionsValue', line),
    reach: amount(work, row, 'reach', line),
    ...(at.adLink !== undefined && { adLink: work.link(row[at.adLink] ?? '', line) }),
  }
}

/** Where an export has names only, the name is the id. */
function identity(work: Work, id: string, name: string, line: number): string {
  if (id === '') return shortened(name)
  if (id.length < 20 && id.includes('+') && DAMAGED_ID.test(id)) {
    const damaged = work.count.damagedIds
    if (damaged.count++ === 0) Object.assign(damaged, { line, cell: id })
  }
  return shortened(id)
}

/** Ids make up the key of a row, and a key has a largest size: a name that is a whole advertisement ends in its print. */
function shortened(id: string): string {
  if (id.length <= LONGEST_ID) return id
  return `${id.slice(0, KEPT_OF_ID)}#${createHash('sha256').update(id).digest('hex').slice(0, 32)}`
}

function amount(work: Work, row: readonly string[], field: Metric | 'reach', line: number): string | null {
  const position = work.at[field]
  const cell = position === undefined ? undefined : row[position]
  if (cell === undefined || cell === '') return null
  const read = readNumber(cell, work.decimal)
  if (read === null) return null
  const value = read !== undefined && field === 'spend' && work.survey.spendInMicros ? fromMicros(read) : read
  if (value === undefined || isAbsurd(value)) {
    countUnreadable(work.count, work.headers[field] ?? field, cell, line)
    return null
  }
  if (read !== cell && isBound(cell)) work.count.bounds++
  if (field !== 'reach') addToSum(work.count.sums[field], value)
  return value
}

function totalReason(work: Work, campaign: string, adGroup: string, ad: string): string | null {
  // Meta's summary of a report over one day has a date, and no names.
  const named = work.survey.layout !== 'meta_ads' || work.survey.grain === 'account'
  if (!named && campaign === '' && adGroup === '' && ad === '') return 'grand total row'
  return reasonByName(campaign) ?? reasonByName(adGroup) ?? reasonByName(ad)
}

function keepTotalRow(work: Work, row: readonly string[], line: number): void {
  const sums: Partial<Record<Metric, string>> = {}
  for (const field of Object.keys(work.count.sums) as Metric[]) {
    // What Meta's "Results" of all campaigns adds up is anybody's guess.
    if (field === 'conversions' && conversionsAreResults(work.survey.columns)) continue
    const read = readNumber(row[work.at[field] ?? -1] ?? '', work.decimal)
    if (typeof read === 'string') sums[field] = field === 'spend' && work.survey.spendInMicros ? fromMicros(read) : read
  }
  keepTotal(work.count, line, sums)
}

function platformKeeper(fallback: string): Work['platform'] {
  const known = new Map<string, string>([['', fallback]])
  return (name) => {
    const kept = known.get(name)
    if (kept !== undefined) return kept
    const own = ownCopy(name)
    if (known.size < MOST_PLATFORMS) known.set(own, own)
    return own
  }
}

/** The same ad has the same link on all its days: each is read once. */
function linkReader(count: Count): Work['link'] {
  const known = new Map<string, string | null>()
  return (cell, line) => {
    if (cell.trim() === '') return null
    const before = known.get(cell)
    const link = before === undefined ? readAdLink(cell) : before
    if (before === undefined && known.size < MOST_LINKS) known.set(ownCopy(cell), link)
    if (link === null && count.badLinks.count++ === 0) Object.assign(count.badLinks, { line, cell })
    return link
  }
}

function noteShortRow(count: Count, line: number): void {
  if (count.shortRows.count++ === 0) count.shortRows.line = line
}

function conversionTest(survey: Survey, at: Positions): Work['isConversion'] {
  const position = at.resultIndicator
  if (position === undefined || !conversionsAreResults(survey.columns)) return () => true
  const known = new Map<string, boolean>()
  return (row) => {
    const indicator = row[position] ?? ''
    const before = known.get(indicator)
    if (before !== undefined) return before
    const verdict = isConversionIndicator(indicator)
    if (known.size < MOST_INDICATORS) known.set(ownCopy(indicator), verdict)
    return verdict
  }
}
