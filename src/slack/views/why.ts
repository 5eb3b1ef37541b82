import type { KnownBlock } from '@slack/types'
import type { Team } from '../../domain/team.ts'
import { isPersonId } from '../../domain/team.ts'
import { context } from '../kit/blocks.ts'
import { userText } from '../kit/text.ts'

/** Says why a message came to one person; the last line of every message that comes to somebody unasked. */
export function whyLine(reason: string): KnownBlock {
  return context(whyInWords(reason))
}

/** The same for a message that is only text. */
export function whyInWords(reason: string): string {
  return `_Why did I get this?_ ${reason}`
}

/** Ends a message with that line where it goes to a person; in a conversation everybody knows why it is there. */
export function saidTo<Shown extends { blocks: KnownBlock[] }>(
  conversationId: string,
  shown: Shown,
  reason: string,
): Shown {
  return isPersonId(conversationId) ? { ...shown, blocks: [...shown.blocks, whyLine(reason)] } : shown
}

/** The reason of whatever is told to the lead of a team. */
export function leads(team: Pick<Team, 'name'>, about: string): string {
  return `You lead ${userText(team.name, 60)}, and its lead hears ${about}.`
}
