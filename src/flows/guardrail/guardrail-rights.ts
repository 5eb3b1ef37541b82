import type { Definition } from '../../domain/guardrail/guardrail.ts'
import { narrators } from '../../domain/team.ts'
import { NotAllowed } from '../../lib/errors.ts'
import type { TeamContext } from '../context.ts'

/**
 * Refuses who may not make or change a guardrail: that is for the team's lead, its own owner and approver, and the people of its
 * channel; of the whole team, for those of any channel. Where nobody is named, it is everybody's.
 */
export function requireEditor(
  { actor, team }: TeamContext,
  { scope, ownerUserId, approverUserId }: Pick<Definition, 'scope' | 'ownerUserId' | 'approverUserId'>,
): void {
  if (actor.kind !== 'person') return
  const channels = team.channels.filter(({ id }) => scope.level !== 'channel' || id === scope.channelId)
  const editors = [team.leadUserId, ownerUserId, approverUserId, ...channels.flatMap(narrators)].filter(
    (id) => id !== null,
  )
  if (editors.length === 0 || editors.includes(actor.userId)) return
  const named = [...new Set(editors)].slice(0, 4).map((id) => `<@${id}>`)
  throw new NotAllowed(`This guardrail is for ${named.join(', ')} to change. Nothing was changed: ask one of them.`)
}
