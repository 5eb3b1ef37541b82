import { describe, expect, it } from 'vitest'
import type { Decided } from '../../../src/domain/review/decided.ts'
import { reviewChange } from '../../../src/slack/views/review/review-change.ts'
import { reviewDigest } from '../../../src/slack/views/review/review-digest.ts'
import { reviewHeader } from '../../../src/slack/views/review/review-header.ts'
import { reviewNarrative } from '../../../src/slack/views/review/review-narrative.ts'
import { reviewPreview } from '../../../src/slack/views/review/review-preview.ts'
import { reviewStanding } from '../../../src/slack/views/review/review-standing.ts'
import { reviewStatus } from '../../../src/slack/views/review/review-status.ts'
import { makeAction, NO_ACTIONS } from '../../support/actions.ts'
import { NO_TESTS } from '../../support/experiments.ts'
import {
  expectMessage,
  expectSound,
  MONDAY,
  makeBoard,
  makeNarrative,
  makeReview,
  makeTeam,
  NAMES,
  NEXT,
  WEEK,
} from './stage.ts'

const team = makeTeam()
const board = makeBoard(team)
const open = makeReview(board)
const closed = makeReview(board, {
  state: 'closed',
  closedAt: MONDAY,
  closedBy: 'U0MARA',
  decisions: ['Ship T-31 (Priya)', 'Rotate prospecting creatives (Sam)'],
  focus: ['Refresh two creatives (Sam, Wed)'],
  narratives: [makeNarrative('cha_2'), makeNarrative('cha_1', { late: true })],
})

const DECIDED: Decided[] = [
  { kind: 'test', number: 12, by: 'U0PRIYA', test: 31, title: 'Shorter form on LP-demo', verdict: 'ship' },
  { kind: 'alert', number: 13, by: 'U0SAM', guardrail: 4, decision: 'Rotate prospecting creatives' },
]

describe('the first message of a review', () => {
  it('offers to write and to close while the review is open', async () => {
    await expectMessage('review-header-open', reviewHeader({ team, review: open }))
  })

  it('says who closed it, and offers nothing any more', async () => {
    const shown = reviewHeader({ team, review: closed })

    await expectMessage('review-header-closed', shown)
    expect(shown.blocks.some(({ type }) => type === 'actions')).toBe(false)
  })

  it('says that it opened late', async () => {
    await expectMessage('review-header-late', reviewHeader({ team, review: { ...open, late: true } }))
  })

  it('says that its numbers are provisional while a platform is behind', async () => {
    const review = makeReview(makeBoard(team, { behind: true }))
    await expectMessage('review-header-provisional', reviewHeader({ team, review }))
  })

  it('opens without numbers too, and says how to bring some in', async () => {
    const review = makeReview(makeBoard(team, { numbers: false }))
    await expectMessage('review-header-no-numbers', reviewHeader({ team, review }))
  })
})

describe('the replies of a review', () => {
  it('say where the team wins and where it leaks', async () => {
    await expectMessage('review-standing', reviewStanding({ review: open }))
  })

  it('say what changed', async () => {
    await expectMessage('review-change', reviewChange({ review: open }))
  })

  it('say what changed when a platform is behind, and of a review that was opened before reasons were looked for', async () => {
    const { changed: _changed, ...old } = makeBoard(team, { behind: true })
    await expectMessage('review-change-old', reviewChange({ review: makeReview(old) }))
  })

  it('say that nothing can be said without numbers', async () => {
    await expectMessage(
      'review-change-no-numbers',
      reviewChange({ review: makeReview(makeBoard(team, { numbers: false })) }),
    )
  })

  it.each([
    ['unwritten', open, 'cha_2'],
    ['no-owner', open, 'cha_3'],
    ['written', makeReview(board, { narratives: [makeNarrative('cha_2')] }), 'cha_2'],
    ['edited', makeReview(board, { narratives: [makeNarrative('cha_2', { editedAt: MONDAY })] }), 'cha_2'],
    ['late', closed, 'cha_1'],
    ['short', makeReview(board, { narratives: [makeNarrative('cha_2', { because: '', next: '' })] }), 'cha_2'],
    ['removed', open, 'cha_9'],
  ])('show the narrative of a channel: %s', async (name, review, channelId) => {
    await expectMessage(
      `review-narrative-${name}`,
      reviewNarrative({ team, review, channelId, names: NAMES, passes: {}, today: '2026-11-23', actions: [] }),
    )
  })

  it('show under a narrative the actions that were made of it, each as it stands', async () => {
    const done = { state: 'done' as const, settledBy: 'U0SAM', settledAt: MONDAY }
    const made = [makeAction(7, 'Roll the hero back'), makeAction(8, 'Brief two creatives', done)]
    const written = makeReview(board, { narratives: [makeNarrative('cha_2')] })
    const state = { team, channelId: 'cha_2', names: NAMES, passes: {}, today: '2026-11-23' }
    await expectMessage('review-narrative-acted', reviewNarrative({ ...state, review: written, actions: made }))
    const many = Array.from({ length: 60 }, (_, index) => makeAction(index + 1, 'Step '.repeat(60)))
    expectSound(reviewNarrative({ ...state, review: written, actions: many }))
  })

  it('end with the digest', async () => {
    await expectMessage(
      'review-digest',
      reviewDigest({
        participation: { heard: 2, of: 3, medianHours: 3, streak: 2 },
        mirrored: false,
        decided: DECIDED,
        passes: {},
        team,
        review: closed,
        names: NAMES,
        next: NEXT,
        actions: NO_ACTIONS,
      }),
    )
    const bare = { ...closed, decisions: [], focus: [], narratives: [] }
    await expectMessage(
      'review-digest-bare',
      reviewDigest({
        participation: { heard: 2, of: 3, medianHours: 3, streak: 2 },
        mirrored: true,
        decided: [],
        passes: { cha_2: 'U0SAM' },
        team,
        review: bare,
        names: NAMES,
        next: NEXT,
        actions: NO_ACTIONS,
      }),
    )
  })
})

describe('the preview of a review', () => {
  const alerts = { team, today: '2026-11-23', open: [], resolved: [], decisions: [], names: NAMES, isPending: false }
  const launches = { today: '2026-11-23', late: [], planned: [], live: [], dropped: [] }
  const quiet = { team, board, month: null, alerts, agenda: NO_TESTS, launches, actions: NO_ACTIONS, names: NAMES }

  it('shows what would be posted, with nothing to click', async () => {
    const shown = reviewPreview({ ...quiet, review: null })

    await expectMessage('review-preview', shown)
    expect(shown.blocks.some(({ type }) => type === 'actions')).toBe(false)
  })

  it('says so where the review was opened already', async () => {
    await expectMessage('review-preview-opened', reviewPreview({ ...quiet, review: closed }))
  })

  it('has everything in the order of the thread, and says so where it does not fit', async () => {
    const plan = { title: 'Switch page', channelId: null, offer: 'We move your data', landingPage: 'https://a.example' }
    const when = { whyNow: '', ownerUserId: 'U0SAM', day: '2026-11-25', note: null, settledOn: null, version: 1 }
    const launch = { id: 'lau_1', number: 1, state: 'planned' as const, ...plan, ...when }
    const busy = {
      ...quiet,
      review: closed,
      launches: { ...quiet.launches, planned: [launch] },
      actions: { ...NO_ACTIONS, focus: [makeAction(1, 'Swap the hero')] },
    }
    const words = (blocks: unknown) => JSON.stringify(blocks)
    const order = ['numbers and narrative', '*What changed*', '*Winning*', '*Launches*', '*Actions*']
    const places = order.map((title) => words(reviewPreview(busy).blocks).indexOf(title))
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(places).not.toContain(-1)

    const many = Array.from({ length: 60 }, (_, index) => makeAction(index + 1, `Step ${index + 1}`))
    const long = reviewPreview({ ...busy, actions: { ...NO_ACTIONS, focus: many } })
    expectSound(long)
    expect(words(long.blocks.at(-1))).toContain('it is in the thread')
    const early = reviewPreview({ ...busy, review: null, actions: { ...NO_ACTIONS, focus: many } })
    expect(words(early.blocks.at(-1))).toContain('the thread will show it once the review opens')
  })
})

describe('where the review stands', () => {
  const permalink = 'https://beat.slack.com/archives/C0GROWTH/p1'

  it.each([
    ['open', { team, week: WEEK, next: NEXT, paused: null, latest: { review: open }, permalink }],
    ['none', { team, week: WEEK, next: NEXT, paused: null, latest: null, permalink: null }],
    ['earlier', { team, week: '2026-W48', next: NEXT, paused: null, latest: { review: closed }, permalink }],
    [
      'paused',
      { team, week: WEEK, next: NEXT, paused: { at: MONDAY, by: 'U0MARA' }, latest: { review: closed }, permalink },
    ],
  ])('is said: %s', async (name, state) => {
    await expectMessage(`review-status-${name}`, reviewStatus(state))
  })

  it('offers to open the last week only where that has not been done', () => {
    const state = { team, next: NEXT, paused: null, latest: { review: open }, permalink: null }

    expect(JSON.stringify(reviewStatus({ ...state, week: WEEK }))).not.toContain('review_now')
    expect(JSON.stringify(reviewStatus({ ...state, week: '2026-W48' }))).toContain('review_now')
  })
})
