import type { Import, ImportAnswers, ImportPreview, ImportState } from '../../domain/import/import.ts'
import type { Team } from '../../domain/team.ts'
import type { Prisma } from '../generated/client.ts'
import type { Tx } from '../transaction.ts'

type TeamKey = Pick<Team, 'workspaceId' | 'id'>
type Row = Prisma.ImportGetPayload<object>

/** What is written down of an import when its preview is made. */
export type NewImport = {
  id: string
  state: Extract<ImportState, 'asking' | 'ready'>
  fileName: string
  fileHash: string
  slackFileId: string | null
  conversationId: string | null
  answers: ImportAnswers
  preview: ImportPreview
  stagingTable: string | null
  madeBy: string
  createdAt: Date
}

/** Writes an import down with its preview. */
export async function insertImport(tx: Tx, team: TeamKey, fields: NewImport): Promise<void> {
  const { answers, preview, ...own } = fields
  await tx.import.create({
    data: {
      workspaceId: team.workspaceId,
      teamId: team.id,
      ...own,
      answers: toJson(answers),
      preview: toJson(preview),
    },
  })
}

/** An import, or null. */
export async function findImport(db: Tx, team: TeamKey, id: string): Promise<Import | null> {
  const row = await db.import.findUnique({
    where: { workspaceId_teamId_id: { workspaceId: team.workspaceId, teamId: team.id, id } },
  })
  return row && toImport(row)
}

/** The team of an import, by the import's id alone within its workspace; null where there is none. */
export async function findTeamIdOfImport(db: Tx, workspaceId: string, id: string): Promise<string | null> {
  const row = await db.import.findFirst({ where: { workspaceId, id }, select: { teamId: true } })
  return row?.teamId ?? null
}

/** The last confirmed import of the same bytes, or null. */
export async function findImportedTwin(db: Tx, team: TeamKey, fileHash: string): Promise<Import | null> {
  const row = await db.import.findFirst({
    where: { workspaceId: team.workspaceId, teamId: team.id, fileHash, state: 'imported' },
    orderBy: { settledAt: 'desc' },
  })
  return row && toImport(row)
}

/** Moves an import on: imported is only what was `ready`. Says whether this call was the one that did. */
export async function settleImport(
  tx: Tx,
  team: TeamKey,
  id: string,
  state: Extract<ImportState, 'imported' | 'dropped' | 'replaced'>,
  now: Date,
): Promise<boolean> {
  const open = state === 'imported' ? ['ready'] : ['asking', 'ready']
  const { count } = await tx.import.updateMany({
    where: { workspaceId: team.workspaceId, teamId: team.id, id, state: { in: open } },
    data: { state, settledAt: now, stagingTable: null },
  })
  return count === 1
}

/** Imports that were never confirmed and are older than an instant; their staging tables can go. */
export async function listForgottenImports(
  db: Tx,
  before: Date,
): Promise<{ workspaceId: string; teamId: string; id: string }[]> {
  return await db.import.findMany({
    where: { state: { in: ['asking', 'ready'] }, createdAt: { lt: before } },
    select: { workspaceId: true, teamId: true, id: true },
  })
}

/** What of a person's imports still waits for them, the newest first. */
export async function listWaitingImports(db: Tx, team: TeamKey, userId: string, limit: number): Promise<Import[]> {
  const rows = await db.import.findMany({
    where: { workspaceId: team.workspaceId, teamId: team.id, madeBy: userId, state: { in: ['asking', 'ready'] } },
    orderBy: { createdAt: 'desc' },
    take: limit,
  })
  return rows.map(toImport)
}

/** When numbers of each platform came in, and through which day they went; the earliest first. */
export async function listArrivals(db: Tx, team: TeamKey): Promise<{ platform: string; at: Date; lastDay: string }[]> {
  return await db.$queryRaw`
    SELECT part.platform, import.created_at AS at, part."lastDay"
    FROM import, jsonb_to_recordset(CASE jsonb_typeof(preview->'platforms') WHEN 'array' THEN preview->'platforms' ELSE '[]' END)
      AS part(platform text, "lastDay" text)
    WHERE workspace_id = ${team.workspaceId} AND team_id = ${team.id} AND state = 'imported' AND part."lastDay" IS NOT NULL
    ORDER BY import.created_at`
}

/** Forgets imports that came by themselves and were settled before an instant: there is one every hour. */
export async function forgetFedImports(db: Tx, before: Date): Promise<number> {
  return (await db.import.deleteMany({ where: { madeBy: 'ingest', settledAt: { lt: before } } })).count
}

function toImport(row: Row): Import {
  return {
    id: row.id,
    state: row.state as ImportState,
    fileName: row.fileName,
    slackFileId: row.slackFileId,
    conversationId: row.conversationId,
    // Written by `insertImport` from these types and by nothing else.
    answers: row.answers as ImportAnswers,
    preview: row.preview as unknown as ImportPreview,
    madeBy: row.madeBy,
    createdAt: row.createdAt,
    settledAt: row.settledAt,
  }
}

function toJson(value: unknown): Prisma.InputJsonValue {
  return JSON.parse(JSON.stringify(value))
}
