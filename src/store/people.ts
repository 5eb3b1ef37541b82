import type { AwayStatus } from '../domain/absence/slack-status.ts'
import { STANDINGS, type Standing } from '../domain/standing.ts'
import type { Tx } from './transaction.ts'

/** What is remembered of a person: a name to write without mentioning them, their zone, how they belong to the workspace, and whether their status says that they are away. */
export type Person = {
  userId: string
  name: string
  zone: string | null
  standing: Standing | null
  away: AwayStatus | null
}

/** Remembers people, replacing what was known of them. */
export async function savePeople(db: Tx, workspaceId: string, people: Person[], now: Date): Promise<void> {
  for (const { userId, away, ...rest } of people) {
    const known = { ...rest, awayStatus: away?.words ?? null, awayUntil: away?.until ?? null }
    await db.person.upsert({
      where: { workspaceId_userId: { workspaceId, userId } },
      create: { workspaceId, userId, ...known, seenAt: now },
      update: { ...known, seenAt: now },
    })
  }
}

/** The names of all people known in a workspace, by their id. */
export async function readNames(db: Tx, workspaceId: string): Promise<Record<string, string>> {
  const people = await db.person.findMany({ where: { workspaceId } })
  return Object.fromEntries(people.map(({ userId, name }) => [userId, name]))
}

/** A person, or null where nothing is known. */
export async function findPerson(
  db: Tx,
  workspaceId: string,
  userId: string,
): Promise<(Person & { seenAt: Date }) | null> {
  const row = await db.person.findUnique({ where: { workspaceId_userId: { workspaceId, userId } } })
  if (row === null) return null
  const { awayStatus, awayUntil, ...rest } = row
  const standing = STANDINGS.find((each) => each === row.standing) ?? null
  return { ...rest, standing, away: awayStatus === null ? null : { words: awayStatus, until: awayUntil } }
}

/** Of some people, those whose status says at an instant that they are away; one seen before `since` may be long gone. */
export async function readAwayStatuses(
  db: Tx,
  workspaceId: string,
  userIds: readonly string[],
  { at, since }: { at: Date; since: Date },
): Promise<Map<string, AwayStatus>> {
  const rows = await db.person.findMany({
    where: {
      workspaceId,
      userId: { in: [...userIds] },
      awayStatus: { not: null },
      seenAt: { gte: since },
      OR: [{ awayUntil: null }, { awayUntil: { gt: at } }],
    },
    select: { userId: true, awayStatus: true, awayUntil: true },
  })
  return new Map(
    rows.map(({ userId, awayStatus, awayUntil }) => [userId, { words: awayStatus ?? '', until: awayUntil }]),
  )
}

/** Where the pages of a person's Home begin that they looked at last; null for the first ones. */
export async function readHomePages(db: Tx, workspaceId: string, userId: string): Promise<string | null> {
  const where = { workspaceId_userId: { workspaceId, userId } }
  return (await db.person.findUnique({ where, select: { homePages: true } }))?.homePages ?? null
}

/** Remembers where the pages of a person's Home begin, if that is new. */
export async function writeHomePages(
  db: Tx,
  { workspaceId, userId }: { workspaceId: string; userId: string },
  homePages: string | null,
): Promise<void> {
  const isNew =
    homePages === null ? { homePages: { not: null } } : { OR: [{ homePages: null }, { homePages: { not: homePages } }] }
  await db.person.updateMany({ where: { workspaceId, userId, ...isNew }, data: { homePages } })
}

/** The zones of some people, by their id; who is not known, or whose zone is not, is left out. */
export async function readZones(db: Tx, workspaceId: string, userIds: readonly string[]): Promise<Map<string, string>> {
  const where = { workspaceId, userId: { in: [...userIds] } }
  const people = await db.person.findMany({ where, select: { userId: true, zone: true } })
  return new Map(people.flatMap(({ userId, zone }) => (zone ? [[userId, zone] as const] : [])))
}

/** The ids of the people who were looked up since an instant. */
export async function listKnown(db: Tx, workspaceId: string, since: Date): Promise<string[]> {
  const rows = await db.person.findMany({ where: { workspaceId, seenAt: { gte: since } }, select: { userId: true } })
  return rows.map(({ userId }) => userId)
}
