import type { Tx } from '../transaction.ts'

/** What a flow wants said. `parentKey` is the key of the announcement in whose thread it belongs. */
export type NewAnnouncement = {
  workspaceId: string
  id: string
  key: string
  teamId: string
  conversationId: string
  parentKey: string | null
  kind: string
  subject: string
  part: string
  createdAt: Date
}

/** Which announcements are meant: all of a subject, or only those of a kind or part. */
export type Drawn = { workspaceId: string; teamId: string; subject: string; kind?: string; part?: string }

/** What is known about an announcement: its state and, once posted, its receipt. */
export type Post = {
  id: string
  teamId: string
  kind: string
  conversationId: string
  state: string
  ts: string | null
  uncertainSince: Date | null
}

const POST = {
  id: true,
  teamId: true,
  kind: true,
  conversationId: true,
  state: true,
  ts: true,
  uncertainSince: true,
} as const

/** Writes announcements in the order given, parents first, and says how many were new; a known key is left as it is. */
export async function insertAnnouncements(tx: Tx, rows: readonly NewAnnouncement[]): Promise<number> {
  const ids = new Map<string, string>()
  let inserted = 0
  // One by one, because a position is given per row: what a flow lists first is posted first.
  for (const { parentKey, ...row } of rows) {
    const parentId = parentKey === null ? null : (ids.get(parentKey) ?? (await findId(tx, row.workspaceId, parentKey)))
    if (parentKey !== null) ids.set(parentKey, parentId ?? '')
    const { count } = await tx.announcement.createMany({ data: [{ ...row, parentId }], skipDuplicates: true })
    inserted += count
  }
  return inserted
}

async function findId(tx: Tx, workspaceId: string, key: string): Promise<string> {
  const parent = await tx.announcement.findUniqueOrThrow({
    where: { workspaceId_key: { workspaceId, key } },
    select: { id: true },
  })
  return parent.id
}

/** Asks for a new drawing of what was announced, and says how many announcements that concerns. */
export async function requestRedraw(tx: Tx, drawn: Drawn): Promise<number> {
  const { workspaceId, teamId, subject, kind, part } = drawn
  const { count } = await tx.announcement.updateMany({
    where: { workspaceId, teamId, subject, ...(kind !== undefined && { kind }), ...(part !== undefined && { part }) },
    data: { revision: { increment: 1 } },
  })
  return count
}

/** An announcement by its id. */
export async function findAnnouncement(tx: Tx, workspaceId: string, id: string): Promise<Post | null> {
  return tx.announcement.findUnique({ where: { workspaceId_id: { workspaceId, id } }, select: POST })
}

/** The announcement of a kind about a subject (or one part of it). */
export async function findPost(
  tx: Tx,
  team: { workspaceId: string; id: string },
  said: { kind: string; subject: string; part?: string },
): Promise<Post | null> {
  const { kind, subject, part = '' } = said
  const where = { workspaceId: team.workspaceId, teamId: team.id, kind, subject, part }
  return tx.announcement.findFirst({ where, select: POST })
}

/** Settles an uncertain post by a person's word, and says whether it was still uncertain. */
export async function settleUncertain(
  tx: Tx,
  announcement: { workspaceId: string; id: string },
  state: 'sent' | 'pending',
): Promise<boolean> {
  const { count } = await tx.announcement.updateMany({
    where: { ...announcement, state: 'uncertain' },
    data: { state, fence: { increment: 1 }, leaseUntil: null, notBefore: null, toldAt: null, error: null },
  })
  return count === 1
}

/** Notes that somebody is asked about a post; says whether it has been uncertain for `afterMs` and nobody was asked before. */
export async function markAsked(
  tx: Tx,
  announcement: { workspaceId: string; id: string },
  afterMs: number,
): Promise<boolean> {
  const count = await tx.$executeRaw`
    update announcement set told_at = now()
    where workspace_id = ${announcement.workspaceId} and id = ${announcement.id} and state = 'uncertain'
      and told_at is null and uncertain_since <= now() - ${afterMs}::float8 * interval '1 ms'`
  return count === 1
}
