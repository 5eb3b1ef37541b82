import { sourceInWords } from '../import/crm-object.ts'
import { EXPECTED_OF_SILENCE } from '../tracking/shortfall.ts'
import { countDays, dayInWords, shiftDay, weekdayOf } from '../week.ts'
import { type Amount, type MetricKey, metricOf, resultsOf, type Sums } from './metric.ts'

// How far the CRM reaches. Where it ends before a period does, what it has not brought yet is not 0: counts are counts so far,
// and whatever is held against the spend of the whole period is not known.

/** The stages that objects of the CRM reach, as they are summed up. */
export const CRM_STAGES = ['leads', 'mqls', 'sqls', 'opportunities', 'won'] as const
export type CrmStage = (typeof CRM_STAGES)[number]

/** How many objects of one kind of export reached a stage on a day. */
export type CrmDay = { source: string; stage: CrmStage; day: string; count: number }

/** A kind of CRM export that ends before a period does, with its last day and the stages it brings. */
export type CrmBehind = { source: string; through: string; stages: CrmStage[] }

const RHYTHM_DAYS = 56
const WEEKS = RHYTHM_DAYS / 7
/** Silence of a week is behind, however little comes in a usual one. */
const A_WEEK = 7
/** What has been silent for four weeks has been replaced, where another export goes on. */
const REPLACED_DAYS = 28

/**
 * The kinds of CRM export whose last days of a period are still to come. A quiet end is none where so little is usual on those
 * weekdays that silence is no surprise (chance of more than 1 %).
 */
export function crmBehind(days: readonly CrmDay[], to: string, today: string): CrmBehind[] {
  const end = [to, shiftDay(today, -1)].sort()[0] ?? to
  const sources = [...new Set(days.map(({ source }) => source))].map((source) => {
    const own = days.filter((each) => each.source === source && each.day <= today)
    return { source, own, through: latest(own.map(({ day }) => day)) }
  })
  const newest = latest(sources.map(({ through }) => through))
  return sources.flatMap(({ source, own, through }) => {
    if (through === '' || through >= end) return []
    const missing = countDays(through, end) - 1
    if (missing > REPLACED_DAYS && newest > through) return []
    const rhythm = own.filter(({ day }) => day > shiftDay(through, -RHYTHM_DAYS) && day <= through)
    if (missing < A_WEEK && expectedIn(rhythm, through, missing) < EXPECTED_OF_SILENCE) return []
    const stages = CRM_STAGES.filter((stage) => rhythm.some((each) => each.stage === stage))
    return [{ source, through, stages }]
  })
}

function latest(days: readonly string[]): string {
  return days.toSorted().at(-1) ?? ''
}

/** Those of them that have not brought all of an earlier period either. */
export function behindAt(behind: readonly CrmBehind[], end: string): CrmBehind[] {
  return behind.filter(({ through }) => through < end)
}

/** How many objects the missing days would have brought, by what their weekdays brought before. */
function expectedIn(rhythm: readonly CrmDay[], through: string, missing: number): number {
  const on = (weekday: number) =>
    rhythm.reduce((sum, { day, count }) => (weekdayOf(day) === weekday ? sum + count : sum), 0) / WEEKS
  return Array.from({ length: missing }, (_, index) => on(weekdayOf(shiftDay(through, index + 1)))).reduce(
    (sum, count) => sum + count,
    0,
  )
}

/** What is said of a KPI while its CRM is behind: a count or a share of what has come, or nothing where its two sides reach different days. */
export function reachOf(key: MetricKey, behind: readonly CrmBehind[]): 'whole' | 'so far' | 'unknown' {
  if (behind.length === 0) return 'whole'
  const late = amountsBehind(behind)
  const { part, whole } = metricOf(key)
  const sides = whole === null ? [part] : [part, whole]
  const lateSides = sides.filter((side) => late.has(side)).length
  if (lateSides === 0) return 'whole'
  // Two stages that one export brings end on the same day.
  const isOne = behind.some(({ stages }) => sides.every((side) => amountsOf(stages).includes(side)))
  return lateSides === sides.length && isOne ? 'so far' : 'unknown'
}

/** Sums in which what the CRM has not brought in full is not reported, instead of too little. */
export function withoutBehind(sums: Sums, behind: readonly CrmBehind[]): Sums {
  if (behind.length === 0) return sums
  const late = Object.fromEntries([...amountsBehind(behind)].map((amount) => [amount, null]))
  return { ...sums, ...late }
}

/** How far the CRM reaches and what that leaves open, as a sentence; empty where it is not behind. */
export function behindInWords(behind: readonly CrmBehind[]): string {
  if (behind.length === 0) return ''
  const stages = CRM_STAGES.filter((stage) => behind.some((each) => each.stages.includes(stage)))
  const names = stages.map(resultsOf)
  const last = names.pop() ?? ''
  const listed = names.length > 0 ? `${names.join(', ')} and ${last}` : last
  const what = `${listed.charAt(0).toUpperCase()}${listed.slice(1)}`
  return `${what} are counts so far (${reachesInWords(behind)}), and what is made of them is provisional, no call yet.`
}

/** Which export reaches which day: `HubSpot deals reach Sun 15 Nov`. */
export function reachesInWords(behind: readonly CrmBehind[]): string {
  return behind.map(({ source, through }) => `${sourceInWords(source)} reach ${dayInWords(through)}`).join(', ')
}

function amountsBehind(behind: readonly CrmBehind[]): Set<Amount> {
  return new Set(behind.flatMap(({ stages }) => amountsOf(stages)))
}

function amountsOf(stages: readonly CrmStage[]): Amount[] {
  return stages.flatMap((stage): Amount[] => {
    if (stage === 'won') return ['won', 'wonAmount']
    return stage === 'opportunities' ? ['opportunities', 'pipelineAmount'] : [stage]
  })
}
