import { describe, expect, it } from 'vitest'
import { validateView } from '../../../src/slack/kit/limits.ts'
import { closeForm } from '../../../src/slack/views/close-form.ts'
import { narrativeChoice, narrativeForm } from '../../../src/slack/views/narrative-form.ts'
import { reviewChange } from '../../../src/slack/views/review-change.ts'
import { reviewDigest } from '../../../src/slack/views/review-digest.ts'
import { reviewHeader } from '../../../src/slack/views/review-header.ts'
import { reviewNarrative } from '../../../src/slack/views/review-narrative.ts'
import { reviewPreview } from '../../../src/slack/views/review-preview.ts'
import { reviewStanding } from '../../../src/slack/views/review-standing.ts'
import { reviewStatus } from '../../../src/slack/views/review-status.ts'
import { teamForm } from '../../../src/slack/views/team-form.ts'
import { makeAction, NO_ACTIONS } from '../../support/actions.ts'
import { NO_TESTS } from '../../support/experiments.ts'
import {
  expectHarmless,
  expectSound,
  HOSTILE,
  hostileTeam,
  MONDAY,
  makeBoard,
  makeNarrative,
  makeReview,
  NEXT,
  WEEK,
} from './stage.ts'

const team = hostileTeam()
const board = makeBoard(team)
const texts = { happened: HOSTILE.text, because: HOSTILE.text, next: HOSTILE.text }
const many = Array.from({ length: 40 }, () => HOSTILE.text)
const narratives = team.channels.slice(0, 20).map(({ id }) => makeNarrative(id, texts))
const review = makeReview(board, {
  state: 'closed',
  closedAt: MONDAY,
  closedBy: HOSTILE.name,
  decisions: many,
  focus: many,
  narratives,
})
const names = { U0SAM: HOSTILE.name }

describe('forty channels with hostile names and texts of 3,000 characters', () => {
  it.each([
    ['standing', () => reviewStanding({ review })],
    [
      'digest',
      () =>
        reviewDigest({
          participation: { heard: 2, of: 3, medianHours: 3, streak: 2 },
          mirrored: false,
          passes: {},
          team,
          review,
          names,
          next: NEXT,
          actions: NO_ACTIONS,
        }),
    ],
    [
      'preview',
      () => {
        const alerts = { team, open: [], resolved: [], decisions: [], names }
        const launches = { today: '2026-11-23', late: [], planned: [], live: [], dropped: [] }
        const quiet = { month: null, alerts, agenda: NO_TESTS, launches, actions: NO_ACTIONS }
        return reviewPreview({ team, board, review, names, ...quiet })
      },
    ],
    [
      'status',
      () => reviewStatus({ team, week: '2026-W48', next: NEXT, paused: null, latest: { review }, permalink: null }),
    ],
    ['header', () => reviewHeader({ team, review })],
    ['change', () => reviewChange({ review })],
    ['narrative', () => reviewNarrative({ team, review, channelId: 'cha_1', names, passes: {}, today: '2026-11-23' })],
    [
      'unwritten narrative',
      () => reviewNarrative({ team, review, channelId: 'cha_30', names, passes: {}, today: '2026-11-23' }),
    ],
  ])('fit into the message and mention nobody: %s', (_, draw) => {
    expectSound(draw())
  })

  it.each([
    [
      'narrative',
      () =>
        narrativeForm({
          place: { reviewId: 'r' },
          channelId: 'c',
          channelName: HOSTILE.name,
          numbers: HOSTILE.text,
          written: { ...texts, by: 'U0SAM', version: 3 },
          earlier: texts,
          draft: null,
        }),
    ],
    [
      'choice',
      () =>
        narrativeChoice({
          reviewId: 'r',
          channels: team.channels.map(({ id, name }) => ({ id, name, written: true })),
        }),
    ],
    [
      'close',
      () =>
        closeForm({
          reviewId: 'r',
          week: WEEK,
          heard: 0,
          of: 40,
          lacks: HOSTILE.text,
          draft: { decisions: HOSTILE.text.repeat(2), focus: 'x' },
          focus: [1, 2, 3, 4, 5].map((number) => makeAction(number, HOSTILE.text)),
          userId: 'U0SAM',
          today: '2026-11-23',
          names,
        }),
    ],
    [
      'team',
      () =>
        teamForm({
          conversationId: 'C1',
          conversationName: HOSTILE.name,
          team,
          draft: null,
          channelRows: 12,
          suggestedZone: '',
          suggestedOwner: HOSTILE.name,
        }),
    ],
    [
      'team draft',
      () =>
        teamForm({
          conversationId: 'C1',
          team: null,
          draft: { name: HOSTILE.text, reviewTime: 'noon', lead: '<!here>', channel_0_job: 'x' },
          channelRows: 99,
          suggestedZone: '',
          suggestedOwner: '',
        }),
    ],
  ])('fit into the form: %s', (_, draw) => {
    const view = draw()
    expect(validateView(view)).toEqual([])
    expectHarmless({ ...view, blocks: view.blocks.filter(({ type }) => type !== 'input') })
  })
})
