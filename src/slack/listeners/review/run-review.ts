import { momentInWords, weekdayOfName } from '../../../domain/moment.ts'
import { reviewName } from '../../../domain/review/review-words.ts'
import { isTime } from '../../../domain/rhythm.ts'
import { daysOf, isDay, isWeek, lastCompleteWeek, shiftDay } from '../../../domain/week.ts'
import type { TeamContext } from '../../../flows/context.ts'
import { teamById, teamMeant } from '../../../flows/find-team.ts'
import { nextReview, type UpcomingReview } from '../../../flows/review/next-reviews.ts'
import { openReview } from '../../../flows/review/open-review.ts'
import { pauseRhythm } from '../../../flows/review/pause-rhythm.ts'
import { readLastMonth } from '../../../flows/review/read-month.ts'
import { previewReview, readReview, readReviewStatus } from '../../../flows/review/read-review.ts'
import { moveReview, restoreReview, skipReview } from '../../../flows/review/shift-review.ts'
import { Invalid } from '../../../lib/errors.ts'
import { ACTION } from '../../ids.ts'
import { linkTo } from '../../links.ts'
import { requireMember } from '../../members-only.ts'
import type { Click, Command } from '../../requests.ts'
import { plainAnswer } from '../../views/notices.ts'
import { monthAnswer } from '../../views/review/review-month.ts'
import { reviewPreview } from '../../views/review/review-preview.ts'
import { reviewStatus } from '../../views/review/review-status.ts'
import { openReviewRules } from '../lead/set-review-rules.ts'
import { openMoveForm } from './move-review.ts'

type Request = Pick<Click, 'answer' | 'client' | 'desk'>

/** `/beat review [now | agenda | pause | resume]`. */
export async function runReview(command: Command): Promise<void> {
  const team = await teamMeant(command.ctx, command.conversationId)
  const ctx = { ...command.ctx, team }
  switch (command.text.toLowerCase()) {
    case '':
    case 'status':
      return await showStatus(command, ctx)
    case 'now':
      await requireMember(command)
      return await openNow(command, ctx)
    case 'agenda':
      return await command.answer(reviewPreview(await previewReview(ctx)))
    case 'settings':
      await requireMember(command)
      return await openReviewRules(command, team)
    case 'month':
      return await command.answer(monthAnswer(await readLastMonth(ctx)))
    case 'pause':
    case 'resume':
      await requireMember(command)
      return await setPause(command, ctx, command.text.toLowerCase() === 'pause' ? 'pause' : 'resume')
    default:
      return await shiftByCommand(command, ctx)
  }
}

/** `/beat review skip [week] | move Tue 10:00 | usual`: one review to come, not the whole rhythm. */
async function shiftByCommand(command: Command, ctx: TeamContext): Promise<void> {
  const [word = '', ...rest] = command.text.trim().split(/\s+/)
  await requireMember(command)
  switch (word.toLowerCase()) {
    case 'skip':
      return await sayShifted(command, ctx, await skipReview(ctx, readWeek(rest.join(' '))))
    case 'move':
      if (rest.length === 0) return await openMoveForm(command, ctx.team)
      return await sayShifted(command, ctx, await moveReview(ctx, readMoment(rest, await nextReview(ctx), ctx)))
    case 'usual':
      return await sayShifted(command, ctx, await restoreReview(ctx))
    default:
      throw new Invalid(
        `I do not know "/beat review ${command.text}". It is \`/beat review\` alone, or with now, agenda, month, settings, skip, move, usual, pause or resume.`,
      )
  }
}

async function sayShifted(request: Request, { team }: TeamContext, review: UpcomingReview): Promise<void> {
  const what = review.skipped ? 'is skipped' : `opens ${momentInWords(review.dueAt, team.zone)}`
  await request.answer(plainAnswer(`The review of ${reviewName(review.week)} ${what}. The channel hears of it too.`))
}

/** The week that was named, or null where none was. */
function readWeek(text: string): string | null {
  const named = text.trim().toUpperCase()
  if (named === '') return null
  if (isWeek(named)) return named
  throw new Invalid(`I do not know the week "${text}". Write it as in 2026-W48, or leave it out for the next review.`)
}

/** `Tue 10:00` or `2026-12-01 10:00`; a weekday is the next such day after the week that is reviewed, and the time may be left out. */
function readMoment([said = '', time]: string[], { week }: UpcomingReview, { team }: TeamContext) {
  const weekday = weekdayOfName(said)
  const day = weekday === null ? said : shiftDay(daysOf(week).to, weekday)
  if (!isDay(day) || (time !== undefined && !isTime(time))) {
    throw new Invalid('Say to when, as in `/beat review move Tue 10:00` or `/beat review move 2026-12-01 10:00`.')
  }
  return { day, time: time ?? team.reviewTime }
}

/** [Open the review now] at home. */
export async function openReviewNow(click: Click): Promise<void> {
  await openNow(click, await contextOf(click))
}

/** [Preview the review] at home. */
export async function previewTheReview(click: Click): Promise<void> {
  await click.answer(reviewPreview(await previewReview(await contextOf(click))))
}

/** [Pause] and [Resume] at home. */
export async function setPauseByClick(click: Click): Promise<void> {
  await setPause(click, await contextOf(click), click.actionId === ACTION.pauseRhythm ? 'pause' : 'resume')
}

async function contextOf({ ctx, value }: Click): Promise<TeamContext> {
  return { ...ctx, team: await teamById(ctx, value) }
}

async function showStatus(request: Request, ctx: TeamContext): Promise<void> {
  const status = await readReviewStatus(ctx)
  const permalink = await linkTo(request.client, status.latest?.post ?? null)
  await request.answer(reviewStatus({ ...status, team: ctx.team, permalink }))
}

async function openNow(request: Request, ctx: TeamContext): Promise<void> {
  const week = lastCompleteWeek(ctx.now, ctx.team.zone)
  const opened = await openReview(ctx, week, { late: false })
  if (opened.kind === 'opened') {
    request.desk.countLacking(opened.missing)
    return await request.answer(
      plainAnswer(`The review of ${reviewName(week)} opens now in <#${ctx.team.conversationId}>.`),
    )
  }
  const { review } = await readReview(ctx, opened.reviewId)
  const when = momentInWords(review.openedAt, ctx.team.zone)
  const closed = review.closedAt ? `, and closed ${momentInWords(review.closedAt, ctx.team.zone)}` : ''
  const sentence = `The review of ${reviewName(week)} was opened ${when}${closed}. A week is reviewed once; the next one is this week's.`
  const status = await readReviewStatus(ctx)
  const permalink = await linkTo(request.client, status.latest?.post ?? null)
  await request.answer(plainAnswer(sentence, permalink ? { url: permalink, text: 'Go to its thread' } : undefined))
}

async function setPause(request: Request, ctx: TeamContext, move: 'pause' | 'resume'): Promise<void> {
  const changed = await pauseRhythm(ctx, move)
  const state = move === 'pause' ? 'paused' : 'running'
  await request.answer(
    plainAnswer(
      changed
        ? `The rhythm of ${ctx.team.name} is ${state} now. The channel hears of it too.`
        : `The rhythm of ${ctx.team.name} was ${state} already.`,
    ),
  )
}
