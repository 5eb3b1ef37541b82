import { designFaults } from '../domain/experiment/design.ts'
import { type CheckName, judgeLaunch } from '../domain/experiment/launch.ts'
import { sampleOf } from '../domain/experiment/plan.ts'
import { planWords } from '../domain/experiment/plan-words.ts'
import { buildRule } from '../domain/experiment/rule.ts'
import { ruleInWords } from '../domain/experiment/test-words.ts'
import type { Team } from '../domain/team.ts'
import type { PlanInput } from '../flows/experiment/plan-experiment.ts'
import type { Planning } from '../flows/experiment/read-planning.ts'
import { fingerprint } from '../lib/fingerprint.ts'
import { readPlanForm } from './parse-plan-form.ts'
import type { PlanLive } from './views/experiment/plan-form.ts'
import type { PlanFields } from './views/experiment/plan-ids.ts'

/** What follows from a plan as it stands in its form: the sample, what would block a launch now, the rule as one sentence. */
export function livePlan(team: Team, planning: Planning, fields: PlanFields): PlanLive {
  const { plan } = readPlanForm(fields)
  return { sample: sampleLines(team, plan), slots: slotLines(team, planning, plan), rule: ruleLine(plan) }
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

function sampleLines(team: Team, { design }: PlanInput): string[] {
  const faults = designFaults({ ...design, perArm: null })
  if (faults.baseline || faults.smallest || faults.arms || faults.weeks) {
    return ['*Sample*: needs where the metric stands, the smallest change and the weeks.']
  }
  const { metric, smallest, weeks } = design
  const [first = '', ...rest] = planWords(sampleOf(design), { metric, smallest, weeks, currency: team.currency })
  return [`*Sample*: ${first}`, ...rest]
}

const SLOTS: readonly CheckName[] = ['slot', 'channel slot']
const NEEDS: readonly CheckName[] = ['audience', 'creative', 'budget']

function slotLines(team: Team, { experiment, settings, holders }: Planning, { design }: PlanInput): string[] {
  const checks = judgeLaunch({
    experiment: { ...experiment, design: { ...design, perArm: null } },
    settings,
    holders,
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
