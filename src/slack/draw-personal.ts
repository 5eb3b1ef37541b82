import type { TeamContext } from '../flows/context.ts'
import { LAUNCH_DUE } from '../flows/launch/change-launch.ts'
import { readLaunch } from '../flows/launch/read-launches.ts'
import { HANDED } from '../flows/lead/hand-over-review.ts'
import { PROMPT } from '../flows/open-review.ts'
import { REMINDER } from '../flows/prompt/ask-narratives.ts'
import { readPrompt, readWaiting } from '../flows/prompt/read-prompt.ts'
import { readReview } from '../flows/read-review.ts'
import { DELIVERY_QUESTION, readQuestion } from '../flows/settle-delivery.ts'
import { readSourceNote } from '../flows/source/list-sources.ts'
import { SOURCE_NOTE } from '../flows/source/note-run.ts'
import type { Announcement, Drawing } from './announcer/desk.ts'
import type { Rendered } from './messenger.ts'
import { launchDue } from './views/launch/launch-due.ts'
import { leadHanded } from './views/lead/hand-over.ts'
import { deliveryQuestion, reviewMissed } from './views/notices.ts'
import { narrativePrompt } from './views/prompt/narrative-prompt.ts'
import { narrativeReminder } from './views/prompt/narrative-reminder.ts'
import { sourceNote } from './views/source/source-note.ts'
import { leads, saidTo } from './views/why.ts'

type Said = Pick<Announcement, 'subject' | 'part' | 'conversationId'>

/** What one person is asked or told of a review, a launch, a source or a post; what its lead is told goes to the team where nobody leads it. */
const DRAW: Readonly<Record<string, (ctx: TeamContext, said: Said) => Promise<Drawing>>> = {
  [PROMPT]: async (ctx, { subject, part }) =>
    message(narrativePrompt({ team: ctx.team, ...(await readPrompt(ctx, subject, part)) })),
  [REMINDER]: async (ctx, { subject, part }) => {
    const waiting = await readWaiting(ctx, subject, part.split(' ')[1] ?? '')
    return waiting
      ? message(narrativeReminder({ team: ctx.team, ...waiting }))
      : nothing('the review was closed before it was asked about')
  },
  [HANDED]: async (ctx, { subject, part }) =>
    message(leadHanded({ ...(await readReview(ctx, subject)), by: part.split(' ')[0] ?? '' })),
  [LAUNCH_DUE]: async (ctx, { subject }) => message(launchDue({ team: ctx.team, ...(await readLaunch(ctx, subject)) })),
  'review-missed': async ({ team }, { subject, conversationId }) =>
    message(saidTo(conversationId, reviewMissed({ team, week: subject }), leads(team, 'when a review does not open'))),
  [SOURCE_NOTE]: async (ctx, { subject, part, conversationId }) => {
    const { team } = ctx
    const note = await readSourceNote(ctx, subject)
    if (!note) return nothing('the source was revoked')
    const shown = sourceNote({ ...note, team, what: part.split(' ')[0] ?? '' })
    return message(saidTo(conversationId, shown, leads(team, 'when a source of its numbers needs somebody')))
  },
  [DELIVERY_QUESTION]: async (ctx, { subject, conversationId }) => {
    const question = await readQuestion(ctx, subject)
    if (!question) return nothing('the post it asked about is gone')
    const why = leads(ctx.team, 'when I cannot tell whether something was posted')
    return message(saidTo(conversationId, deliveryQuestion(question), why))
  },
}

/** Whether a kind of announcement is for one person. */
export function isPersonal(kind: string): boolean {
  return kind in DRAW
}

/** Draws what is for one person, with the reason why they get it. */
export async function drawPersonal(ctx: TeamContext, announcement: Announcement): Promise<Drawing> {
  return (await DRAW[announcement.kind]?.(ctx, announcement)) ?? nothing(`no view draws ${announcement.kind}`)
}

function message(rendered: Rendered): Drawing {
  return { kind: 'message', ...rendered }
}

function nothing(reason: string): Drawing {
  return { kind: 'nothing', reason }
}
