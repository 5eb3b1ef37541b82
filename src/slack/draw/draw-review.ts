import { altText, trendSentence } from '../../charts/alt-text.ts'
import type { ChartSpec } from '../../charts/spec.ts'
import type { MonthReport } from '../../domain/review/month.ts'
import { labelOf, reviewName } from '../../domain/review/review-words.ts'
import { ACTIONS_REPLY } from '../../flows/action/change-action.ts'
import { readActionsAgenda, readActionsOfNarrative } from '../../flows/action/read-actions.ts'
import type { TeamContext } from '../../flows/context.ts'
import { RETRO, readRetroAnswers } from '../../flows/creative/answer-retro.ts'
import { readTestsAgenda } from '../../flows/experiment/read-tests-agenda.ts'
import { AGENDA } from '../../flows/experiment/redraw-agenda.ts'
import { readAlerts } from '../../flows/guardrail/read-guardrails.ts'
import { ALERTS } from '../../flows/guardrail/tell.ts'
import { LAUNCHES } from '../../flows/launch/change-launch.ts'
import { readLaunchWeek } from '../../flows/launch/read-launches.ts'
import { readParticipation } from '../../flows/lead/read-participation.ts'
import { MIRROR } from '../../flows/review/close-review.ts'
import { readDecided } from '../../flows/review/read-decided.ts'
import { type ReviewState, readReview } from '../../flows/review/read-review.ts'
import { RESTATED } from '../../flows/review/restate-reviews.ts'
import type { Announcement, Drawing } from '../announcer/desk.ts'
import { message, nothing } from '../announcer/drawing.ts'
import { actionsReply } from '../views/action/actions-reply.ts'
import { retroReply } from '../views/creative/retro-reply.ts'
import { testsReply } from '../views/experiment/tests-reply.ts'
import { alertsReply } from '../views/guardrail/incident-list.ts'
import { launchesReply } from '../views/launch/launches-reply.ts'
import { reviewChange } from '../views/review/review-change.ts'
import { reviewDigest } from '../views/review/review-digest.ts'
import { reviewHeader } from '../views/review/review-header.ts'
import { reviewMissing } from '../views/review/review-missing.ts'
import { reviewMonth } from '../views/review/review-month.ts'
import { reviewNarrative } from '../views/review/review-narrative.ts'
import { reviewRestated } from '../views/review/review-restated.ts'
import { reviewStanding } from '../views/review/review-standing.ts'
import { changeChart } from './change-chart.ts'
import { monthChart, reviewChart } from './chart-specs.ts'

type Said = Pick<Announcement, 'kind' | 'subject' | 'part'>

/** What is drawn of a review: a message, a picture, or null where there is nothing to show. */
type Drawn = Parameters<typeof message>[0] | { spec: ChartSpec; fileName: string; comment?: string } | null

type Draw = (state: ReviewState, ctx: TeamContext, said: Said) => Drawn | Promise<Drawn>

const REPLIES: Readonly<Record<string, Draw>> = {
  'review-header': reviewHeader,
  'review-chart': trend,
  'review-waterfall': waterfall,
  'review-standing': reviewStanding,
  'review-missing': ({ review }) => reviewMissing(review.board),
  'review-movement': reviewChange,
  [ALERTS]: async (state, ctx) => alertsReply(await readAlerts(ctx, state.review.week)),
  [AGENDA]: async (state, ctx) => testsReply({ ...state, agenda: await readTestsAgenda(ctx, state.review.week) }),
  [ACTIONS_REPLY]: async (state, ctx) =>
    actionsReply({ ...state, agenda: await readActionsAgenda(ctx, state.review.week) }),
  [RETRO]: async (state, ctx, { subject }) => retroReply({ ...state, answers: await readRetroAnswers(ctx, subject) }),
  'review-month': (state) => state.review.month && reviewMonth({ ...state, month: state.review.month }),
  'review-month-chart': ({ review: { month } }) => month && monthPicture(month),
  [RESTATED]: (state, _, { part }) => {
    const restatement = state.review.restatements.find(({ revision }) => part === `r${revision}`)
    return restatement ? reviewRestated({ ...state, restatement }) : null
  },
  [LAUNCHES]: async (state, ctx) => launchesReply({ ...state, ...(await readLaunchWeek(ctx, state.review.week)) }),
  'review-narrative': async (state, ctx, { subject, part }) =>
    reviewNarrative({ ...state, channelId: part, actions: await readActionsOfNarrative(ctx, subject, part) }),
  'review-digest': digest,
}

/** Draws one message or picture of a review's thread. */
export async function drawReview(
  ctx: TeamContext,
  said: Said,
  renderChart: (spec: ChartSpec) => Promise<Buffer>,
): Promise<Drawing> {
  const state = await readReview(ctx, said.subject)
  const draw = REPLIES[said.kind]
  if (!draw) return nothing(`no view draws ${said.kind}`)
  const drawn = await draw(state, ctx, said)
  if (drawn === null) return nothing(`there is nothing to show of ${said.kind}`)
  if (!('spec' in drawn)) return message(drawn)
  const { spec, fileName } = drawn
  const alt = altText(spec)
  return { kind: 'picture', png: await renderChart(spec), fileName, alt, comment: drawn.comment ?? alt }
}

/** What it shows is in its description; the thread has said the week's move already. */
function monthPicture(month: MonthReport): Drawn {
  const spec = monthChart(month)
  return { spec, fileName: `${month.month}.png`, comment: spec.title }
}

/** The channels are in the picture and its description; beside it they would say what the standing says better. */
function trend({ review: { board, week } }: ReviewState): Drawn {
  const spec = reviewChart(board)
  return { spec, fileName: `${week}.png`, comment: trendSentence(spec) }
}

function waterfall({ review: { board, week } }: ReviewState): Drawn {
  const spec = changeChart({
    label: labelOf(board, board.headline),
    currency: board.currency,
    period: { name: reviewName(week) },
    channel: null,
    bars: board.changed?.bars ?? [],
  })
  return spec && { spec, fileName: `${week}-what-changed.png`, comment: spec.title }
}

async function digest(state: ReviewState, ctx: TeamContext, { part }: Said): Promise<Drawn> {
  const { week } = state.review
  const actions = await readActionsAgenda(ctx, week)
  const participation = await readParticipation(ctx, week)
  const decided = await readDecided(ctx, state.review)
  return reviewDigest({ ...state, actions, participation, decided, mirrored: part === MIRROR })
}
