import type { KnownBlock } from '@slack/types'
import { hasTopic, questionOf, type Retro, type RetroAnswer } from '../../../domain/creative/retro.ts'
import type { Review } from '../../../domain/review/narrative.ts'
import type { Team } from '../../../domain/team.ts'
import { ACTION } from '../../ids.ts'
import { actions, button, context, section } from '../../kit/blocks.ts'
import { inTexts } from '../../kit/sentence.ts'
import { userText } from '../../kit/text.ts'
import { creativeLines } from './creative-lines.ts'

/** The creatives of a review with what people have said to its question. */
export type RetroState = {
  team: Pick<Team, 'id'>
  review: Pick<Review, 'id' | 'board'>
  answers: readonly RetroAnswer[]
  names: Readonly<Record<string, string>>
}

const MOST_ANSWERS = 20
const LONGEST = 1_000

/** The reply of a review about its creatives: the tired, the best, the one question, and the answers as they come in. */
export function retroReply(state: RetroState): { text: string; blocks: KnownBlock[] } {
  const { review, answers, team } = state
  const retro = review.board.creatives
  if (!hasTopic(retro))
    return { text: 'Creative retro', blocks: [section('*Creative retro* · nothing to talk about.')] }
  return {
    text: userText(`Creative retro. ${questionOf(retro)}`),
    blocks: [
      ...retroBlocks(retro, review.board.currency),
      ...answerBlocks(state),
      actions(`retro:${review.id}`, [
        button({
          id: ACTION.answerRetro,
          text: answers.length > 0 ? 'Answer too' : 'Answer',
          value: review.id,
          ...(answers.length === 0 && { style: 'primary' }),
        }),
        button({ id: ACTION.showCreatives, text: 'All creatives', value: team.id }),
      ]),
    ],
  }
}

/** The creatives and the question alone, where nobody can answer. */
export function retroBlocks(retro: Retro, currency: string): KnownBlock[] {
  const lines = creativeLines(retro.tired, retro.best, currency)
  return [
    ...inTexts(['*Creative retro*', ...lines]).map((text) => section(text)),
    section(`*One question:* ${userText(questionOf(retro), 600)}`),
  ]
}

function answerBlocks({ answers, names }: RetroState): KnownBlock[] {
  const lines = answers.slice(0, MOST_ANSWERS).map(({ userId, text, editedAt, late }) => {
    const marks = [editedAt ? 'edited' : '', late ? 'after the close' : ''].filter((mark) => mark !== '')
    const who = userText(names[userId] ?? 'A colleague', 80)
    return `• *${who}*${marks.length > 0 ? ` (${marks.join(', ')})` : ''}: ${userText(text, LONGEST)}`
  })
  const more = answers.length - MOST_ANSWERS
  return [
    ...inTexts(lines).map((text) => section(text)),
    ...(more > 0 ? [context(`And ${more} more answers, which are kept.`)] : []),
  ]
}
