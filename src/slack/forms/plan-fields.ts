import { usualGuardrail, usualMaturity, usualMeasure } from '../../domain/experiment/design.ts'
import type { Arm, Design, GuardrailMetric } from '../../domain/experiment/experiment.ts'
import { baselineOf, MEASURES, type MeasureKey, measureOf, OWN } from '../../domain/experiment/measure.ts'
import type { RuleChoices } from '../../domain/experiment/rule.ts'
import type { TemplateParts } from '../../domain/experiment/template.ts'
import type { Sums } from '../../domain/metric/metric.ts'
import { primaryOutcome, type Team } from '../../domain/team.ts'
import {
  GUARDRAIL_ROWS,
  measureInput,
  NO_GUARDRAIL,
  OWN_MEASURES,
  type PlanFields,
} from '../views/experiment/plan-ids.ts'

// What the inputs of the plan form hold before anybody types: the plan as it stands, or the usual one on the team's own numbers.

const USUAL_LIFT = '10'
const USUAL_MARGIN = '5'
const USUAL_WEEKS = '2'

/**
 * The usual plan of a test: judged by the step nearest to the team's outcome, guarded by the next one, two equal arms. A template
 * says both better, where the team's numbers report them.
 */
export function usualFields(team: Team, sums: Sums, weeks: number, template: TemplateParts | null = null): PlanFields {
  const isReported = (key: MeasureKey) => {
    const measure = measureOf(key)
    return measure !== null && baselineOf(measure, sums) !== null
  }
  const usual = usualMeasure(primaryOutcome(team).counts, isReported)
  const measure = template && isReported(template.measure) ? template.measure : usual
  const isGuarded = template !== null && template.guardrail !== measure && isReported(template.guardrail)
  return {
    ...measuredFields(sums, weeks),
    measure,
    smallest: USUAL_LIFT,
    weeks: USUAL_WEEKS,
    guardrail_1: isGuarded ? template.guardrail : usualGuardrail(measure, isReported),
    margin_1: USUAL_MARGIN,
    guardrail_2: NO_GUARDRAIL,
    arms: 'Control\nVariant',
    maturityDays: String(usualMaturity(measure)),
    unit: template?.unit ?? 'user',
    split: 'random',
    method: 'fixed',
    otherwise: 'extend',
    whenWorse: 'roll_back',
    whenBroken: 'roll_back',
    extendWeeks: '1',
  }
}

/** A plan that stands, as the form shows it. */
export function fieldsOf(team: Team, design: Design, choices: RuleChoices, sums: Sums, weeks: number): PlanFields {
  const { metric, guardrails, expected } = design
  const measure = metric.measure === OWN ? `${OWN}:${metric.kind}` : metric.measure
  const isShare = metric.kind === 'proportion'
  return {
    ...usualFields(team, sums, weeks),
    measure,
    [measureInput('name', measure)]: metric.name,
    [measureInput('better', measure)]: metric.better,
    [measureInput('baseline', measure)]: isShare ? percent(metric.baseline) : digits(metric.baseline),
    [measureInput('spread', measure)]: metric.spread === null ? '' : digits(metric.spread),
    [measureInput('traffic', measure)]: design.traffic === null ? '' : String(Math.round(design.traffic)),
    smallest: percent(design.smallest),
    expected: expected ? [expected.low, expected.likely, expected.high].map(percent).join(' / ') : '',
    weeks: String(design.weeks),
    ...guardrailFields(guardrails),
    arms: design.arms.map(armLine).join('\n'),
    audiences: design.audiences.join('\n'),
    creatives: design.creatives.join('\n'),
    budget: design.budget === null ? '' : String(design.budget),
    maturityDays: String(design.maturityDays),
    unit: design.unit,
    split: design.split,
    method: choices.method,
    otherwise: choices.otherwise,
    whenWorse: choices.whenWorse,
    whenBroken: choices.whenBroken,
    extendWeeks: String(choices.extendWeeks),
  }
}

/** Where each measure stands by the numbers, and how much traffic a week it has. */
function measuredFields(sums: Sums, weeks: number): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const measure of MEASURES) {
    const baseline = baselineOf(measure, sums)
    const units = measure.kind === 'proportion' ? sums[measure.bottom] : null
    const set = (part: Parameters<typeof measureInput>[0], value: string) => {
      fields[measureInput(part, measure.key)] = value
    }
    set('better', measure.better)
    set('baseline', baseline === null ? '' : measure.kind === 'proportion' ? percent(baseline) : digits(baseline))
    set('traffic', units === null ? '' : String(Math.round(units / weeks)))
  }
  for (const { value } of OWN_MEASURES) fields[measureInput('better', value)] = 'higher'
  return fields
}

function guardrailFields(guardrails: readonly GuardrailMetric[]): Record<string, string> {
  const fields: Record<string, string> = {}
  const known = guardrails.filter(({ measure }) => measure !== OWN)
  for (let row = 1; row <= GUARDRAIL_ROWS; row++) {
    const guardrail = known[row - 1]
    fields[`guardrail_${row}`] = guardrail?.measure ?? NO_GUARDRAIL
    fields[`margin_${row}`] = guardrail ? percent(guardrail.margin) : ''
  }
  const own = guardrails.find(({ measure }) => measure === OWN)
  if (!own) return fields
  return {
    ...fields,
    ownGuardrail: own.name,
    ownGuardrailKind: `${own.kind}:${own.better}`,
    ownGuardrailMargin: percent(own.margin),
  }
}

function armLine({ name, share, matches }: Arm): string {
  return [name, percent(share), ...(matches ? [matches] : [])].join('; ')
}

/** A fraction as somebody would type it in percent: 4.23, 0.881, 10. */
function percent(fraction: number): string {
  return digits(fraction * 100)
}

function digits(value: number): string {
  return String(Number(value.toPrecision(4)))
}
