import { unjudged } from '../../src/domain/guardrail/evaluation.ts'
import { DEFAULTS, type Definition } from '../../src/domain/guardrail/guardrail.ts'
import type { Incident } from '../../src/domain/guardrail/incident.ts'
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

/** A breach of a guardrail of the whole team that is open since Monday 16 November. */
export function makeIncident(guardrailId: string, id = `inc_${guardrailId}`): Incident {
  return {
    id,
    guardrailId,
    guardrailVersion: 1,
    scope: 'team',
    isDrill: false,
    state: 'firing',
    condition: '',
    since: '2026-11-16',
    day: '2026-11-17',
    judged: unjudged('ERROR', 'For the test.'),
    leadId: null,
    openedAt: new Date('2026-11-16T09:00:00Z'),
    resolvedAt: null,
    resolvedOn: null,
    resolution: null,
    ackedBy: null,
    ackedAt: null,
    snoozedUntil: null,
    snoozedBy: null,
    snoozedWhy: null,
    toldExcess: 0.25,
    assignedTo: null,
    assignedBy: null,
    escalation: 0,
    nextAt: null,
    version: 1,
  }
}
