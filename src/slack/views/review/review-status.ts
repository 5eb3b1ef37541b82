import type { KnownBlock } from '@slack/types'
import { momentInWords } from '../../../domain/moment.ts'
import { heard, type Review } from '../../../domain/review/narrative.ts'
import { reviewName } from '../../../domain/review/review-words.ts'
import type { Team } from '../../../domain/team.ts'
import { ACTION } from '../../ids.ts'
import { actions, button, context, section } from '../../kit/blocks.ts'
import { userText } from '../../kit/text.ts'

/** Where the review of a team stands; `permalink` leads to its thread. */
export type ReviewStatusState = {
  team: Team
  /** The last complete week. */
  week: string
  next: Date
  paused: { at: Date; by: string } | null
  latest: { review: Review } | null
  permalink: string | null
}

/** The answer to "where does the review stand": the latest one, the next one, and what can be done. */
export function reviewStatus(state: ReviewStatusState): { text: string; blocks: KnownBlock[] } {
  const { team, week, next, paused, latest, permalink } = state
  const isOpened = latest?.review.week === week
  const title = latest ? reviewInWords(latest.review) : 'No review has been opened yet.'
  const buttons = [
    ...(permalink ? [button({ id: ACTION.goThere, text: 'Go to the thread', url: permalink })] : []),
    ...(isOpened ? [] : [button({ id: ACTION.openReviewNow, text: `Open ${reviewName(week)} now`, value: team.id })]),
    ...(isOpened ? [] : [button({ id: ACTION.previewReview, text: 'Preview it', value: team.id })]),
    ...(paused ? [button({ id: ACTION.resumeRhythm, text: 'Resume the rhythm', value: team.id })] : []),
  ]
  const soon = paused
    ? `*Paused* since ${momentInWords(paused.at, team.zone)}: nothing opens by itself.`
    : `Next review ${momentInWords(next, team.zone)}.`
  return {
    text: `${userText(team.name, 80)}: ${title}`,
    blocks: [
      section(`*${userText(team.name, 80)}* · ${title}`),
      context(soon),
      ...(buttons.length > 0 ? [actions(`status:${team.id}`, buttons)] : []),
    ],
  }
}

function reviewInWords(review: Review): string {
  const { heard: count, of, missing } = heard(review)
  const names = review.board.channels.filter(({ channelId }) => missing.includes(channelId)).map(({ name }) => name)
  const waits = names.length > 0 ? ` Not heard yet: ${userText(names.join(', '), 300)}.` : ''
  return `${reviewName(review.week)} is ${review.state}, ${count} of ${of} narratives in.${waits}`
}
