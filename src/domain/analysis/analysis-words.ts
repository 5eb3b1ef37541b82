import { type CrmBehind, reachesInWords, reachOf } from '../metric/crm-reach.ts'
import { type MetricKey, metricOf } from '../metric/metric.ts'
import type { Analysis } from './analysis.ts'
import type { Cohort } from './cohort.ts'
import { type Basis, cohortInWords } from './cohort-words.ts'
import type { Naming } from './driver-words.ts'
import { caveatsInWords, changeInWords, stepTable } from './explained-cost-words.ts'
import { doubtInWords, evidenceInWords } from './lever-words.ts'
import { partTable } from './part-table.ts'
import type { Periods } from './period.ts'
import { qualityInWords } from './quality-words.ts'
import { type Bar, waterfallOf } from './waterfall.ts'

// An analysis in words, in the order it is read: what makes the numbers doubtful, then the one sentence, then its drivers with
// their evidence and lever. Plain text; whoever shows it escapes it for its place.

/** Costs of results that come late. */
const COHORTED: readonly MetricKey[] = ['cac', 'cost_per_sql', 'cpl']

/** An analysis as a thread or a terminal shows it. */
export type AnalysisWords = {
  /** Tracking that is in doubt, and quality that went its own way: said before the change. */
  first: string[]
  sentence: string
  caveats: string[]
  /** For each driver what it did, what shows it, why tracking is not to blame, what to look at. */
  drivers: { what: string; evidence: string; tracking: string; lookAt: string }[]
  bars: Bar[]
  /** The steps of every channel, the largest first. */
  steps: string[][]
  /** All of it to four decimals: mix, rate and steps of each channel. */
  parts: string[][]
}

/** What an analysis is told of, and with: the leads of the last period and its spend, where results are followed from the lead. */
type Told = {
  metric: MetricKey
  periods: Periods
  cohort?: Cohort | null
  spend?: number | null
  behind?: readonly CrmBehind[]
  basis?: Basis
}

/** Puts an analysis into words. */
export function analysisInWords(
  { metric, periods, cohort = null, spend = null, behind = [], basis = 'event' }: Told,
  { tracking, quality, change, drivers }: Analysis,
  naming: Naming,
): AnalysisWords {
  const first = [
    ...tracking.map((doubt) => doubtInWords(doubt, naming.nameOf)),
    ...quality.map((finding) => qualityInWords(finding, naming)),
  ]
  if (!change) {
    const why = lacks(metric, behind) || 'one of the two periods has no spend or no results'
    const sentence = `${metricOf(metric).label} cannot be explained: ${why}.`
    return { first, sentence, caveats: [], drivers: [], bars: [], steps: [], parts: [] }
  }
  return {
    first,
    sentence: changeInWords(change, naming),
    caveats: [
      ...caveatsInWords(change, naming, { basis, lacks: lacks(metric, behind) }),
      ...(cohort && COHORTED.includes(change.cost) ? cohortInWords(cohort, { spend, currency: naming.currency }) : []),
    ],
    drivers: drivers.map((found) => evidenceInWords({ ...found, change, doubts: tracking }, periods, naming)),
    bars: waterfallOf(change, naming),
    steps: stepTable(change, naming),
    parts: partTable(change, naming),
  }
}

/** Why a cost is not explained although there are results: its CRM is behind, and what has not come yet is not nothing. */
function lacks(metric: MetricKey, behind: readonly CrmBehind[]): string {
  return reachOf(metric, behind) === 'whole' ? '' : `the results have not all come in yet (${reachesInWords(behind)})`
}
