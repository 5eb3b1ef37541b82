import { presentFor } from '../../domain/absence/absence.ts'
import { type Launch, type LaunchWeek, launchesOfWeek } from '../../domain/launch.ts'
import { daysOf, lastCompleteWeek, localDay } from '../../domain/week.ts'
import { listLaunches } from '../../store/launches.ts'
import type { TeamContext } from '../context.ts'
import { needLaunch } from './change-launch.ts'

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

/** Who sees to a launch on a day: its owner, or who stands in while they are away; null where nobody is left. */
export function seesTo(team: TeamContext['team'], { ownerUserId, channelId }: Launch, day: string): string | null {
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
