import type { KnownBlock } from '@slack/types'
import type { Review } from '../../../domain/review/narrative.ts'
import { labelOf, reviewName } from '../../../domain/review/review-words.ts'
import { context, section, table } from '../../kit/blocks.ts'
import { clamp, userText } from '../../kit/text.ts'
import { type ChangeState, changeTitle } from './change-answer.ts'

/** Cells of one table hold this many characters together. */
const MOST_CHARACTERS = 9_500

/** Every part of a change to four decimals, for this person alone. */
export function partsAnswer(state: Omit<ChangeState, 'question' | 'picture'>): { text: string; blocks: KnownBlock[] } {
  return partsOf(changeTitle(state), state.changed.parts)
}

/** The same of a review, as it was when it was opened. */
export function reviewPartsAnswer({ review }: { review: Review }): { text: string; blocks: KnownBlock[] } {
  const { board, week } = review
  const title = `Why ${userText(labelOf(board, board.headline), 120)} changed · ${reviewName(week)}`
  if (board.changed?.parts) return partsOf(title, board.changed.parts)
  const why = `The parts were not kept when this review was opened. \`/beat why ${week}\` works them out from today's numbers.`
  return { text: `${title}. ${why}`, blocks: [section(`*${title}*\n${why}`)] }
}

function partsOf(title: string, [header = [], ...rows]: string[][]): { text: string; blocks: KnownBlock[] } {
  if (rows.length === 0)
    return { text: title, blocks: [section(`*${title}*\nOne of the two periods has no spend or no results.`)] }
  const longest = longestThatFits([header, ...rows])
  const cells = rows.map((row) => row.map((cell) => clamp(cell, longest)))
  return {
    text: `${title}: every part`,
    blocks: [
      section(`*${title}* · every part`),
      table({ header, rows: cells, align: ['left', 'left', 'right', 'right', 'right', 'left'] }),
      context(
        'Mix is what moving spend between channels did, rate what each channel did by itself; the steps add up to the rate, and mix and rate of all channels to the change.',
      ),
    ],
  }
}

/** Long names of many channels are cut until all of them fit. */
function longestThatFits(rows: readonly string[][]): number {
  const sizes = [60, 40, 28, 22, 16]
  const total = (most: number) => rows.flat().reduce((sum, cell) => sum + Math.min(cell.length, most), 0)
  return sizes.find((most) => total(most) <= MOST_CHARACTERS) ?? 12
}
