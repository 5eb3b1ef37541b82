import type { KnownBlock } from '@slack/types'
import type { Changed } from '../../../domain/review/review.ts'
import { context, section } from '../../kit/blocks.ts'
import { inTexts } from '../../kit/sentence.ts'
import { clamp, userText } from '../../kit/text.ts'

const MOST_FIRST = 6
const MOST_DRIVERS = 5
const MOST_CAVEATS = 8

/** What changed, in the order it is read: what makes it doubtful, the sentence, its drivers with where to look, the caveats. */
export function changeParts({ first, sentence, drivers, caveats }: Changed): KnownBlock[] {
  const doubts = first.slice(0, MOST_FIRST).map((line) => userText(line, 900))
  const named = drivers
    .slice(0, MOST_DRIVERS)
    .map(
      ({ what, evidence, tracking, lookAt }) =>
        `• *${userText(what, 500)}*\n${userText(evidence, 600)} ${userText(tracking, 500)} *${userText(lookAt)}*`,
    )
  return [
    ...inTexts(doubts).map((text) => section(text)),
    section(`*${userText(sentence, 2_000)}*`),
    ...inTexts(named).map((text) => section(text)),
    ...(caveats.length > 0 ? [context(...caveats.slice(0, MOST_CAVEATS).map((each) => userText(each, 400)))] : []),
  ]
}

/** The same for a notification: the first doubt and the sentence. */
export function changeInShort({ first, sentence }: Pick<Changed, 'first' | 'sentence'>): string {
  return userText([...first.slice(0, 1), sentence].join(' '), 2_000)
}

/** A table's rows as its cells can hold them. */
export function cells(rows: readonly string[][]): string[][] {
  return rows.map((row) => row.map((cell) => clamp(cell, 60)))
}
