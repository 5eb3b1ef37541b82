import { type MetricKey, metricOf } from '../metric.ts'
import type { Analysis } from './analysis.ts'
import { type Naming, stageName } from './driver-words.ts'
import { type Bar, caveatsInWords, changeInWords, changeTable, waterfallOf } from './explained-cost-words.ts'
import { resultOf } from './funnel.ts'
import { doubtInWords, evidenceInWords } from './lever-words.ts'
import { maturityInWords } from './maturity.ts'
import type { Periods } from './period.ts'
import { qualityInWords } from './quality-words.ts'

// An analysis in words, in the order it is read: what makes the numbers doubtful, then the one sentence, then its drivers with
// their evidence and lever. Plain text; whoever shows it escapes it for its place.

/** An analysis as a thread or a terminal shows it. */
export type AnalysisWords = {
  /** Tracking that is in doubt, and quality that went its own way: said before the change. */
  first: string[]
  sentence: string
  caveats: string[]
  /** For each driver what it did, what shows it, why tracking is not to blame, what to look at. */
  drivers: { what: string; evidence: string; tracking: string; lookAt: string }[]
  bars: Bar[]
  table: string[][]
}

/** Puts an analysis into words. */
export function analysisInWords(
  { metric, periods }: { metric: MetricKey; periods: Periods },
  { tracking, quality, change, drivers, maturity }: Analysis,
  naming: Naming,
): AnalysisWords {
  const first = [
    ...tracking.map((doubt) => doubtInWords(doubt, naming.nameOf)),
    ...quality.map((finding) => qualityInWords(finding, naming)),
  ]
  if (!change) {
    const sentence = `${metricOf(metric).label} cannot be explained: one of the two periods has no spend or no results.`
    return { first, sentence, caveats: [], drivers: [], bars: [], table: [] }
  }
  return {
    first,
    sentence: changeInWords(change, naming, maturity?.state === 'provisional'),
    caveats: [
      ...(maturity ? [maturityInWords(maturity, stageName(resultOf(change.cost)))] : []),
      ...caveatsInWords(change, naming),
    ],
    drivers: drivers.map(({ driver, lever }) =>
      evidenceInWords({ driver, lever, cost: change.after, doubts: tracking }, periods, naming),
    ),
    bars: waterfallOf(change, naming),
    table: changeTable(change, naming),
  }
}
