import type { Counted } from '../team.ts'
import type { Arm, Design, FunnelStage } from './experiment.ts'
import { type MeasureKey, measureOf } from './measure.ts'

// A plan before it is saved: what keeps it from standing, and what it would be if nobody changed anything.

const MOST_ARMS = 6
const MOST_WEEKS = 26
const LONGEST_MATURITY = 120

/** What keeps a design from being a plan: a sentence for each part of it. */
export function designFaults(design: Design): Record<string, string> {
  return {
    ...metricFaults(design),
    ...effectFaults(design),
    ...armFaults(design.arms),
    ...guardrailFaults(design),
    ...windowFaults(design),
  }
}

function metricFaults({ metric }: Design): Record<string, string> {
  const faults: Record<string, string> = {}
  if (metric.name.trim() === '') faults.name = 'Say what is measured, as in "Sign-ups per visitor".'
  const { baseline, kind } = metric
  if (!(baseline > 0)) faults.baseline = 'Say where this metric stands now. Without it nobody can plan a sample.'
  else if (kind === 'proportion' && baseline >= 1) faults.baseline = 'A rate is below 100 %.'
  if (metric.spread !== null && !(metric.spread > 0)) faults.spread = 'A spread is above 0. Leave it empty if unknown.'
  return faults
}

function effectFaults({ smallest, expected, metric }: Design): Record<string, string> {
  const faults: Record<string, string> = {}
  if (!(smallest > 0)) faults.smallest = 'Say what change would be worth acting on, as in 10 %.'
  else if (metric.better === 'lower' && smallest >= 1) faults.smallest = 'Nothing falls by 100 % or more.'
  else if (isShareBelowOne(metric) && metric.better === 'higher' && metric.baseline * (1 + smallest) >= 1) {
    faults.smallest = 'From this baseline that would be more than 100 %.'
  }
  if (expected && !(expected.low <= expected.likely && expected.likely <= expected.high)) {
    faults.expected = 'Write it as low / likely / high, as in 5 / 10 / 20.'
  }
  return faults
}

function isShareBelowOne({ kind, baseline }: Design['metric']): boolean {
  return kind === 'proportion' && baseline < 1
}

function armFaults(arms: readonly Arm[]): Record<string, string> {
  const names = arms.map(({ name }) => name.toLowerCase())
  const twice = arms.find((_, at) => names.indexOf(names[at] ?? '') !== at)
  if (arms.length < 2) return { arms: 'A test needs two arms at least: the control first, then what is new.' }
  if (arms.length > MOST_ARMS) return { arms: `At most ${MOST_ARMS} arms: every further one needs its own sample.` }
  if (twice) return { arms: `Two arms are called "${twice.name}". Give each its own name.` }
  if (arms.some(({ share }) => !(share > 0))) return { arms: 'Every arm needs a share above 0.' }
  const [inside, outside] = sharedLetters(arms) ?? []
  if (inside && outside) {
    const why = `The letters of ${inside.name} are part of those of ${outside.name}, so what is of one would be of both. Choose others.`
    return { arms: why, [`matches_${arms.indexOf(inside) + 1}`]: why }
  }
  return {}
}

/** Two arms of which one has letters that the other's contain: no name could tell them apart. */
function sharedLetters(arms: readonly Arm[]): [Arm, Arm] | null {
  for (const inside of arms) {
    const letters = inside.matches?.trim().toLowerCase() ?? ''
    const outside = arms.find((arm) => arm !== inside && arm.matches?.toLowerCase().includes(letters))
    if (letters !== '' && outside) return [inside, outside]
  }
  return null
}

function guardrailFaults({ guardrails, metric }: Design): Record<string, string> {
  if (guardrails.length === 0) {
    return {
      guardrail_1: 'Choose one metric at least that must not get worse. A test without a guardrail cannot ship.',
    }
  }
  const measures = guardrails.map(({ measure, name }) => `${measure} ${name.toLowerCase()}`)
  if (measures.includes(`${metric.measure} ${metric.name.toLowerCase()}`)) {
    return { guardrail_1: 'This is what the test is judged by. A guardrail is something else that must not get worse.' }
  }
  if (new Set(measures).size < measures.length) return { guardrail_2: 'This guardrail stands above already.' }
  const bad = guardrails.findIndex(({ margin }) => !(margin >= 0 && margin < 1))
  return bad >= 0 ? { [`margin_${bad + 1}`]: 'Say by how much it may get worse, as in 5 %.' } : {}
}

function windowFaults({ weeks, maturityDays, budget, traffic }: Design): Record<string, string> {
  const faults: Record<string, string> = {}
  if (!(Number.isInteger(weeks) && weeks >= 1 && weeks <= MOST_WEEKS)) {
    faults.weeks = `Whole weeks, from 1 to ${MOST_WEEKS}: every weekday then counts equally often.`
  }
  if (!(Number.isInteger(maturityDays) && maturityDays >= 0 && maturityDays <= LONGEST_MATURITY)) {
    faults.maturityDays = `Whole days, from 0 to ${LONGEST_MATURITY}.`
  }
  if (budget !== null && !(budget >= 0)) faults.budget = 'A budget is 0 or more. Leave it empty if there is none.'
  if (traffic !== null && !(traffic > 0)) faults.traffic = 'Traffic is above 0. Leave it empty if nobody knows.'
  return faults
}

/** The measure a team's tests are judged by unless they say otherwise: the step nearest to its outcome that moves within weeks. */
export function usualMeasure(counts: Counted, isReported: (key: MeasureKey) => boolean): MeasureKey {
  const wanted: MeasureKey[] = counts === 'platform_conversions' ? ['cvr', 'ctr'] : ['lead_rate', 'cvr', 'ctr']
  return wanted.find(isReported) ?? wanted[0] ?? 'cvr'
}

const GUARDS: Record<MeasureKey, MeasureKey[]> = {
  ctr: ['cvr', 'cost_per_conversion'],
  cvr: ['cost_per_conversion'],
  lead_rate: ['sql_rate', 'cpl', 'cost_per_conversion'],
  mql_rate: ['cpl', 'cost_per_conversion'],
  sql_rate: ['cpl', 'cost_per_conversion'],
  win_rate: ['cost_per_sql', 'cost_per_conversion'],
  cost_per_conversion: ['cvr'],
  cpl: ['sql_rate', 'cvr'],
  cost_per_sql: ['win_rate', 'cvr'],
  cac: ['sql_rate', 'cvr'],
  roas: ['cvr'],
}

/** What must not get worse while a measure gets better: the nearest step after it, or what it costs. */
export function usualGuardrail(measure: string, isReported: (key: MeasureKey) => boolean): MeasureKey {
  const key = measureOf(measure)?.key
  const wanted = key ? GUARDS[key] : (['cvr', 'cost_per_conversion'] as const)
  return wanted.find(isReported) ?? wanted[0] ?? 'cvr'
}

/** How many days after its window a measure still changes, unless a team says otherwise. */
export function usualMaturity(measure: string): number {
  switch (measureOf(measure)?.top) {
    case 'clicks':
      return 0
    case 'mqls':
      return 14
    case 'sqls':
    case 'won':
      return 21
    default:
      return 7
  }
}

/** Which part of the funnel a test means to move, by what it is judged by. */
export function stageOfMeasure(measure: string): FunnelStage | null {
  const found = measureOf(measure)
  if (!found) return null
  if (found.key === 'ctr') return 'click'
  const reached = found.top === 'spend' ? found.bottom : found.top
  if (reached === 'won') return 'customer'
  return reached === 'mqls' || reached === 'sqls' ? 'qualified' : 'lead'
}
