import { DEFAULTS, type Definition } from '../../src/domain/guardrail/guardrail.ts'
import type { TeamContext } from '../../src/flows/context.ts'
import { insertGuardrail, nextGuardrailNumber } from '../../src/store/guardrail/guardrails.ts'
import { transaction } from '../../src/store/transaction.ts'

/** Makes a guardrail as its form would: a ceiling on what a conversion costs in the whole team, unless told otherwise. */
export async function makeGuardrail(
  ctx: TeamContext,
  changes: Partial<Definition> = {},
): Promise<{ id: string; number: number }> {
  const definition: Definition = {
    ...DEFAULTS,
    name: 'Cost ceiling',
    scope: { level: 'team' },
    kind: 'max',
    metric: 'cost_per_conversion',
    breach: { low: null, high: 20 },
    quiet: null,
    ...changes,
  }
  const id = ctx.newId('grd')
  return await transaction(ctx.db, async (tx) => {
    const number = await nextGuardrailNumber(tx, ctx.team)
    await insertGuardrail(tx, ctx.team, { id, number, definition }, { by: 'U0MARA', at: ctx.now })
    return { id, number }
  })
}

/** The id of a team's channel by its key. */
export function channelId({ team }: TeamContext, key: string): string {
  return team.channels.find((channel) => channel.key === key)?.id ?? ''
}
