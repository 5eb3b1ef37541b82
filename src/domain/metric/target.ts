import { formatMoney, formatWrittenPercent } from '../../lib/format.ts'
import type { Team } from '../team.ts'
import { type Band, METRIC_KEYS, type MetricKey, metricOf } from './metric.ts'

// What can be set as a target: a band for any KPI, and the budget of a month. Spend has no target beside its budget.

/** A KPI that a target can be set for, or the budget of a month. */
export type Targeted = Exclude<MetricKey, 'spend'> | 'budget'

/** All of them, the budget first. */
export const TARGETED: readonly Targeted[] = [
  'budget',
  ...METRIC_KEYS.filter((key): key is Exclude<MetricKey, 'spend'> => key !== 'spend'),
]

/** Whose target it is: the whole team's (`channelId` null) or a channel's. */
export type Scope = { channelId: string | null; name: string }

/** The scopes of a team: the whole of it first, then its channels. */
export function scopesOf(team: Pick<Team, 'name' | 'channels'>): Scope[] {
  return [{ channelId: null, name: 'Whole team' }, ...team.channels.map(({ id, name }) => ({ channelId: id, name }))]
}

/** What is targeted, as people call it. */
export function targetedLabel(key: Targeted): string {
  return key === 'budget' ? 'Budget a month' : metricOf(key).label
}

/** The target of a team or channel as it stands; a budget is a band with an upper bound. */
export function bandOf(team: Team, channelId: string | null, key: Targeted): Band | null {
  if (key !== 'budget') {
    return team.targets.find((each) => each.channelId === channelId && each.metric === key)?.band ?? null
  }
  const budget =
    channelId === null ? team.monthlyBudget : team.channels.find(({ id }) => id === channelId)?.monthlyBudget
  return budget === null || budget === undefined ? null : { low: null, high: budget }
}

/** Whether a KPI is an amount of a period, whose target is therefore one of a week. */
export function isWeekly(key: Targeted): boolean {
  return key !== 'budget' && metricOf(key).whole === null
}

/** A band for another number of days than a week, where it is the band of an amount. */
export function bandFor(key: MetricKey, band: Band | null, days: number): Band | null {
  if (band === null || metricOf(key).whole !== null) return band
  const scaled = (bound: number | null) => (bound === null ? null : (bound * days) / 7)
  return { low: scaled(band.low), high: scaled(band.high) }
}

/** A band in words: `≤ €1,400`, `€60 to €65`, `≥ 300 a week`. */
export function bandInWords(key: Targeted, band: Band, currency: string): string {
  return isWeekly(key) ? `${boundsOf(key, band, currency)} a week` : boundsOf(key, band, currency)
}

/** The bounds of a band alone. */
export function boundsOf(key: Targeted | 'spend', { low, high }: Band, currency: string): string {
  const of = (bound: number) => boundInWords(key, bound, currency)
  if (low !== null && high !== null) return `${of(low)} to ${of(high)}`
  return high === null ? `≥ ${of(low ?? 0)}` : `≤ ${of(high)}`
}

/** A change of a target in words, with what it was: `CAC, Paid search: ≤ €1,100 (before: none)`. */
export function changeInWords(
  { key, scope }: { key: Targeted; scope: Scope },
  before: Band | null,
  after: Band | null,
  currency: string,
): string {
  const inWords = (band: Band | null) => (band ? bandInWords(key, band, currency) : 'none')
  return `${targetedLabel(key)}, ${scope.name}: ${inWords(after)} (before: ${inWords(before)})`
}

/** A target or a budget as it was and as it is, in words and in bounds; the channel is null for the whole team. */
export type TargetChange = {
  channelId: string | null
  said: string
  key: Targeted
  before: Band | null
  after: Band | null
}

/** All targets and budgets that differ between a team as it was and as it is. */
export function targetChanges(before: Team, after: Team): TargetChange[] {
  return scopesOf(after).flatMap((scope) =>
    TARGETED.flatMap((key) => {
      const [was, is] = [before, after].map((team) => bandOf(team, scope.channelId, key))
      const isSame = was?.low === is?.low && was?.high === is?.high
      const said = changeInWords({ key, scope }, was ?? null, is ?? null, after.currency)
      return isSame ? [] : [{ channelId: scope.channelId, said, key, before: was ?? null, after: is ?? null }]
    }),
  )
}

/** What keeps a band from being a target: a sentence for each side. */
export function bandFaults(key: Targeted, { low, high }: Band): { low?: string; high?: string } {
  if (low !== null && low < 0) return { low: 'A bound is 0 or more.' }
  if (high !== null && high <= 0)
    return { high: 'An upper bound is more than 0. Leave both empty to clear the target.' }
  if (low !== null && high !== null && low > high) return { high: 'The upper bound lies below the lower one.' }
  if (key === 'budget' && low !== null) return { low: 'A budget is one amount: write it as the upper bound.' }
  return {}
}

/** A bound as it was set: nobody sets €60.00. */
function boundInWords(key: Targeted | 'spend', bound: number, currency: string): string {
  const unit = key === 'budget' ? 'money' : metricOf(key).unit
  const isWhole = Number.isInteger(bound)
  switch (unit) {
    case 'money':
      return formatMoney(bound, currency, isWhole ? { digits: 0 } : {})
    case 'percent':
      return formatWrittenPercent(bound)
    case 'ratio':
      return `${bound}×`
    case 'count':
      return bound.toLocaleString('en-GB')
  }
}
