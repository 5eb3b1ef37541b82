import { absenceOn } from '../../domain/absence/absence.ts'
import { isWorkday } from '../../domain/absence/calendar.ts'
import type { Launch } from '../../domain/launch.ts'
import { isWorkingHour } from '../../domain/rhythm.ts'
import { localDay } from '../../domain/week.ts'
import { findPost } from '../../store/delivery/announcements.ts'
import { readZones } from '../../store/people.ts'
import { transaction } from '../../store/transaction.ts'
import { readCalendar } from '../absence/read-calendar.ts'
import type { TeamContext } from '../context.ts'
import { announce } from '../delivery/announce.ts'
import { LAUNCH_DUE } from './change-launch.ts'
import { readLaunches, seesTo } from './read-launches.ts'

/** The zone in which each day begins first. */
const EARLIEST = 'Etc/GMT-14'

/**
 * Asks whoever sees to each launch whose day has come, once for each day it was planned for: in the hours of work of their own
 * day, and not on a holiday or while they are away. What falls on one is asked on the next day of work.
 */
export async function askDueLaunches(ctx: TeamContext): Promise<void> {
  const { db, team, now } = ctx
  const { launches } = await readLaunches(ctx)
  const planned = launches.filter(({ state, day }) => state === 'planned' && day <= localDay(now, EARLIEST))
  const asked = await Promise.all(
    planned.map(({ id, day }) => findPost(db.prisma, team, { kind: LAUNCH_DUE, subject: id, part: day })),
  )
  const unasked = planned.filter((_, index) => asked[index] === null)
  if (unasked.length === 0) return
  const reachable = await reachableNow(ctx, unasked)
  const due = unasked.flatMap((launch) => {
    const userId = reachable(launch)
    return userId === null ? [] : [{ kind: LAUNCH_DUE, subject: launch.id, part: launch.day, conversationId: userId }]
  })
  if (due.length > 0) await transaction(db, async (tx) => await announce(tx, ctx, due))
}

/** Says who can be asked about a launch now; null where it is not their hour, or not their day. */
async function reachableNow(ctx: TeamContext, launches: readonly Launch[]): Promise<(launch: Launch) => string | null> {
  const { db, team, now, workspaceId } = ctx
  const calendar = await readCalendar(ctx)
  const people = [
    ...launches.map(({ ownerUserId }) => ownerUserId),
    ...team.absences.map(({ delegateUserId }) => delegateUserId),
    ...team.channels.map(({ delegateUserId }) => delegateUserId),
    team.leadUserId,
  ].filter((id) => id !== null)
  const zones = await readZones(db.prisma, workspaceId, [...new Set(people)])
  const zoneOf = (userId: string) => zones.get(userId) ?? team.zone
  return (launch) => {
    const userId = seesTo(team, launch, localDay(now, zoneOf(launch.ownerUserId)))
    if (userId === null) return null
    const zone = zoneOf(userId)
    const day = localDay(now, zone)
    const isThere = isWorkday(calendar, day) && !absenceOn(team, userId, day)
    return launch.day <= day && isThere && isWorkingHour(now, zone) ? userId : null
  }
}
