import { holderOf } from '../../domain/guardrail/attention.ts'
import type { Team } from '../../domain/team.ts'
import { localDay } from '../../domain/week.ts'
import { findGuardrail } from '../../store/guardrail/guardrails.ts'
import { listIncidentDecisions, listOpenIncidents } from '../../store/guardrail/incidents.ts'
import type { Context } from '../context.ts'
import type { Broke } from './read-incident.ts'

/** The open incidents of a team that wait for a person: theirs, not asleep, and without a decision. */
export async function listMyIncidents({ db, now }: Context, team: Team, userId: string): Promise<Broke[]> {
  const open = (await listOpenIncidents(db.prisma, team)).filter(
    ({ isDrill, snoozedUntil }) => !isDrill && snoozedUntil === null,
  )
  if (open.length === 0) return []
  const decided = new Set(
    (
      await listIncidentDecisions(
        db.prisma,
        team,
        open.map(({ id }) => id),
      )
    ).map(({ incidentId }) => incidentId),
  )
  const today = localDay(now, team.zone)
  const waiting = await Promise.all(
    open
      .filter(({ id }) => !decided.has(id))
      .map(async (incident) => ({ incident, guardrail: await findGuardrail(db.prisma, team, incident.guardrailId) })),
  )
  return waiting.flatMap(({ incident, guardrail }) =>
    guardrail && holderOf(incident, guardrail, team, today).to === userId ? [{ incident, guardrail }] : [],
  )
}
