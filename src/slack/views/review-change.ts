import type { KnownBlock } from '@slack/types'
import type { Review } from '../../domain/narrative.ts'
import { changedInWords, freshnessInWords, platformsBehind } from '../../domain/review-words.ts'
import { context, section, table } from '../kit/blocks.ts'
import { userText } from '../kit/text.ts'
import { cells, changeInShort, changeParts } from './change-parts.ts'

const MOST_ROWS = 30

/** The reply that says what changed from last week to this one: why, how sure, and where to look first. */
export function reviewChange({ review }: { review: Review }): { text: string; blocks: KnownBlock[] } {
  const { board } = review
  const changed = changedInWords(board)
  const [header = [], ...rows] = cells(changed.table)
  const total = rows.pop() ?? []
  const hidden = rows.length - MOST_ROWS
  return {
    text: `What changed. ${changeInShort(changed)}`,
    blocks: [
      section('*What changed*, week on week'),
      ...(platformsBehind(board).length > 0 ? [context(userText(freshnessInWords(board)))] : []),
      ...changeParts(changed),
      // One channel has no mix, and its rate is the whole change.
      ...(rows.length > 1
        ? [
            table({
              header,
              rows: [...rows.slice(0, MOST_ROWS), total],
              align: ['left', 'right', 'right', 'right'],
            }),
            context(
              `Mix is what moving spend between channels did, rate what each channel did by itself.${hidden > 0 ? ` ${hidden} more channels are in the total.` : ''}`,
            ),
          ]
        : []),
    ],
  }
}
