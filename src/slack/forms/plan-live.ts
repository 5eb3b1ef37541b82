import { designFaults } from '../../domain/experiment/design.ts'
import { type CheckName, judgeLaunch } from '../../domain/experiment/launch.ts'
import { sampleOf } from '../../domain/experiment/plan.ts'
import { planWords, readsInWords } from '../../domain/experiment/plan-words.ts'
import { buildRule } from '../../domain/experiment/rule.ts'
import { ruleInWords } from '../../domain/experiment/test-words.ts'
import type { Team } from '../../domain/team.ts'
import type { PlanInput } from '../../flows/experiment/plan-experiment.ts'
import type { Planning } from '../../flows/experiment/read-planning.ts'
import { fingerprint } from '../../lib/fingerprint.ts'
import type { PlanLive } from '../views/experiment/plan-form.ts'
import { measureInput, OF_MEASURE, type PlanFields } from '../views/experiment/plan-ids.ts'
import { readPlanForm } from './parse-plan-form.ts'

/** What follows from a plan as it stands in its form: the sample, what would block a launch now, the rule as one sentence. */
export function livePlan(team: Team, planning: Planning, fields: PlanFields): PlanLive {
  const { plan, faults } = readPlanForm(fields)
  return {
    sample: sampleLines(team, plan, faults, fields.measure ?? ''),
    slots: slotLines(team, planning, plan),
    rule: ruleLine(plan),
    reads: readsInWords(plan.design, planning.campaigns),
  }
}

/** The usual plan in as many weeks as its sample takes; two where that is hopeless or cannot be told. */
export function inUsualWeeks(fields: PlanFields): PlanFields {
  const { state, weeksNeeded } = sampleOf(readPlanForm(fields).plan.design)
  const needed = state === 'longer' ? weeksNeeded : null
  return needed === null ? fields : { ...fields, weeks: String(needed) }
}

/** Names what a plan form shows, so that it is drawn anew only when that changes. */
export function planShown(fields: PlanFields, live: PlanLive): string {
  return fingerprint(JSON.stringify([fields.measure, live]))
}

/** What a sample follows from, as its inputs are called. */
const SAMPLED = [
  ['baseline', 'Where it stands'],
  ['smallest', 'Smallest change'],
  ['arms', 'Arms'],
  ['weeks', 'Weeks'],
  ['traffic', 'Units a week'],
] as const

function sampleLines(
  team: Team,
  { design }: PlanInput,
  unread: Readonly<Record<string, string>>,
  measure: string,
): string[] {
  const faults = designFaults({ ...design, perArm: null })
  const missing = SAMPLED.flatMap(([part, label]) => {
    const why = unread[inputOf(part, measure)] ?? faults[part]
    return why === undefined ? [] : [`${label}: ${why}`]
  })
  if (missing.length > 0) return [`*Sample*, once this is mended: ${missing.join(' ')}`]
  const { metric, smallest, weeks } = design
  const [first = '', ...rest] = planWords(sampleOf(design), { metric, smallest, weeks, currency: team.currency })
  return [`*Sample*: ${first}`, ...rest]
}

function inputOf(part: string, measure: string): string {
  const own = OF_MEASURE.find((each) => each === part)
  return own === undefined ? part : measureInput(own, measure)
}

const SLOTS: readonly CheckName[] = ['slot', 'channel slot']
const NEEDS: readonly CheckName[] = ['audience', 'creative', 'arms', 'budget']

function slotLines(
  team: Team,
  { experiment, settings, holders, running, envelope }: Planning,
  { design }: PlanInput,
): string[] {
  const checks = judgeLaunch({
    experiment: { ...experiment, design: { ...design, perArm: null } },
    settings,
    holders,
    running,
    envelope,
    names: [],
    tracking: { state: 'green', sentence: '' },
    similar: [],
    similarShown: true,
    monthlyBudget: team.monthlyBudget,
    currency: team.currency,
    leadUserId: team.leadUserId,
  })
  const said = checks.filter(({ name, state }) => SLOTS.includes(name) || (NEEDS.includes(name) && state !== 'ok'))
  return said.length > 0 ? [`*As of now*: ${said.map(({ sentence }) => sentence).join(' ')}`] : []
}

function ruleLine({ design, choices }: PlanInput): string | null {
  if (design.metric.name.trim() === '') return null
  return `*Rule*, locked at launch: ${ruleInWords(buildRule(choices), design, null)}`
}
