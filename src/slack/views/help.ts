import type { KnownBlock } from '@slack/types'
import { nearWord } from '../../lib/near-word.ts'
import { COMMAND } from '../ids.ts'
import { context, section } from '../kit/blocks.ts'
import { inTexts, sentence } from '../kit/sentence.ts'
import { clamp, escapeText, userText } from '../kit/text.ts'

/** `about` is a word under which it is looked for beside its own. */
type Usage = { usage: string; does: string; sets?: true; about?: string }

/**
 * All that can be typed after `/beat`, and the word that help was asked for by ('' for everything). `setters` says who changes the
 * settings of the team; null for somebody who may.
 */
export type HelpState = { commands: readonly Usage[]; filter: string; setters: string | null }

const MOST_TEXTS = 20

/** The commands in words: those that fit the word, or all of them where none does. */
export function help({ commands, filter, setters }: HelpState): { text: string; blocks: KnownBlock[] } {
  const [word = ''] = filter.trim().toLowerCase().split(/\s+/)
  const fitting = commands.filter(({ usage, about = '' }) =>
    [...wordsOf(usage), about].some((each) => each.startsWith(word)),
  )
  const asked = userText(filter.trim(), 60).replaceAll('`', "'")
  const isKnown = fitting.length > 0
  const title = word === '' ? 'What I can do' : isKnown ? `About \`${asked}\`` : `I do not know \`${COMMAND} ${asked}\``
  const shown = isKnown ? fitting : commands
  const firstWords = [...new Set(commands.map(({ usage }) => wordsOf(usage)[0] ?? ''))]
  const meant = isKnown ? null : nearWord(word, firstWords)
  const rest = userText(filter.trim().replace(/^\S+\s*/, ''), 60).replaceAll('`', "'")
  const guess = meant === null ? '' : `Did you mean \`${`${COMMAND} ${meant} ${rest}`.trim()}\`? `
  return {
    text: clamp(`${title.replaceAll('`', '')}: ${shown.map(({ usage }) => typed(usage)).join(', ')}`, 3_000),
    blocks: [
      section(`*${title}*${isKnown ? '' : `. ${guess}This is what I can do:`}`),
      ...inTexts(linesOf(shown, { setters, isWhole: shown.length === commands.length }))
        .slice(0, MOST_TEXTS)
        .map((text) => section(text)),
      context('Most of this is also in my Home tab. To bring numbers in, drop an export into the channel of the team.'),
    ],
  }
}

/** A line for each; what somebody may not change is named in one, unless they asked for it. */
function linesOf(
  shown: readonly Usage[],
  { setters, isWhole }: { setters: string | null; isWhole: boolean },
): string[] {
  const line = ({ usage, does }: Usage) => `\`${typed(usage)}\`  ${escapeText(does)}`
  const settings = shown.filter(({ sets }) => sets)
  if (setters === null || settings.length === 0) return shown.map(line)
  const who = sentence(setters, 600)
  if (!isWhole) return [...shown.map(line), who]
  const named = settings.map(({ usage }) => `\`${typed(usage)}\``).join(', ')
  return [...shown.filter(({ sets }) => !sets).map(line), `${who} They are ${named}.`]
}

/** The words that are typed as they stand; what is in brackets is a place for something else. */
function wordsOf(usage: string): string[] {
  return usage
    .replace(/\[[^\]]*\]/g, '')
    .toLowerCase()
    .split(/[^a-z]+/)
}

function typed(usage: string): string {
  return escapeText(`${COMMAND} ${usage}`.trim()).replaceAll('`', "'")
}
