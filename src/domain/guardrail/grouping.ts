import type { Guardrail } from './guardrail.ts'
import type { Incident } from './incident.ts'
import { type ChannelOf, covers } from './inhibition.ts'

// Under whose card a breach is told: several that break together, or one within another, are one message.

/** An incident with its guardrail, and whether it broke in this round. */
export type Lead = { guardrail: Guardrail; incident: Incident; isNew: boolean }

/**
 * Under whose card a new breach is told: that of the same metric in the nearest scope around its own, else that of the first of
 * those that broke in the same round. Each stays in its own conversation, and what is urgent does not wait for what is not.
 */
export function leadOf<L extends Lead>(guardrail: Guardrail, leads: readonly L[], channelOf: ChannelOf): L | null {
  const { metric, kind, scope } = guardrail
  const fits = leads.filter(
    (lead) =>
      lead.guardrail.conversationId === guardrail.conversationId &&
      (guardrail.severity === 'warning' || lead.guardrail.severity === 'critical'),
  )
  const around = fits.filter(
    ({ guardrail: other }) =>
      other.metric === metric &&
      (metric !== null || other.kind === kind) &&
      rankOf(other) < rankOf(guardrail) &&
      covers(other.scope, scope, channelOf),
  )
  const [nearest] = around.toSorted((a, b) => rankOf(b.guardrail) - rankOf(a.guardrail))
  return nearest ?? fits.find(({ isNew }) => isNew) ?? null
}

/** What is critical first, then the widest scope, then what is furthest beyond its bound. */
export function foremostFirst(a: Lead, b: Lead): number {
  const urgent = ({ guardrail }: Lead) => (guardrail.severity === 'critical' ? 0 : 1)
  return (
    urgent(a) - urgent(b) || rankOf(a.guardrail) - rankOf(b.guardrail) || b.incident.toldExcess - a.incident.toldExcess
  )
}

/** The wider a scope, the lower. */
function rankOf({ scope }: Guardrail): number {
  return ['team', 'channel', 'campaign'].indexOf(scope.level)
}
