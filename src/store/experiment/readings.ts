import { z } from 'zod'
import { type ArmNumbers, type Reading, type ReadingResult, SOURCES } from '../../domain/experiment/reading.ts'
import type { Team } from '../../domain/team.ts'
import { dateOf, dayOf } from '../days.ts'
import type { Prisma } from '../generated/client.ts'
import type { Tx } from '../transaction.ts'

type TeamKey = Pick<Team, 'workspaceId' | 'id'>
type Row = Prisma.ReadingGetPayload<Record<string, never>>

/** A kept reading with the test it is about, and the version of the maths it was made with. */
export type StoredReading = Reading & { experimentId: string; rulesVersion: number }

/**
 * Keeps a reading and says whether it is new. `key` names one that may be taken only once, such as the week of those that the
 * clock takes; without a key every reading is new.
 */
export async function insertReading(
  tx: Tx,
  team: TeamKey,
  reading: StoredReading,
  key: string | null = null,
): Promise<boolean> {
  const { id, experimentId, source, asOf, dataThrough, arms, result, rulesVersion, takenBy } = reading
  const { count } = await tx.reading.createMany({
    data: [
      {
        workspaceId: team.workspaceId,
        teamId: team.id,
        id,
        experimentId,
        source,
        asOf,
        dataThrough: dateOf(dataThrough),
        arms: toJson(arms),
        result: toJson(result),
        rulesVersion,
        dedupe: key ?? id,
        takenBy,
      },
    ],
    skipDuplicates: true,
  })
  return count === 1
}

/** The reading of an id, or null. */
export async function findReading(db: Tx, team: TeamKey, id: string): Promise<StoredReading | null> {
  const key = { workspaceId: team.workspaceId, teamId: team.id, id }
  const row = await db.reading.findUnique({ where: { workspaceId_teamId_id: key } })
  return row && toReading(row)
}

/** The reading of a test that speaks now: of the latest data, and of these the last one taken. Null where there is none. */
export async function latestReading(db: Tx, team: TeamKey, experimentId: string): Promise<StoredReading | null> {
  const row = await db.reading.findFirst({
    where: { workspaceId: team.workspaceId, teamId: team.id, experimentId },
    orderBy: [{ dataThrough: 'desc' }, { asOf: 'desc' }, { id: 'desc' }],
  })
  return row && toReading(row)
}

/** The readings of a test in the order they were taken. */
export async function listReadings(db: Tx, team: TeamKey, experimentId: string): Promise<StoredReading[]> {
  const rows = await db.reading.findMany({
    where: { workspaceId: team.workspaceId, teamId: team.id, experimentId },
    orderBy: [{ asOf: 'asc' }, { id: 'asc' }],
  })
  return rows.map(toReading)
}

/** Whether a reading of this key has been taken before. */
export async function hasReading(db: Tx, team: TeamKey, experimentId: string, key: string): Promise<boolean> {
  const where = { workspaceId: team.workspaceId, teamId: team.id, experimentId, dedupe: key }
  return (await db.reading.findFirst({ where, select: { id: true } })) !== null
}

function toReading(row: Row): StoredReading {
  return {
    id: row.id,
    experimentId: row.experimentId,
    source: z.enum(SOURCES).parse(row.source),
    asOf: row.asOf,
    dataThrough: dayOf(row.dataThrough),
    // Both written by `insertReading` from these types and by nothing else.
    arms: row.arms as unknown as ArmNumbers[],
    result: row.result as unknown as ReadingResult,
    rulesVersion: row.rulesVersion,
    takenBy: row.takenBy,
  }
}

function toJson(value: unknown): Prisma.InputJsonValue {
  return JSON.parse(JSON.stringify(value))
}
