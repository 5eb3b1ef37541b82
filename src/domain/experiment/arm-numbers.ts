import type { CrmStage } from '../metric/crm-reach.ts'
import { NO_SUMS, type Sums } from '../metric/metric.ts'
import { shiftDay, weekdayOf, weekOf } from '../week.ts'
import type { Arm, Design, Experiment, TestMetric } from './experiment.ts'
import { isPlanned } from './experiment.ts'
import { MEASURED } from './life.ts'
import { measureOf, stagesOf } from './measure.ts'
import { lastDayOf } from './progress.ts'
import type { ArmNumbers, MetricSums } from './reading.ts'

// A test whose arms are campaigns, ad sets or ads is read from the team's own numbers, without anybody typing. Leads and what
// becomes of them come with a campaign, so only campaigns can be told apart by them.

/** Whether the team's own numbers can tell how each arm does: every arm has its letters, and the metric is one of the catalogue. */
export function readsItself(design: Design): boolean {
  return design.arms.every(hasLetters) && measureOf(design.metric.measure) !== null
}

function hasLetters({ matches }: Arm): boolean {
  return matches !== null && matches.trim() !== ''
}

/** The stages of the CRM that the metrics of a design count; those of its own metric alone where that is asked for. */
export function stagesCounted({ metric, guardrails }: Design, of: 'all' | 'primary' = 'all'): CrmStage[] {
  const measures = [metric, ...(of === 'all' ? guardrails : [])].map(({ measure }) => measureOf(measure))
  return [...new Set(measures.flatMap((measure) => (measure ? stagesOf(measure) : [])))]
}

/** Days of the campaigns of an arm with what the CRM counts of them: a day without objects has none of what the CRM reports. */
export function withCounts(
  media: readonly { day: string; sums: Sums }[],
  counted: readonly { day: string; sums: Sums }[],
  reported: readonly CrmStage[],
): Sums[] {
  const days = [...new Set([...media, ...counted].map(({ day }) => day))].sort()
  return days.map((day) => {
    // On a day that the platforms have reported, a campaign without a row did not run.
    const sums = { ...(media.find((each) => each.day === day)?.sums ?? { ...NO_SUMS, spend: 0, clicks: 0 }) }
    const own = counted.find((each) => each.day === day)?.sums
    for (const stage of reported) sums[stage] = own?.[stage] ?? 0
    return sums
  })
}

/**
 * The numbers of an arm out of the sums of its days: those of all that has its letters for what the platforms report, those of
 * its campaigns for what the CRM counts. What is not reported of a metric is no data.
 */
export function armFromDays(
  arm: string,
  design: Design,
  days: readonly Sums[],
  withCrm: readonly Sums[] = [],
): ArmNumbers {
  const of = (metric: TestMetric) =>
    metricFromDays(metric, measureOf(metric.measure)?.fromNumbers === false ? withCrm : days)
  return { arm, primary: of(design.metric), guardrails: design.guardrails.map(of) }
}

/** A share is one of clicks or impressions, whatever the day; a ratio's units are the days, because chance acts on days there. */
function metricFromDays(metric: TestMetric, days: readonly Sums[]): MetricSums | null {
  const measure = measureOf(metric.measure)
  if (!measure) return null
  const sums = { units: 0, top: 0, bottom: 0, topSquares: 0, bottomSquares: 0, products: 0 }
  for (const day of days) {
    const [top, bottom] = [day[measure.top], day[measure.bottom]]
    if (top === null || bottom === null) continue
    sums.units += 1
    sums.top += top
    sums.bottom += bottom
    sums.topSquares += top * top
    sums.bottomSquares += bottom * bottom
    sums.products += top * bottom
  }
  if (sums.units === 0) return null
  if (measure.kind === 'ratio') return { kind: 'ratio', ...sums }
  // Platforms count conversions of earlier clicks, too: more of them than clicks is no share.
  return sums.top > sums.bottom ? null : { kind: 'proportion', units: sums.bottom, events: sums.top }
}

/** A reading that the clock takes: its natural key, and the day through which it counts. */
export type DueReading = { key: string; through: string }

/**
 * The reading that is due of a test by itself: the last complete week of its window, and after its end, once the late conversions
 * have landed, the last one. Null where none is.
 */
export function dueReading(experiment: Experiment, today: string): DueReading | null {
  const { state, startsOn } = experiment
  if (!MEASURED.includes(state) || !isPlanned(experiment) || startsOn === null) return null
  const last = lastDayOf(experiment)
  if (last === null || !readsItself(experiment.design)) return null
  const matured = shiftDay(last, experiment.design.maturityDays)
  if (today > matured) return { key: `numbers at the end ${matured}`, through: matured }
  const sunday = shiftDay(today, -weekdayOf(today))
  return sunday < startsOn ? null : { key: `numbers ${weekOf(sunday)}`, through: sunday }
}
