import { guardrailName } from '../../domain/guardrail/guardrail.ts'
import type { Lack } from '../../domain/review/closing.ts'
import { heard, type Review } from '../../domain/review/narrative.ts'
import { listGuardrails } from '../../store/guardrail/guardrails.ts'
import { listIncidentDecisions, listOpenIncidents } from '../../store/guardrail/incidents.ts'
import { listAhead } from '../../store/review/narratives-ahead.ts'
import type { Tx } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'

/**
 * What a review lacks before it is closed: narratives that an owner neither wrote nor passed, and decisions about breaches
 * that are open. A channel that nobody owns is waited for by nobody.
 */
export async function readLacks(tx: Tx, { team }: TeamContext, review: Review): Promise<Lack[]> {
  const { missing } = heard(review)
  const told = new Set((await listAhead(tx, team, review.week)).map(({ channelId }) => channelId))
  const unheard = review.board.channels.filter(
    ({ channelId, ownerUserId }) => ownerUserId !== null && missing.includes(channelId) && !told.has(channelId),
  )
  const open = (await listOpenIncidents(tx, team)).filter(({ isDrill, leadId }) => !isDrill && leadId === null)
  const decided = await listIncidentDecisions(
    tx,
    team,
    open.map(({ id }) => id),
  )
  const guardrails = open.length > 0 ? await listGuardrails(tx, team) : []
  return [
    ...unheard.map(({ name }): Lack => ({ kind: 'narrative', name })),
    ...open
      .filter(({ id }) => !decided.some(({ incidentId }) => incidentId === id))
      .flatMap(({ guardrailId }): Lack[] => {
        const guardrail = guardrails.find(({ id }) => id === guardrailId)
        return guardrail ? [{ kind: 'decision', name: guardrailName(guardrail, team) }] : []
      }),
  ]
}

/** What an open review lacks now; a closed one lacks nothing any more. */
export async function readOpenLacks(ctx: TeamContext, review: Review): Promise<Lack[]> {
  return review.state === 'open' ? await readLacks(ctx.db.prisma, ctx, review) : []
}
