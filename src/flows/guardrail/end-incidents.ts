import type { Guardrail } from '../../domain/guardrail/guardrail.ts'
import type { Incident, Resolution } from '../../domain/guardrail/incident.ts'
import { ended } from '../../domain/guardrail/story.ts'
import { localDay } from '../../domain/week.ts'
import { findGuardrail, isDeleted } from '../../store/guardrail/guardrails.ts'
import { listOpenIncidents, lockIncidents } from '../../store/guardrail/incidents.ts'
import type { Tx } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { tell } from './tell.ts'

/** Ends the open incidents whose rule is no longer the one they broke: changed, paused, or taken away. */
export async function endForgone(tx: Tx, ctx: TeamContext): Promise<void> {
  if ((await listOpenIncidents(tx, ctx.team)).length === 0) return
  await lockIncidents(tx, ctx.team)
  for (const incident of await listOpenIncidents(tx, ctx.team)) {
    const guardrail = await findGuardrail(tx, ctx.team, incident.guardrailId)
    const why = guardrail && (await whyOver(tx, ctx, incident, guardrail))
    if (guardrail && why) await endIncident(tx, ctx, guardrail, incident, why)
  }
}

/** Ends an incident for a reason, and says so. */
async function endIncident(
  tx: Tx,
  ctx: TeamContext,
  guardrail: Guardrail,
  incident: Incident,
  why: Resolution,
): Promise<void> {
  const over = ended(incident, why, localDay(ctx.now, ctx.team.zone), ctx.now)
  await tell(tx, ctx, guardrail, over.incident, over.happened)
}

async function whyOver(
  tx: Tx,
  { team }: TeamContext,
  incident: Incident,
  guardrail: Guardrail,
): Promise<Resolution | null> {
  if (incident.isDrill) return null
  if (await isDeleted(tx, team, guardrail.id)) return 'deleted'
  if (guardrail.pausedAt) return 'paused'
  return guardrail.version === incident.guardrailVersion ? null : 'rule changed'
}
