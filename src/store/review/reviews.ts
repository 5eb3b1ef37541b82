import { z } from 'zod'
import type { MonthReport } from '../../domain/review/month.ts'
import type { Narrative, Review } from '../../domain/review/narrative.ts'
import type { HeardReview } from '../../domain/review/participation.ts'
import type { Board } from '../../domain/review/review.ts'
import type { Team } from '../../domain/team.ts'
import { toRestatement } from '../fact/restatements.ts'
import { Prisma } from '../generated/client.ts'
import type { Tx } from '../transaction.ts'

type TeamKey = Pick<Team, 'workspaceId' | 'id'>

const Without = z.object({ lacks: z.string(), why: z.string() }).nullable()
const Lines = z.array(z.string()).nullable()
const WITH_NARRATIVES = {
  narratives: true,
  restatements: { orderBy: { revision: 'asc' } },
} satisfies Prisma.ReviewInclude
type ReviewRow = Prisma.ReviewGetPayload<{ include: typeof WITH_NARRATIVES }>

/** Opens the review of a week; says whether this call was the one that did. */
export async function insertReview(
  tx: Tx,
  team: TeamKey,
  review: {
    id: string
    week: string
    board: Board
    facilitatorUserId?: string | null
    month?: MonthReport | null
    late: boolean
    openedAt: Date
    openedBy: string
  },
): Promise<boolean> {
  const { board, month, ...own } = review
  const { count } = await tx.review.createMany({
    data: [
      {
        workspaceId: team.workspaceId,
        teamId: team.id,
        state: 'open',
        ...own,
        board: toJson(board),
        ...(month && { month: toJson(month) }),
      },
    ],
    skipDuplicates: true,
  })
  return count === 1
}

/** The review of a week, or null. */
export async function findReviewByWeek(db: Tx, team: TeamKey, week: string): Promise<Review | null> {
  const where = { workspaceId_teamId_week: { workspaceId: team.workspaceId, teamId: team.id, week } }
  const row = await db.review.findUnique({ where, include: WITH_NARRATIVES })
  return row && toReview(row)
}

/** The review of an id, or null. */
export async function findReview(db: Tx, team: TeamKey, id: string): Promise<Review | null> {
  const where = { workspaceId_teamId_id: { workspaceId: team.workspaceId, teamId: team.id, id } }
  const row = await db.review.findUnique({ where, include: WITH_NARRATIVES })
  return row && toReview(row)
}

/** The reviews of the weeks from one to another, both included, the earliest first. */
export async function listReviewsOfWeeks(db: Tx, team: TeamKey, from: string, to: string): Promise<Review[]> {
  const rows = await db.review.findMany({
    where: { workspaceId: team.workspaceId, teamId: team.id, week: { gte: from, lte: to } },
    orderBy: { week: 'asc' },
    include: WITH_NARRATIVES,
  })
  return rows.map(toReview)
}

/** Whether one of the reviews of some weeks tells of the month before it. */
export async function hasMonth(db: Tx, team: TeamKey, weeks: readonly string[]): Promise<boolean> {
  const where = { workspaceId: team.workspaceId, teamId: team.id, week: { in: [...weeks] } }
  return (await db.review.count({ where: { ...where, month: { not: Prisma.DbNull } } })) > 0
}

/** The team of a review, by the review's id alone within its workspace; null where there is none. */
export async function findTeamIdOfReview(db: Tx, workspaceId: string, id: string): Promise<string | null> {
  const row = await db.review.findFirst({ where: { workspaceId, id }, select: { teamId: true } })
  return row?.teamId ?? null
}

/** The review of the latest week, or null. */
export async function findLatestReview(db: Tx, team: TeamKey): Promise<Review | null> {
  const row = await db.review.findFirst({
    where: { workspaceId: team.workspaceId, teamId: team.id },
    orderBy: { week: 'desc' },
    include: WITH_NARRATIVES,
  })
  return row && toReview(row)
}

/** How the review of the latest week stands, without its board, which is large: enough for whoever looks at every beat. */
export async function findLatestStanding(
  db: Tx,
  team: TeamKey,
): Promise<Pick<Review, 'id' | 'week' | 'state' | 'openedAt'> | null> {
  const row = await db.review.findFirst({
    where: { workspaceId: team.workspaceId, teamId: team.id },
    orderBy: { week: 'desc' },
    select: { id: true, week: true, state: true, openedAt: true },
  })
  return row && { ...row, state: row.state === 'closed' ? 'closed' : 'open' }
}

/** The channels of a review's board that have no narrative yet. */
export async function listUnheard(db: Tx, team: TeamKey, reviewId: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT channel->>'channelId' AS id
    FROM review AS r CROSS JOIN jsonb_array_elements(r.board->'channels') AS channel
    WHERE r.workspace_id = ${team.workspaceId} AND r.team_id = ${team.id} AND r.id = ${reviewId}
      AND NOT EXISTS (SELECT FROM narrative AS n
        WHERE n.workspace_id = r.workspace_id AND n.team_id = r.team_id AND n.review_id = r.id
          AND n.channel_id = channel->>'channelId')`
  return rows.map(({ id }) => id)
}

/** The narrative of the latest earlier review of a channel, or null. */
export async function findEarlierNarrative(
  db: Tx,
  team: TeamKey,
  channelId: string,
  week: string,
): Promise<Narrative | null> {
  const row = await db.narrative.findFirst({
    where: { workspaceId: team.workspaceId, teamId: team.id, channelId, review: { week: { lt: week } } },
    orderBy: { review: { week: 'desc' } },
  })
  return row && toNarrative(row)
}

/** Gives the lead of an open review from one person to another; says whether it still was with the first. */
export async function setFacilitator(
  tx: Tx,
  team: TeamKey,
  id: string,
  { from, to }: { from: string | null; to: string },
): Promise<boolean> {
  const { count } = await tx.review.updateMany({
    where: { workspaceId: team.workspaceId, teamId: team.id, id, state: 'open', facilitatorUserId: from },
    data: { facilitatorUserId: to, version: { increment: 1 } },
  })
  return count === 1
}

const HeardRows = z.array(z.object({ week: z.string(), of: z.number(), hours: z.array(z.number()) }))

/** Who was heard in the review of a week and in those before it, the latest first: without their boards, which are large. */
export async function listHeard(db: Tx, team: TeamKey, week: string, limit: number): Promise<HeardReview[]> {
  const rows = await db.$queryRaw`
    SELECT r.week, jsonb_array_length(r.board->'channels') AS of,
      coalesce(array_agg(extract(epoch FROM n.written_at - r.opened_at)::float8 / 3600) FILTER (WHERE n.written_at IS NOT NULL), '{}') AS hours
    FROM review AS r
    LEFT JOIN narrative AS n ON n.workspace_id = r.workspace_id AND n.team_id = r.team_id AND n.review_id = r.id
      AND r.board->'channels' @> jsonb_build_array(jsonb_build_object('channelId', n.channel_id))
    WHERE r.workspace_id = ${team.workspaceId} AND r.team_id = ${team.id} AND r.week <= ${week}
    GROUP BY r.workspace_id, r.team_id, r.id ORDER BY r.week DESC LIMIT ${limit}`
  return HeardRows.parse(rows)
}

/** Closes an open review; says whether this call was the one that did. */
export async function closeReviewRow(
  tx: Tx,
  team: TeamKey,
  id: string,
  closing: Pick<Review, 'decisions' | 'focus' | 'without'> & { closedAt: Date; closedBy: string },
): Promise<boolean> {
  const { without, ...own } = closing
  const { count } = await tx.review.updateMany({
    where: { workspaceId: team.workspaceId, teamId: team.id, id, state: 'open' },
    data: { ...own, ...(without && { without }), state: 'closed', version: { increment: 1 } },
  })
  return count === 1
}

/**
 * Writes a narrative over the one of `version` (0: none yet), which keeps the moment it was first written; says whether that
 * is still the one that stands.
 */
export async function saveNarrative(
  tx: Tx,
  team: TeamKey,
  reviewId: string,
  narrative: Omit<Narrative, 'editedAt'>,
): Promise<boolean> {
  const key = { workspaceId: team.workspaceId, teamId: team.id, reviewId, channelId: narrative.channelId }
  const { happened, because, next, writtenBy, writtenAt, late, version } = narrative
  const text = { happened, because, next, writtenBy }
  const { count } =
    version === 0
      ? await tx.narrative.createMany({ data: [{ ...key, ...text, writtenAt, late }], skipDuplicates: true })
      : await tx.narrative.updateMany({
          where: { ...key, version },
          data: { ...text, editedAt: writtenAt, version: { increment: 1 } },
        })
  return count === 1
}

function toReview(row: ReviewRow): Review {
  return {
    id: row.id,
    week: row.week,
    state: row.state === 'closed' ? 'closed' : 'open',
    // Written by `insertReview` from a Board and by nothing else.
    board: row.board as unknown as Board,
    month: row.month as unknown as MonthReport | null,
    late: row.late,
    openedAt: row.openedAt,
    openedBy: row.openedBy,
    facilitatorUserId: row.facilitatorUserId,
    closedAt: row.closedAt,
    closedBy: row.closedBy,
    decisions: Lines.parse(row.decisions) ?? [],
    focus: Lines.parse(row.focus) ?? [],
    without: Without.parse(row.without),
    narratives: row.narratives.map(toNarrative),
    restatements: row.restatements.map(toRestatement),
  }
}

function toNarrative(row: ReviewRow['narratives'][number]): Narrative {
  const { channelId, happened, because, next, writtenBy, writtenAt, editedAt, late, version } = row
  return { channelId, happened, because, next, writtenBy, writtenAt, editedAt, late, version }
}

function toJson(value: unknown): Prisma.InputJsonValue {
  return JSON.parse(JSON.stringify(value))
}
