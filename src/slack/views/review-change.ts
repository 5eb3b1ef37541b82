import type { KnownBlock } from '@slack/types'
import type { Review } from '../../domain/narrative.ts'
import type { Board } from '../../domain/review.ts'
import { changedInWords, freshnessInWords, platformsBehind } from '../../domain/review-words.ts'
import { context, section, table } from '../kit/blocks.ts'
import { userText } from '../kit/text.ts'
import { cells, changeInShort, changeParts } from './change-parts.ts'

const MOST_ROWS = 30

/** The reply that says what changed from last week to this one: why, how sure, where to look first, and the table of channels. */
export function reviewChange({ review }: { review: Review }): { text: string; blocks: KnownBlock[] } {
  const { board } = review
  const changed = changedInWords(board)
  return {
    text: `What changed. ${changeInShort(changed)}`,
    blocks: [...whatChangedBlocks(board), ...channelBlocks(changed.table)],
  }
}

/** The same without its table. */
export function whatChangedBlocks(board: Board): KnownBlock[] {
  return [
    section('*What changed*, week on week'),
    ...(platformsBehind(board).length > 0 ? [context(userText(freshnessInWords(board)))] : []),
    ...changeParts(changedInWords(board)),
  ]
}

/** One channel has no mix, and its rate is the whole change. */
function channelBlocks(lines: readonly string[][]): KnownBlock[] {
  const [header = [], ...rows] = cells(lines)
  const total = rows.pop() ?? []
  if (rows.length < 2) return []
  const hidden = rows.length - MOST_ROWS
  const more = hidden > 0 ? ` ${hidden} more channels are in the total.` : ''
  return [
    table({ header, rows: [...rows.slice(0, MOST_ROWS), total], align: ['left', 'right', 'right', 'right'] }),
    context(`Mix is what moving spend between channels did, rate what each channel did by itself.${more}`),
  ]
}
