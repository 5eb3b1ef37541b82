import { guardrailName } from '../../domain/guardrail/guardrail.ts'
import type { IncidentDecision } from '../../domain/guardrail/incident.ts'
import { acknowledged, assigned, type Refused, snoozed, type Turn } from '../../domain/guardrail/story.ts'
import { instantOf, isTime } from '../../domain/rhythm.ts'
import { localDay, shiftDay } from '../../domain/week.ts'
import { Invalid } from '../../lib/errors.ts'
import { writeAudit } from '../../store/audits.ts'
import { nextDecisionNumber } from '../../store/experiment/decisions.ts'
import { insertIncidentDecision, listIncidentDecisions, lockIncidents } from '../../store/guardrail/incidents.ts'
import { type Tx, transaction } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { announce } from '../delivery/announce.ts'
import { forgetDraft, INCIDENT_DECISION_FORM } from '../keep-draft.ts'
import { type Broke, needIncident, orConflict, requireKeeper } from './read-incident.ts'
import { tell } from './tell.ts'

/** What is said of a decision about an incident in the team's conversation, once. */
export const INCIDENT_DECISION = 'incident-decision'

const LONGEST_SNOOZE_MS = 30 * 86_400_000
const SHORTEST = 8

/** A person takes an incident. */
export async function takeIncident(ctx: TeamContext, id: string): Promise<void> {
  await act(ctx, id, 'incident acknowledged', ({ incident }, by) => acknowledged(incident, by, ctx.now))
}

/** When a snooze would end unless somebody says otherwise: tomorrow morning where the team lives. */
export function usualSnooze({ now, team }: TeamContext): { day: string; time: string } {
  return { day: shiftDay(localDay(now, team.zone), 1), time: '09:00' }
}

/** A person puts an incident to sleep, until a moment of the team's zone and for a reason. */
export async function snoozeIncident(
  ctx: TeamContext,
  id: string,
  { day, time, why }: { day: string; time: string; why: string },
): Promise<void> {
  const fields: Record<string, string> = {}
  const until = day === '' || !isTime(time) ? null : instantOf(day, time, ctx.team.zone)
  if (until === null || until <= ctx.now) fields.until = 'Choose a moment that is still to come.'
  else if (until.getTime() - ctx.now.getTime() > LONGEST_SNOOZE_MS)
    fields.until = 'At most 30 days: what may stay for longer is better a new bound or a pause of the guardrail.'
  if (why.trim().length < SHORTEST) fields.why = 'Say in a few words why it can wait; the others read it on the card.'
  if (until === null || Object.keys(fields).length > 0) throw new Invalid(Object.values(fields).join(' '), fields)
  await act(ctx, id, 'incident snoozed', ({ incident }, by) => snoozed(incident, { until, why: why.trim(), by }))
}

/** A person gives an incident to somebody. */
export async function assignIncident(ctx: TeamContext, id: string, to: string): Promise<void> {
  await act(ctx, id, 'incident assigned', ({ incident }, by) => assigned(incident, to, by))
}

/**
 * What somebody decided about an incident, and why: numbered with the decisions of tests and announced once. The id comes with the
 * form, so that a form that is sent twice decides once.
 */
export async function decideIncident(
  ctx: TeamContext,
  id: string,
  { id: decisionId, decision, rationale }: { id: string; decision: string; rationale: string },
): Promise<IncidentDecision> {
  const fields: Record<string, string> = {}
  if (decision.trim().length < SHORTEST) fields.decision = 'Say what is decided: who does what, until when.'
  if (rationale.trim().length < SHORTEST)
    fields.rationale = 'Say in a sentence why. Whoever meets this again will want to know.'
  if (Object.keys(fields).length > 0) throw new Invalid(Object.values(fields).join(' '), fields)
  return await transaction(ctx.db, async (tx) => {
    await lockIncidents(tx, ctx.team)
    const { guardrail, incident } = await needIncident(ctx, id, tx)
    const madeBy = requireKeeper(ctx, { guardrail, incident })
    const sent = (await listIncidentDecisions(tx, ctx.team, [id])).find((each) => each.id === decisionId)
    if (sent) return sent
    const number = await nextDecisionNumber(tx, ctx.team)
    const made = {
      id: decisionId,
      number,
      incidentId: id,
      decision: decision.trim(),
      rationale: rationale.trim(),
    }
    const whole = { ...made, madeBy, madeAt: ctx.now }
    await insertIncidentDecision(tx, ctx.team, whole)
    await announce(tx, ctx, [{ kind: INCIDENT_DECISION, subject: id, part: whole.id }])
    await tell(tx, ctx, guardrail, incident, [{ what: 'decided', detail: { number, decision: whole.decision } }])
    await forgetDraft(tx, ctx, { form: INCIDENT_DECISION_FORM, subject: id })
    const detail = { number, decision: whole.decision }
    await writeAudit(tx, ctx, { teamId: ctx.team.id, action: 'incident decided', subject: id, detail })
    return whole
  })
}

async function act(
  ctx: TeamContext,
  id: string,
  action: string,
  move: (broke: Broke, by: string) => Turn | Refused,
): Promise<void> {
  await transaction(ctx.db, async (tx: Tx) => {
    // Whoever comes second sees what the first has done: the machine that resolved it, or a colleague who took it.
    await lockIncidents(tx, ctx.team)
    const broke = await needIncident(ctx, id, tx)
    const by = requireKeeper(ctx, broke)
    const turn = orConflict(move(broke, by))
    await tell(tx, ctx, broke.guardrail, turn.incident, turn.happened)
    const detail = { guardrail: guardrailName(broke.guardrail, ctx.team) }
    await writeAudit(tx, ctx, { teamId: ctx.team.id, action, subject: id, detail })
  })
}
