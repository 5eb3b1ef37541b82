import { presentFor } from '../../domain/absence/absence.ts'
import { type Launch, type LaunchWeek, launchesOfWeek } from '../../domain/launch.ts'
import { instantOf } from '../../domain/rhythm.ts'
import { daysOf, lastCompleteWeek, localDay } from '../../domain/week.ts'
import { findPost } from '../../store/delivery/announcements.ts'
import { listLaunches } from '../../store/launches.ts'
import { transaction } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { announce } from '../delivery/announce.ts'
import { LAUNCH_DUE, needLaunch } from './change-launch.ts'

/** When on its day the owner of a launch is asked, in the zone of the team. */
const ASKED_AT = '09:00'

/** The launches of a team with the day it is there. */
export type Launches = { launches: Launch[]; today: string }

/** A launch by its id, and the day it is where its team lives. */
export async function readLaunch(ctx: TeamContext, id: string): Promise<{ launch: Launch; today: string }> {
  return { launch: await needLaunch(ctx.db.prisma, ctx, id), today: localDay(ctx.now, ctx.team.zone) }
}

/** What is planned, and what went live or was dropped since the last complete week began. */
export async function readLaunches(ctx: TeamContext): Promise<Launches> {
  const { from } = daysOf(lastCompleteWeek(ctx.now, ctx.team.zone))
  return {
    launches: await listLaunches(ctx.db.prisma, ctx.team, from),
    today: localDay(ctx.now, ctx.team.zone),
  }
}

/** A launch whose day has come, and the day it is. */
export type DueLaunch = { launch: Launch; today: string }

/** Who sees to a launch on a day: its owner, or who stands in while they are away. */
function seesTo(team: TeamContext['team'], { ownerUserId, channelId }: Launch, day: string): string {
  const channel = team.channels.find(({ id }) => id === channelId)
  return presentFor(team, ownerUserId, { channel, others: [team.leadUserId] }, day).to
}

/** The launches that a person sees to whose day has come. */
export async function listDueLaunches(ctx: TeamContext, userId: string): Promise<DueLaunch[]> {
  const { launches, today } = await readLaunches(ctx)
  return launches
    .filter((each) => each.state === 'planned' && each.day <= today && seesTo(ctx.team, each, today) === userId)
    .map((launch) => ({ launch, today }))
}

/** What the review of a week says of launches, as they stand now. */
export async function readLaunchWeek(ctx: TeamContext, week: string): Promise<LaunchWeek & { today: string }> {
  const reviewed = daysOf(week)
  const today = localDay(ctx.now, ctx.team.zone)
  return { ...launchesOfWeek(await listLaunches(ctx.db.prisma, ctx.team, reviewed.from), reviewed, today), today }
}

/** Asks the owner of each launch whose day has come, once for each day it was planned for. */
export async function askDueLaunches(ctx: TeamContext): Promise<void> {
  const { db, team, now } = ctx
  const { launches, today } = await readLaunches(ctx)
  const planned = launches.filter(({ state, day }) => state === 'planned' && instantOf(day, ASKED_AT, team.zone) <= now)
  const asked = await Promise.all(
    planned.map(({ id, day }) => findPost(db.prisma, team, { kind: LAUNCH_DUE, subject: id, part: day })),
  )
  const due = planned.filter((_, index) => asked[index] === null)
  if (due.length === 0) return
  await transaction(ctx.db, async (tx) => {
    await announce(
      tx,
      ctx,
      due.map((launch) => ({
        kind: LAUNCH_DUE,
        subject: launch.id,
        part: launch.day,
        conversationId: seesTo(team, launch, today),
      })),
    )
  })
}
