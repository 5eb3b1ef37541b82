import { dueNow } from '../../domain/guardrail/attention.ts'
import type { Guardrail } from '../../domain/guardrail/guardrail.ts'
import type { Incident } from '../../domain/guardrail/incident.ts'
import { tended } from '../../domain/guardrail/story.ts'
import { findGuardrail } from '../../store/guardrail/guardrails.ts'
import { findIncident, listDueIncidents, listIncidentNotes, lockIncidents } from '../../store/guardrail/incidents.ts'
import { type Tx, transaction } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { speak, storyOf, tell } from './tell.ts'

/** Does what the clock has to do about a team's open incidents: say what was held back, wake, escalate, remind. */
export async function tendIncidents(ctx: TeamContext): Promise<void> {
  for (const { id } of await listDueIncidents(ctx.db.prisma, ctx.team, ctx.now)) {
    await transaction(ctx.db, async (tx) => {
      await lockIncidents(tx, ctx.team)
      const incident = await findIncident(tx, ctx.team, id)
      if (!incident || incident.nextAt === null || incident.nextAt > ctx.now) return
      const guardrail = await findGuardrail(tx, ctx.team, incident.guardrailId)
      if (guardrail) await tend(tx, ctx, guardrail, incident)
    })
  }
}

async function tend(tx: Tx, ctx: TeamContext, guardrail: Guardrail, incident: Incident): Promise<void> {
  const { team, now } = ctx
  const notes = await listIncidentNotes(tx, team, incident.id)
  const due = dueNow(incident, guardrail, team, await storyOf(tx, ctx, incident, notes), now)
  const turn = due && tended(incident, due, team, now)
  if (turn) await tell(tx, ctx, guardrail, turn.incident, turn.happened)
  else await speak(tx, ctx, guardrail, incident)
}
