import {
  type Arm,
  type GuardrailMetric,
  METHODS,
  type PrimaryMetric,
  SPLITS,
  UNITS,
} from '../../domain/experiment/experiment.ts'
import { measureOf, metricFrom, OWN } from '../../domain/experiment/measure.ts'
import type { PlanInput } from '../../flows/experiment/plan-experiment.ts'
import { Invalid } from '../../lib/errors.ts'
import {
  GUARDRAIL_ROWS,
  measureInput,
  NO_GUARDRAIL,
  OWN_MEASURES,
  type PlanFields,
} from '../views/experiment/plan-ids.ts'
import { openPlanForm, type PlanForm } from './plan-form-reader.ts'

/** What a plan form says, as far as it can be read, and a sentence for each input that cannot. */
export function readPlanForm(fields: PlanFields): { plan: PlanInput; faults: Record<string, string> } {
  const form = openPlanForm(fields)
  const measure = form.text('measure')
  const design = {
    split: form.one('split', SPLITS) ?? 'random',
    unit: form.one('unit', UNITS) ?? 'user',
    arms: readArms(form),
    audiences: form.list('audiences'),
    creatives: form.list('creatives'),
    budget: form.amount('budget'),
    metric: readMetric(form, measure),
    expected: readExpected(form),
    smallest: form.percent('smallest') ?? 0,
    guardrails: readGuardrails(form),
    weeks: form.whole('weeks') ?? 0,
    maturityDays: form.whole('maturityDays') ?? 0,
    method: form.one('method', METHODS) ?? 'fixed',
    traffic: form.count(measureInput('traffic', measure)),
  }
  const choices = {
    method: design.method,
    otherwise: form.one('otherwise', ['roll_back', 'iterate', 'extend', 'inconclusive'] as const) ?? 'extend',
    whenWorse: form.one('whenWorse', ['roll_back', 'iterate'] as const) ?? 'roll_back',
    whenBroken: form.one('whenBroken', ['roll_back', 'iterate'] as const) ?? 'roll_back',
    extendWeeks: Math.max(1, form.whole('extendWeeks') ?? 1),
  }
  return { plan: { design, choices }, faults: form.faults }
}

/** Reads a sent plan form; throws Invalid with a sentence for each input that cannot be read. */
export function readPlan(fields: PlanFields): PlanInput {
  const { plan, faults } = readPlanForm(fields)
  if (Object.keys(faults).length > 0) throw new Invalid(Object.values(faults).join(' '), faults)
  return plan
}

function readMetric(form: PlanForm, measure: string): PrimaryMetric {
  const known = measureOf(measure)
  const input = (part: Parameters<typeof measureInput>[0]) => measureInput(part, measure)
  const kind = known?.kind ?? OWN_MEASURES.find(({ value }) => value === measure)?.kind ?? 'proportion'
  const better = form.one(input('better'), ['higher', 'lower'] as const) ?? known?.better ?? 'higher'
  const what = known ? metricFrom(known) : { measure: OWN, name: form.text(input('name')), kind, better }
  const baseline = kind === 'proportion' ? form.percent(input('baseline')) : form.amount(input('baseline'))
  return {
    ...what,
    better,
    baseline: baseline ?? 0,
    spread: kind === 'proportion' ? null : form.amount(input('spread')),
  }
}

/** Reads `5 / 10 / 20` or `5 to 20`: low, likely and high, in percent. */
function readExpected(form: PlanForm) {
  const typed = form.text('expected')
  if (typed === '') return null
  const parts = typed.split(/[/;–]|\s+(?:to|-)\s+/).map((part) => form.percentOf('expected', part))
  const [first, second, third] = parts
  if (parts.length > 3 || typeof first !== 'number' || typeof second !== 'number' || parts.includes(null)) {
    form.refuse('expected', 'Write it as low / likely / high in percent, as in 5 / 10 / 20.')
    return null
  }
  if (typeof third !== 'number') return { low: first, likely: (first + second) / 2, high: second }
  return { low: first, likely: second, high: third }
}

/** Reads one arm a line: its name, and if they matter its share and the letters its campaigns or ads have in their names. */
function readArms(form: PlanForm): Arm[] {
  const lines = form.list('arms').map((line) => line.split(';').map((part) => part.trim()))
  const shares = lines.map(([, share = '']) => (share === '' ? null : form.percentOf('arms', share)))
  const given = shares.reduce<number>((sum, share) => sum + (share ?? 0), 0)
  const open = shares.filter((share) => share === null).length
  const rest = open === 0 ? 0 : Math.max(0, 1 - given) / open
  const total = given + rest * open
  if (lines.length > 0 && Math.abs(total - 1) > 0.005) {
    form.refuse('arms', 'The shares add up to something else than 100 %. Leave them out where they are equal.')
  }
  return lines.map(([name = '', , matches = ''], at) => ({
    key: at === 0 ? 'control' : `variant_${at}`,
    name: name.slice(0, 60),
    share: (shares[at] ?? rest) / (total || 1),
    matches: matches === '' ? null : matches.slice(0, 120),
  }))
}

function readGuardrails(form: PlanForm): GuardrailMetric[] {
  const guardrails: GuardrailMetric[] = []
  for (let row = 1; row <= GUARDRAIL_ROWS; row++) {
    const chosen = form.text(`guardrail_${row}`)
    const measure = chosen === NO_GUARDRAIL ? null : measureOf(chosen)
    if (measure) guardrails.push({ ...metricFrom(measure), margin: form.percent(`margin_${row}`) ?? 0 })
  }
  const name = form.text('ownGuardrail')
  if (name === '') return guardrails
  const [kind = 'proportion', better = 'lower'] = form.text('ownGuardrailKind').split(':')
  const own = OWN_MEASURES.find((each) => each.kind === kind)
  return [
    ...guardrails,
    {
      measure: OWN,
      name,
      kind: own?.kind ?? 'proportion',
      better: better === 'higher' ? 'higher' : 'lower',
      margin: form.percent('ownGuardrailMargin') ?? 0,
    },
  ]
}
