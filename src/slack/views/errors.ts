import type { KnownBlock } from '@slack/types'
import { context, section } from '../kit/blocks.ts'
import { sentence } from '../kit/sentence.ts'
import { escapeText } from '../kit/text.ts'

/** What a person is told when something cannot be done; with a reference where the operator has to look. */
export function errorAnswer(state: { sentence: string; reference?: string }): { text: string; blocks: KnownBlock[] } {
  const text = sentence(state.sentence.trim() || 'Something went wrong, and nothing was changed.')
  const { reference } = state
  const note = reference ? [context(`Reference \`${escapeText(reference)}\`, for whoever runs the bot.`)] : []
  return { text, blocks: [section(text), ...note] }
}
