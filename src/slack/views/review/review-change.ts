import type { KnownBlock } from '@slack/types'
import type { Review } from '../../../domain/review/narrative.ts'
import type { Board } from '../../../domain/review/review.ts'
import { changedInWords, freshnessInWords, isBehind } from '../../../domain/review/review-words.ts'
import { ACTION } from '../../ids.ts'
import { actions, button, context, section } from '../../kit/blocks.ts'
import { userText } from '../../kit/text.ts'
import { changeInShort, changeParts } from '../metric/change-parts.ts'

/** The reply that says what changed from last week to this one: why, how sure, where to look first; the table is a click away. */
export function reviewChange({ review }: { review: Review }): { text: string; blocks: KnownBlock[] } {
  const { board } = review
  const changed = changedInWords(board)
  const table = button({ id: ACTION.showParts, text: 'Show the table', value: `review:${review.id}` })
  return {
    text: `What changed. ${changeInShort(changed)}`,
    blocks: [...whatChangedBlocks(board), ...(changed.parts ? [actions(`change:${review.id}`, [table])] : [])],
  }
}

/** The same without its button. */
export function whatChangedBlocks(board: Board): KnownBlock[] {
  return [
    section('*What changed*, week on week'),
    ...(isBehind(board) ? [context(userText(freshnessInWords(board)))] : []),
    ...changeParts(changedInWords(board)),
  ]
}
