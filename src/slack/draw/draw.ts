import type { ChartSpec } from '../../charts/spec.ts'
import { ABSENCE_TOLD, readAbsenceTold } from '../../flows/absence/set-absence.ts'
import { PERSON_GONE } from '../../flows/absence/tell-gone.ts'
import type { Context, TeamContext } from '../../flows/context.ts'
import { STRESS_SHARED, stressTest } from '../../flows/control/stress-plan.ts'
import { DELIVERY_QUESTION, readQuestion } from '../../flows/delivery/settle-delivery.ts'
import { namesOfPeople, teamOfId } from '../../flows/find-team.ts'
import { readImport } from '../../flows/import/settle-import.ts'
import { LAUNCH_DUE } from '../../flows/launch/change-launch.ts'
import { readLaunch } from '../../flows/launch/read-launches.ts'
import { HANDED } from '../../flows/lead/hand-over-review.ts'
import { readTargetChange, TARGETS_CHANGED } from '../../flows/metric/set-target.ts'
import { REMINDER } from '../../flows/prompt/ask-narratives.ts'
import { readPrompt, readWaiting } from '../../flows/prompt/read-prompt.ts'
import { PROMPT } from '../../flows/review/open-review.ts'
import { readReview } from '../../flows/review/read-review.ts'
import { SHIFTED } from '../../flows/review/shift-review.ts'
import { readSourceNote } from '../../flows/source/list-sources.ts'
import { SOURCE_NOTE } from '../../flows/source/note-run.ts'
import type { Announcement, Drawing } from '../announcer/desk.ts'
import { message, nothing } from '../announcer/drawing.ts'
import type { Rendered } from '../messenger.ts'
import { absenceTold } from '../views/absence/absence-notes.ts'
import { personGone } from '../views/absence/person-gone.ts'
import { stressAnswer } from '../views/control/stress-answer.ts'
import { importDone, importPreview } from '../views/import/import-preview.ts'
import { launchDue } from '../views/launch/launch-due.ts'
import { leadHanded } from '../views/lead/hand-over.ts'
import {
  deliveryQuestion,
  reviewMissed,
  reviewShifted,
  rhythmChanged,
  targetsChanged,
  teamReady,
} from '../views/notices.ts'
import { narrativePrompt } from '../views/prompt/narrative-prompt.ts'
import { narrativeReminder } from '../views/prompt/narrative-reminder.ts'
import { sourceNote } from '../views/source/source-note.ts'
import { leads, saidTo } from '../views/why.ts'
import { drawAction } from './draw-action.ts'
import { drawExperiment } from './draw-experiment.ts'
import { drawIncident } from './draw-incident.ts'
import { drawReview } from './draw-review.ts'

type Said = Pick<Announcement, 'subject' | 'part' | 'conversationId'>

/** What is drawn, or null where what it was about is gone. */
type Draw = (ctx: TeamContext, said: Said) => Promise<Rendered | null>

const NOTICES: Readonly<Record<string, Draw>> = {
  'review-missed': async ({ team }, { subject, conversationId }) =>
    saidTo(conversationId, reviewMissed({ team, week: subject }), leads(team, 'when a review does not open')),
  'rhythm-changed': async (ctx, { part }) => {
    const [move = '', by = ''] = part.split(' ')
    const names = await namesOfPeople(ctx)
    return rhythmChanged({ team: ctx.team, move: move === 'pause' ? 'pause' : 'resume', by, names })
  },
  [SHIFTED]: async (ctx, { subject, part }) => {
    const [what = '', by = '', dueAt = ''] = part.split(' ')
    const names = await namesOfPeople(ctx)
    return reviewShifted({ team: ctx.team, what, by, week: subject, dueAt: new Date(dueAt), names })
  },
  'team-ready': async ({ team }, { part }) => teamReady({ team, changed: part !== 'v1' }),
  [PROMPT]: async (ctx, { subject, part }) =>
    narrativePrompt({ team: ctx.team, ...(await readPrompt(ctx, subject, part)) }),
  [REMINDER]: async (ctx, { subject, part }) => {
    const waiting = await readWaiting(ctx, subject, part.split(' ')[1] ?? '')
    return waiting && narrativeReminder({ team: ctx.team, ...waiting })
  },
  [HANDED]: async (ctx, { subject, part }) =>
    leadHanded({ ...(await readReview(ctx, subject)), by: part.split(' ')[0] ?? '' }),
  [ABSENCE_TOLD]: async (ctx, { subject, part }) => absenceTold(await readAbsenceTold(ctx, subject, part)),
  [PERSON_GONE]: async (ctx, { subject, conversationId }) => {
    const shown = personGone({ team: ctx.team, userId: subject, names: await namesOfPeople(ctx) })
    return shown && saidTo(conversationId, shown, leads(ctx.team, 'when somebody it counts on is gone'))
  },
  [LAUNCH_DUE]: async (ctx, { subject }) => launchDue({ team: ctx.team, ...(await readLaunch(ctx, subject)) }),
  [TARGETS_CHANGED]: async (ctx, { part }) => {
    const change = await readTargetChange(ctx, part)
    return change && targetsChanged({ ...change, names: await namesOfPeople(ctx) })
  },
  [STRESS_SHARED]: async (ctx, { subject, part }) => {
    const [sharedBy = ''] = part.split(' ')
    return stressAnswer({ ...(await stressTest(ctx, subject)), team: ctx.team, sharedBy, incidentId: null })
  },
  'import-preview': async (ctx, { subject }) =>
    importPreview({ import: await readImport(ctx, subject), teamName: ctx.team.name }),
  'import-done': async (ctx, { subject }) =>
    importDone({ import: await readImport(ctx, subject), names: await namesOfPeople(ctx) }),
  [SOURCE_NOTE]: async (ctx, { subject, part, conversationId }) => {
    const note = await readSourceNote(ctx, subject)
    if (!note) return null
    const shown = sourceNote({ ...note, team: ctx.team, what: part.split(' ')[0] ?? '' })
    return saidTo(conversationId, shown, leads(ctx.team, 'when a source of its numbers needs somebody'))
  },
  [DELIVERY_QUESTION]: async (ctx, { subject, conversationId }) => {
    const question = await readQuestion(ctx, subject)
    const why = leads(ctx.team, 'when I cannot tell whether something was posted')
    return question && saidTo(conversationId, deliveryQuestion(question), why)
  },
}

/** Draws what flows have announced: each kind of announcement with the view that shows it. */
export function createDraw(parts: {
  contextOf(workspaceId: string): Context
  renderChart(spec: ChartSpec): Promise<Buffer>
}): (announcement: Announcement) => Promise<Drawing> {
  return async (announcement) => {
    const { kind, workspaceId, teamId } = announcement
    const base = parts.contextOf(workspaceId)
    const ctx = { ...base, team: await teamOfId(base, teamId, 'message') }
    const notice = NOTICES[kind]
    if (notice) {
      const drawn = await notice(ctx, announcement)
      return drawn ? message(drawn) : nothing(`what ${kind} was about is gone`)
    }
    if (kind.startsWith('review-')) return await drawReview(ctx, announcement, parts.renderChart)
    if (kind.startsWith('incident-')) return await drawIncident(ctx, announcement, parts.renderChart)
    if (kind.startsWith('experiment-')) return await drawExperiment(ctx, announcement)
    if (kind.startsWith('action-')) return await drawAction(ctx, announcement)
    return nothing(`no view draws ${kind}`)
  }
}
