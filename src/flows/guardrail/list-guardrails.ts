import type { Evaluation } from '../../domain/guardrail/evaluation.ts'
import type { Guardrail } from '../../domain/guardrail/guardrail.ts'
import type { WatchState } from '../../domain/guardrail/machine.ts'
import { latestEvaluation, listWatches } from '../../store/guardrail/guardrail-watches.ts'
import { listGuardrails } from '../../store/guardrail/guardrails.ts'
import type { TeamContext } from '../context.ts'

/** A guardrail with what was said of it last; null while it has not been judged. */
export type Standing = { guardrail: Guardrail; state: WatchState; evaluation: Evaluation | null }

/** Every guardrail of a team as it stands, by number. */
export async function readStandings(ctx: TeamContext): Promise<Standing[]> {
  const { prisma } = ctx.db
  const [guardrails, watches] = await Promise.all([listGuardrails(prisma, ctx.team), listWatches(prisma, ctx.team)])
  return await Promise.all(
    guardrails.map(async (guardrail) => ({
      guardrail,
      state: watches.get(guardrail.id)?.state ?? 'NORMAL',
      evaluation: await latestEvaluation(prisma, ctx.team, guardrail.id),
    })),
  )
}
