import { z } from 'zod'
import { LAUNCH_STATES, type Launch } from '../domain/launch.ts'
import type { Team } from '../domain/team.ts'
import { dateOf, dayOf } from './days.ts'
import type { Prisma } from './generated/client.ts'
import type { Tx } from './transaction.ts'

type TeamKey = Pick<Team, 'workspaceId' | 'id'>
type Row = Prisma.LaunchGetPayload<Record<string, never>>

/** The next number of a team's launches, taken in the transaction that uses it. */
export async function nextLaunchNumber(tx: Tx, { workspaceId, id }: TeamKey): Promise<number> {
  const { lastLaunch } = await tx.team.update({
    where: { workspaceId_id: { workspaceId, id } },
    data: { lastLaunch: { increment: 1 } },
    select: { lastLaunch: true },
  })
  return lastLaunch
}

/** Writes a launch down, unless one of its id is there: says whether this call was the one that did. */
export async function insertLaunch(tx: Tx, team: TeamKey, launch: Launch, createdAt: Date): Promise<boolean> {
  const { count } = await tx.launch.createMany({
    data: [{ workspaceId: team.workspaceId, teamId: team.id, id: launch.id, createdAt, ...toRow(launch) }],
    skipDuplicates: true,
  })
  return count === 1
}

/** Writes a changed launch, if nobody changed it since it was read; says whether that was so. */
export async function updateLaunch(tx: Tx, team: TeamKey, launch: Launch): Promise<boolean> {
  const { count } = await tx.launch.updateMany({
    where: { workspaceId: team.workspaceId, teamId: team.id, id: launch.id, version: launch.version },
    data: { ...toRow(launch), version: { increment: 1 } },
  })
  return count === 1
}

/** A launch by its id, or null. */
export async function findLaunch(db: Tx, team: TeamKey, id: string): Promise<Launch | null> {
  const row = await db.launch.findUnique({
    where: { workspaceId_teamId_id: { workspaceId: team.workspaceId, teamId: team.id, id } },
  })
  return row && toLaunch(row)
}

/** The team a launch belongs to, or null. */
export async function findTeamIdOfLaunch(db: Tx, workspaceId: string, id: string): Promise<string | null> {
  const row = await db.launch.findFirst({ where: { workspaceId, id }, select: { teamId: true } })
  return row?.teamId ?? null
}

/** The launches of a team that are planned, and those that were settled on a day or after it; by their day. */
export async function listLaunches(db: Tx, team: TeamKey, since: string): Promise<Launch[]> {
  const rows = await db.launch.findMany({
    where: {
      workspaceId: team.workspaceId,
      teamId: team.id,
      OR: [{ state: 'planned' }, { settledOn: { gte: dateOf(since) } }],
    },
    orderBy: [{ day: 'asc' }, { number: 'asc' }],
  })
  return rows.map(toLaunch)
}

function toRow({ channelId, day, settledOn, id: _id, version: _version, ...rest }: Launch) {
  return {
    ...rest,
    channelId: channelId ?? '',
    day: dateOf(day),
    settledOn: dateOf(settledOn),
  }
}

function toLaunch(row: Row): Launch {
  const { id, number, title, offer, landingPage, whyNow, ownerUserId, note, version } = row
  return {
    id,
    number,
    title,
    offer,
    landingPage,
    whyNow,
    ownerUserId,
    note,
    version,
    state: z.enum(LAUNCH_STATES).parse(row.state),
    channelId: row.channelId === '' ? null : row.channelId,
    day: dayOf(row.day),
    settledOn: dayOf(row.settledOn),
  }
}
