import { absencesOf, presentFor, speakersOf, withNearAbsences } from '../domain/absence/absence.ts'
import type { Action } from '../domain/action/action.ts'
import type { ActionTask } from '../domain/action/told.ts'
import type { TestsGlance, TestTask } from '../domain/experiment/test-task.ts'
import { heard, mayNarrate, type Review } from '../domain/review/narrative.ts'
import { type Absence, narrators, type Team } from '../domain/team.ts'
import { localDay } from '../domain/week.ts'
import { findPost } from '../store/delivery/announcements.ts'
import { listDrafts } from '../store/drafts.ts'
import { listWaitingImports } from '../store/fact/imports.ts'
import { readLastDay } from '../store/fact/weekly-sums.ts'
import { readNames } from '../store/people.ts'
import { findLatestReview } from '../store/review/reviews.ts'
import { listTeams } from '../store/teams.ts'
import { todayOf } from './absence/set-absence.ts'
import { listOwnActions } from './action/read-actions.ts'
import type { Context } from './context.ts'
import { listMyTests } from './experiment/list-my-tests.ts'
import { readTestTasks } from './experiment/list-test-tasks.ts'
import { listMyIncidents } from './guardrail/list-my-incidents.ts'
import type { Broke } from './guardrail/read-incident.ts'
import { type DueLaunch, listDueLaunches } from './launch/read-launches.ts'
import { readAheadTasks } from './prompt/read-prompt.ts'
import { nextReview } from './review/next-reviews.ts'
import { settable } from './settings-right.ts'

/** Something a person is asked to do now. */
export type Task =
  | { kind: 'narrative'; team: Team; review: Review; channelId: string; channelName: string; begun: boolean }
  | { kind: 'narrative ahead'; team: Team; week: string; channelId: string; channelName: string; begun: boolean }
  | { kind: 'close'; team: Team; review: Review; heard: number; of: number }
  | { kind: 'import'; team: Team; importId: string; fileName: string; state: 'asking' | 'ready' }
  | { kind: 'first numbers'; team: Team }
  | ({ kind: 'launch'; team: Team } & DueLaunch)
  | ({ kind: 'incident'; team: Team } & Broke)
  | TestTask
  | ActionTask

/** One team as a person sees it at home: its review, and when the next one opens. */
export type TeamGlance = {
  team: Team
  review: Review | null
  post: { conversationId: string; ts: string | null } | null
  next: Date
  lastDay: string | null
  /** Whether this person leads it or speaks for one of its channels. */
  isMine: boolean
  /** Whether they may change its settings. */
  maySet: boolean
  tests: TestsGlance
  /** The tests of this person that run or wait for their decision. */
  own: Awaited<ReturnType<typeof listMyTests>>
  /** The open actions of this person. */
  ownActions: Action[]
}

/** What needs a person now, and the teams they can look at. */
export type Mine = {
  /** When this person is away, now or later, with the day it is for them. */
  away: { absences: Absence[]; today: string; teamId: string } | null
  tasks: Task[]
  teams: TeamGlance[]
  names: Record<string, string>
}

/** Lists what needs this person now, over all teams of the workspace. */
export async function listMine(ctx: Context, userId: string): Promise<Mine> {
  const { db, workspaceId } = ctx
  const drafts = new Set(
    (await listDrafts(db.prisma, workspaceId, userId)).map(({ form, subject }) => `${form} ${subject}`),
  )
  const mine: Mine = { away: null, tasks: [], teams: [], names: await readNames(db.prisma, workspaceId) }
  const teams = await listTeams(db.prisma, workspaceId)
  const setting = await settable(ctx, teams)
  for (const team of teams) {
    const absences = absencesOf(team, userId)
    if (absences.length > 0) mine.away ??= { absences, teamId: team.id, today: await todayOf({ ...ctx, team }, userId) }
    const { tasks, tests } = await readTestTasks(ctx, team, userId)
    const ownTests = await listMyTests({ ...ctx, team }, userId)
    const ownActions = await listOwnActions(ctx, team, userId)
    const rights = { isMine: isOf(team, userId), maySet: setting.includes(team) }
    const glance = { ...(await glanceAt(ctx, team)), ...rights, tests, own: ownTests, ownActions }
    mine.teams.push(glance)
    const today = localDay(ctx.now, team.zone)
    const due = ownActions.filter(({ dueOn }) => dueOn <= today)
    mine.tasks.push(...tasks, ...due.map((action) => ({ kind: 'action' as const, team, action, today })))
    for (const due of await listDueLaunches({ ...ctx, team }, userId)) mine.tasks.push({ kind: 'launch', team, ...due })
    for (const broke of await listMyIncidents(ctx, team, userId)) mine.tasks.push({ kind: 'incident', team, ...broke })
    if (glance.lastDay === null && glance.isMine) mine.tasks.push({ kind: 'first numbers', team })
    for (const { told, ...asked } of await readAheadTasks({ ...ctx, team }, userId))
      mine.tasks.push({ kind: 'narrative ahead', team, begun: told === 'begun', ...asked })
    if (glance.review)
      mine.tasks.push(...reviewTasks(withNearAbsences(team, today), glance.review, { userId, drafts, today }))
    for (const { id: importId, fileName, state } of await listWaitingImports(db.prisma, team, userId, 20)) {
      if (state === 'asking' || state === 'ready') mine.tasks.push({ kind: 'import', team, importId, fileName, state })
    }
  }
  mine.teams.sort((a, b) => Number(b.isMine) - Number(a.isMine))
  return mine
}

/** Whether a person leads a team or speaks for one of its channels; a team without any such person is everybody's. */
function isOf(team: Team, userId: string): boolean {
  const people = [team.leadUserId ?? [], ...team.channels.map(narrators)].flat()
  return people.length === 0 || people.includes(userId)
}

async function glanceAt(
  ctx: Context,
  team: Team,
): Promise<Omit<TeamGlance, 'isMine' | 'maySet' | 'tests' | 'own' | 'ownActions'>> {
  const { db } = ctx
  const review = await findLatestReview(db.prisma, team)
  return {
    team,
    review,
    post: review && (await findPost(db.prisma, team, { kind: 'review-header', subject: review.id })),
    next: (await nextReview({ ...ctx, team })).dueAt,
    lastDay: await readLastDay(db, team),
  }
}

function reviewTasks(
  team: Team,
  review: Review,
  { userId, drafts, today }: { userId: string; drafts: Set<string>; today: string },
): Task[] {
  if (review.state !== 'open') return []
  const { heard: count, of, missing } = heard(review)
  const tasks: Task[] = team.channels
    .filter(
      (channel) =>
        missing.includes(channel.id) && speakersOf(team, channel).includes(userId) && mayNarrate(team, channel, userId),
    )
    .map(({ id, name }) => ({
      kind: 'narrative',
      team,
      review,
      channelId: id,
      channelName: name,
      begun: drafts.has(`narrative ${review.id}:${id}`),
    }))
  if (closerOf(team, review, today) === userId) tasks.push({ kind: 'close', team, review, heard: count, of })
  return tasks
}

/** Whom the close of a review waits for: whoever leads it; while they are away their stand-in, else the lead of the team. */
function closerOf(team: Team, { facilitatorUserId }: Review, today: string): string | null {
  const closer = facilitatorUserId ?? team.leadUserId
  return closer && presentFor(team, closer, { channel: undefined, others: [team.leadUserId] }, today).to
}
