import { altText } from '../charts/alt-text.ts'
import type { ChartSpec } from '../charts/spec.ts'
import type { MonthReport } from '../domain/month.ts'
import { labelOf, reviewName } from '../domain/review-words.ts'
import { ABSENCE_TOLD, readAbsenceTold } from '../flows/absence/set-absence.ts'
import { ACTIONS_REPLY } from '../flows/action/change-action.ts'
import { readActionsAgenda } from '../flows/action/read-actions.ts'
import type { Context, TeamContext } from '../flows/context.ts'
import { STRESS_SHARED, stressTest } from '../flows/control/stress-plan.ts'
import { RETRO, readRetroAnswers } from '../flows/creative/answer-retro.ts'
import { readTestsAgenda } from '../flows/experiment/read-tests-agenda.ts'
import { AGENDA } from '../flows/experiment/redraw-agenda.ts'
import { namesOfPeople, teamOfId } from '../flows/find-team.ts'
import { readAlerts } from '../flows/guardrail/read-guardrails.ts'
import { ALERTS } from '../flows/guardrail/tell.ts'
import { LAUNCH_DUE, LAUNCHES } from '../flows/launch/change-launch.ts'
import { readLaunch, readLaunchWeek } from '../flows/launch/read-launches.ts'
import { PROMPT } from '../flows/open-review.ts'
import { REMINDER } from '../flows/prompt/ask-narratives.ts'
import { readPrompt, readWaiting } from '../flows/prompt/read-prompt.ts'
import { type ReviewState, readReview } from '../flows/read-review.ts'
import { RESTATED } from '../flows/restate-reviews.ts'
import { readTargetChange, TARGETS_CHANGED } from '../flows/set-target.ts'
import { DELIVERY_QUESTION, readQuestion } from '../flows/settle-delivery.ts'
import { readImport } from '../flows/settle-import.ts'
import { SHIFTED } from '../flows/shift-review.ts'
import type { Announcement, Drawing } from './announcer/desk.ts'
import { changeChart } from './change-chart.ts'
import { monthChart, reviewChart } from './chart-specs.ts'
import { drawAction } from './draw-action.ts'
import { drawExperiment } from './draw-experiment.ts'
import { drawIncident } from './draw-incident.ts'
import type { Rendered } from './messenger.ts'
import { absenceTold } from './views/absence/absence-notes.ts'
import { actionsReply } from './views/action/actions-reply.ts'
import { stressAnswer } from './views/control/stress-answer.ts'
import { retroReply } from './views/creative/retro-reply.ts'
import { testsReply } from './views/experiment/tests-reply.ts'
import { alertsReply } from './views/guardrail/incident-list.ts'
import { importDone, importPreview } from './views/import-preview.ts'
import { launchDue } from './views/launch/launch-due.ts'
import { launchesReply } from './views/launch/launches-reply.ts'
import {
  deliveryQuestion,
  reviewMissed,
  reviewShifted,
  rhythmChanged,
  targetsChanged,
  teamReady,
} from './views/notices.ts'
import { narrativePrompt } from './views/prompt/narrative-prompt.ts'
import { narrativeReminder } from './views/prompt/narrative-reminder.ts'
import { reviewChange } from './views/review-change.ts'
import { reviewDigest } from './views/review-digest.ts'
import { reviewHeader } from './views/review-header.ts'
import { reviewMonth } from './views/review-month.ts'
import { reviewNarrative } from './views/review-narrative.ts'
import { reviewRestated } from './views/review-restated.ts'
import { reviewStanding } from './views/review-standing.ts'

/** Draws what flows have announced: each kind of announcement with the view that shows it. */
export function createDraw(parts: {
  contextOf(workspaceId: string): Context
  renderChart(spec: ChartSpec): Promise<Buffer>
}): (announcement: Announcement) => Promise<Drawing> {
  return async (announcement) => {
    const { kind, subject, part, workspaceId, teamId } = announcement
    const base = parts.contextOf(workspaceId)
    const ctx = { ...base, team: await teamOfId(base, teamId, 'message') }
    if (kind.startsWith('review-') && kind !== 'review-missed')
      return await drawReview(ctx, { kind, subject, part }, parts.renderChart)
    if (kind.startsWith('incident-')) return await drawIncident(ctx, announcement, parts.renderChart)
    if (kind.startsWith('experiment-')) return await drawExperiment(ctx, announcement)
    if (kind === ABSENCE_TOLD) return message(absenceTold(await readAbsenceTold(ctx, subject, part)))
    if (kind.startsWith('action-')) return await drawAction(ctx, announcement)
    switch (kind) {
      case 'review-missed':
        return message(reviewMissed({ team: ctx.team, week: subject }))
      case 'rhythm-changed': {
        const [move = '', by = ''] = part.split(' ')
        return message(
          rhythmChanged({
            team: ctx.team,
            move: move === 'pause' ? 'pause' : 'resume',
            by,
            names: await namesOfPeople(base),
          }),
        )
      }
      case SHIFTED: {
        const [what = '', by = '', dueAt = ''] = part.split(' ')
        const names = await namesOfPeople(base)
        return message(reviewShifted({ team: ctx.team, what, by, week: subject, dueAt: new Date(dueAt), names }))
      }
      case 'team-ready':
        return message(teamReady({ team: ctx.team, changed: part !== 'v1' }))
      case PROMPT: {
        const prompt = await readPrompt(ctx, subject, part)
        return message(narrativePrompt({ team: ctx.team, ...prompt }))
      }
      case REMINDER:
        return await drawReminder(ctx, subject, part)
      case LAUNCH_DUE:
        return message(launchDue({ team: ctx.team, ...(await readLaunch(ctx, subject)) }))
      case TARGETS_CHANGED: {
        const change = await readTargetChange(ctx, part)
        return change
          ? message(targetsChanged({ ...change, names: await namesOfPeople(base) }))
          : { kind: 'nothing', reason: 'what was changed is not known any more' }
      }
      case STRESS_SHARED:
        return message(await drawStress(ctx, subject, part))
      case 'import-preview':
        return message(importPreview({ import: await readImport(ctx, subject), teamName: ctx.team.name }))
      case 'import-done':
        return message(importDone({ import: await readImport(ctx, subject), names: await namesOfPeople(base) }))
      case DELIVERY_QUESTION: {
        const question = await readQuestion(base, subject)
        return question
          ? message(deliveryQuestion(question))
          : { kind: 'nothing', reason: 'the post it asked about is gone' }
      }
      default:
        return { kind: 'nothing', reason: `no view draws ${kind}` }
    }
  }
}

/** A stress test that somebody shared, as of now. */
async function drawStress(ctx: TeamContext, asked: string, part: string): Promise<Rendered> {
  const [sharedBy = ''] = part.split(' ')
  return stressAnswer({ ...(await stressTest(ctx, asked)), team: ctx.team, sharedBy })
}

async function drawReminder(ctx: TeamContext, reviewId: string, part: string): Promise<Drawing> {
  const waiting = await readWaiting(ctx, reviewId, part.split(' ')[1] ?? '')
  if (!waiting) return { kind: 'nothing', reason: 'the review was closed before it was asked about' }
  return message(narrativeReminder({ team: ctx.team, ...waiting }))
}

async function drawReview(
  ctx: TeamContext,
  { kind, subject, part }: Pick<Announcement, 'kind' | 'subject' | 'part'>,
  renderChart: (spec: ChartSpec) => Promise<Buffer>,
): Promise<Drawing> {
  const state = await readReview(ctx, subject)
  switch (kind) {
    case 'review-header':
      return message(reviewHeader(state))
    case 'review-chart': {
      const spec = reviewChart(state.review.board)
      const alt = altText(spec)
      return { kind: 'picture', png: await renderChart(spec), fileName: `${state.review.week}.png`, alt, comment: alt }
    }
    case 'review-waterfall': {
      const { board, week } = state.review
      const spec = changeChart({
        label: labelOf(board, board.headline),
        currency: board.currency,
        period: { name: reviewName(week) },
        channel: null,
        bars: board.changed?.bars ?? [],
      })
      if (!spec) return { kind: 'nothing', reason: 'there is no change to draw' }
      const alt = altText(spec)
      return {
        kind: 'picture',
        png: await renderChart(spec),
        fileName: `${week}-what-changed.png`,
        alt,
        comment: spec.title,
      }
    }
    case 'review-standing':
      return message(reviewStanding(state))
    case 'review-movement':
      return message(reviewChange(state))
    case ALERTS:
      return message(alertsReply(await readAlerts(ctx, state.review.week)))
    case AGENDA:
      return message(testsReply({ ...state, agenda: await readTestsAgenda(ctx, state.review.week) }))
    case ACTIONS_REPLY:
      return message(actionsReply({ ...state, agenda: await readActionsAgenda(ctx, state.review.week) }))
    case RETRO:
      return message(retroReply({ ...state, answers: await readRetroAnswers(ctx, subject) }))
    case 'review-month':
      return monthOr(state, (month) => message(reviewMonth({ ...state, month })))
    case 'review-month-chart':
      return await drawMonth(state, renderChart)
    case RESTATED: {
      const restatement = state.review.restatements.find(({ revision }) => part === `r${revision}`)
      return restatement
        ? message(reviewRestated({ ...state, restatement }))
        : { kind: 'nothing', reason: 'the restatement is gone' }
    }
    case LAUNCHES:
      return message(launchesReply({ ...state, ...(await readLaunchWeek(ctx, state.review.week)) }))
    case 'review-narrative':
      return message(reviewNarrative({ ...state, channelId: part }))
    case 'review-digest':
      return message(reviewDigest({ ...state, actions: await readActionsAgenda(ctx, state.review.week) }))
    default:
      return { kind: 'nothing', reason: `no view draws ${kind}` }
  }
}

function monthOr(state: ReviewState, draw: (month: MonthReport) => Drawing): Drawing {
  return state.review.month ? draw(state.review.month) : { kind: 'nothing', reason: 'this review closes no month' }
}

async function drawMonth(state: ReviewState, renderChart: (spec: ChartSpec) => Promise<Buffer>): Promise<Drawing> {
  const { month } = state.review
  if (!month) return { kind: 'nothing', reason: 'this review closes no month' }
  const spec = monthChart(month)
  const alt = altText(spec)
  return { kind: 'picture', png: await renderChart(spec), fileName: `${month.month}.png`, alt, comment: alt }
}

function message(rendered: Rendered): Drawing {
  return { kind: 'message', ...rendered }
}
