import { formatChange, formatCount } from '../../lib/format.ts'
import type { Design, PrimaryMetric } from './experiment.ts'
import { measureOf, metricValue } from './measure.ts'
import { type Help, LONGEST_WEEKS, type SamplePlan } from './plan.ts'
import { weeksInWords } from './test-words.ts'

/** What a planned sample is told with. */
export type PlanSetting = {
  metric: Pick<PrimaryMetric, 'measure' | 'kind' | 'better' | 'baseline'>
  smallest: number
  weeks: number
  currency: string
}

/** A planned sample in lines: what it takes, then what that means for the weeks chosen and what would help. */
export function planWords(plan: SamplePlan, setting: PlanSetting): string[] {
  const first = plan.perArm === null ? withoutSample(plan, setting) : needs(plan, plan.perArm, setting)
  return [first, ...consequence(plan, setting)]
}

/** How a test will be read, by the letters of its arms, its metric and the names of the campaigns that are there; null without letters. */
export function readsInWords(design: Pick<Design, 'arms' | 'metric'>, campaigns: readonly string[]): string | null {
  const letters = design.arms.flatMap(({ matches }) => (matches === null || matches.trim() === '' ? [] : [matches]))
  if (letters.length === 0) return null
  if (letters.length < design.arms.length) return 'I read the results by myself once every arm has its letters.'
  const measure = measureOf(design.metric.measure)
  if (!measure) {
    return 'A metric of its own is not in our numbers: its results are typed, or come in a file of units.'
  }
  if (measure.fromNumbers) {
    return 'I read the results by myself every week, by what has these letters in its name: campaigns, ad sets or ads.'
  }
  const has = (each: string) => campaigns.some((name) => name.toLowerCase().includes(each.trim().toLowerCase()))
  const bare = letters.filter((each) => !has(each))
  const why = `The CRM counts ${measure.name} by campaign, so ad sets and ads cannot be told apart.`
  if (bare.length === 0) return `I read the results by myself every week, by the campaigns with these letters. ${why}`
  return `${why} No campaign has ${bare.map((each) => `"${each}"`).join(' or ')} in its name: unless one will, type the results, or judge it by CTR, CVR, cost per conversion or ROAS.`
}

/** What a hopeless plan can show at most, as in `its 2 weeks can only show +8 % or more`; null where a plan is not hopeless. */
export function hopelessInWords(
  { state, smallestInWindow }: SamplePlan,
  { metric, weeks }: Pick<PlanSetting, 'metric' | 'weeks'>,
): string | null {
  if (state !== 'hopeless') return null
  const window = weeks === 1 ? 'its week' : `its ${weeksInWords(weeks)}`
  return smallestInWindow === null
    ? `${window} can show no effect at all at this traffic`
    : `${window} can only show ${effectInWords(smallestInWindow, metric.better)} or more`
}

/** A sample size as one says it: rounded up to three digits. */
export function unitsInWords(units: number): string {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, units))) - 2)
  return formatCount(Math.ceil(units / step) * step)
}

/** An effect as it will be measured: what is good news of a cost is a minus. */
export function effectInWords(size: number, better: 'higher' | 'lower'): string {
  const percent = size * 100
  const digits = Math.abs(percent - Math.round(percent)) < 0.05 || percent >= 20 ? 0 : 1
  return formatChange(better === 'lower' ? -size : size, { digits })
}

function needs(plan: SamplePlan, perArm: number, setting: PlanSetting): string {
  const { metric, smallest, currency } = setting
  const sample = `${unitsInWords(perArm)} per arm to see ${effectInWords(smallest, metric.better)} on ${metricValue(metric, metric.baseline, currency)}`
  return plan.weeksNeeded === null
    ? `${sample}. How many weeks that takes needs the units a week.`
    : `${sample}; at this traffic ${weeksInWords(plan.weeksNeeded)}.`
}

function withoutSample({ state }: SamplePlan, { metric, smallest, currency }: PlanSetting): string {
  if (state === 'hopeless') {
    return `No sample shows ${effectInWords(smallest, metric.better)} on ${metricValue(metric, metric.baseline, currency)}.`
  }
  return metric.kind === 'proportion'
    ? 'The sample cannot be told without a baseline between 0 % and 100 %.'
    : 'The sample cannot be told without a baseline and the spread of one unit (its standard deviation).'
}

function consequence(plan: SamplePlan, setting: PlanSetting): string[] {
  const { metric, weeks } = setting
  const [other] = plan.alternatives
  const inWindow =
    plan.smallestInWindow === null
      ? `${weeksInWords(weeks)} would show no effect at all at this traffic.`
      : `${weeksInWords(weeks)} would show ${effectInWords(plan.smallestInWindow, metric.better)} or more.`
  switch (plan.state) {
    case 'fits':
      // What takes no longer needs no thought.
      return other && other.weeks !== plan.weeksNeeded
        ? [`${alternativeInWords(other, setting)}: say if that is worth it.`]
        : []
    case 'longer':
      return [`Longer than planned. ${inWindow}`, ...(other ? [`${alternativeInWords(other, setting)}.`] : [])]
    case 'hopeless':
      return [
        plan.weeksNeeded === null
          ? 'Hopeless as it stands.'
          : `Hopeless as it stands: after ${weeksInWords(LONGEST_WEEKS)} the season has changed more than the test. ${inWindow}`,
        `What would help: ${plan.help.map((help) => helpInWords(help, plan, setting)).join('; ')}.`,
      ]
    case 'unknown':
      return []
  }
}

function alternativeInWords({ lift, perArm, weeks }: SamplePlan['alternatives'][number], setting: PlanSetting): string {
  const long = weeks === null ? '' : `, ${weeksInWords(weeks)}`
  return `${effectInWords(lift, setting.metric.better)} would take ${unitsInWords(perArm)} per arm${long}`
}

function helpInWords(help: Help, plan: SamplePlan, setting: PlanSetting): string {
  switch (help) {
    case 'bigger effect': {
      const within = plan.alternatives.find(({ weeks }) => weeks !== null && weeks <= LONGEST_WEEKS)
      return within ? `a bolder change (${alternativeInWords(within, setting)})` : 'a much bolder change'
    }
    case 'earlier metric':
      return 'a metric earlier in the funnel'
    case 'more traffic':
      return 'more traffic'
    case 'fewer arms':
      return 'fewer arms'
  }
}
