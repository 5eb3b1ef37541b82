import { type Guardrail, guardrailName } from '../../domain/guardrail/guardrail.ts'
import { actorName } from '../../domain/team.ts'
import { Conflict } from '../../lib/errors.ts'
import { writeAudit } from '../../store/audits.ts'
import { forgetWatch } from '../../store/guardrail/guardrail-watches.ts'
import { deleteGuardrail, setGuardrailPaused } from '../../store/guardrail/guardrails.ts'
import { releaseGuard } from '../../store/teams.ts'
import { type Tx, transaction } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { endForgone } from './end-incidents.ts'
import { requireEditor } from './guardrail-rights.ts'
import { guardrailNamed } from './read-guardrails.ts'

/** What can be done with a guardrail that is there. */
export const GUARDRAIL_MOVES = ['pause', 'resume', 'delete'] as const
export type GuardrailMove = (typeof GUARDRAIL_MOVES)[number]

const ALREADY: Record<GuardrailMove, string> = {
  pause: 'is paused already',
  resume: 'is not paused',
  delete: 'has been removed already',
}

/** Pauses a guardrail, lets it go on, or takes it away; an alert that is open because of it ends, with that reason. */
export async function moveGuardrail(ctx: TeamContext, named: string, move: GuardrailMove): Promise<Guardrail> {
  const { team } = ctx
  const guardrail = await guardrailNamed(ctx, named)
  requireEditor(ctx, guardrail)
  await transaction(ctx.db, async (tx) => {
    if (!(await moved(tx, ctx, guardrail, move)))
      throw new Conflict(`${guardrailName(guardrail, team)} ${ALREADY[move]}. Nothing changed.`)
    await endForgone(tx, ctx)
    const detail = { name: guardrailName(guardrail, team) }
    await writeAudit(tx, ctx, { teamId: team.id, action: `guardrail ${move}d`, subject: guardrail.id, detail })
  })
  return guardrail
}

async function moved(
  tx: Tx,
  { team, now, actor }: TeamContext,
  { id }: Guardrail,
  move: GuardrailMove,
): Promise<boolean> {
  const by = { by: actorName(actor), at: now }
  switch (move) {
    case 'pause':
      return await setGuardrailPaused(tx, team, id, by)
    case 'resume':
      // Its alert ended with the pause: a machine that still stood on that breach would never say it again.
      await forgetWatch(tx, team, id)
      await releaseGuard(tx, team)
      return await setGuardrailPaused(tx, team, id, null)
    case 'delete':
      return await deleteGuardrail(tx, team, id, now)
  }
}
