import type { ImportAnswers } from '../../domain/import/import.ts'
import type { Problem, Source, SourceKind } from '../../domain/import/source.ts'
import type { Team } from '../../domain/team.ts'
import { dateOf, dayOf } from '../days.ts'
import type { Prisma } from '../generated/client.ts'
import type { Tx } from '../transaction.ts'

type TeamKey = Pick<Team, 'workspaceId' | 'id'>
type Row = Prisma.SourceGetPayload<object>

/** A new source; `token` only where others push with one. */
export type NewSource = {
  id: string
  name: string
  kind: SourceKind
  token: { hash: string; hint: string } | null
  nextRunAt: Date | null
  createdBy: string
  createdAt: Date
}

/** Adds a source; a name that the team has already is left as it is. Says whether it is new. */
export async function insertSource(tx: Tx, team: TeamKey, { token, ...own }: NewSource): Promise<boolean> {
  const { count } = await tx.source.createMany({
    data: [{ ...keyOf(team), ...own, tokenHash: token?.hash ?? null, tokenHint: token?.hint ?? null }],
    skipDuplicates: true,
  })
  return count === 1
}

/** All sources of a team, by name. */
export async function listSources(db: Tx, team: TeamKey): Promise<Source[]> {
  return (await db.source.findMany({ where: keyOf(team), orderBy: { name: 'asc' } })).map(toSource)
}

/** A source by its id; null where it was revoked. */
export async function findSource(db: Tx, team: TeamKey, id: string): Promise<Source | null> {
  const row = await db.source.findFirst({ where: { ...keyOf(team), id } })
  return row && toSource(row)
}

/** A source by its name; null where there is none. */
export async function findSourceNamed(db: Tx, team: TeamKey, name: string): Promise<Source | null> {
  const row = await db.source.findFirst({ where: { ...keyOf(team), name } })
  return row && toSource(row)
}

/** The team of a source, by the source's id alone within its workspace; null where there is none. */
export async function findTeamIdOfSource(db: Tx, workspaceId: string, id: string): Promise<string | null> {
  return (await db.source.findFirst({ where: { workspaceId, id }, select: { teamId: true } }))?.teamId ?? null
}

/** Whose token it is: the tenant follows from the token, so here it cannot be asked for. */
export async function findTokenOwner(
  db: Tx,
  id: string,
): Promise<{ workspaceId: string; teamId: string; tokenHash: string | null } | null> {
  return await db.source.findUnique({ where: { id }, select: { workspaceId: true, teamId: true, tokenHash: true } })
}

/** Pauses a source or lets it go on; says whether that changed anything. */
export async function setSourceState(tx: Tx, team: TeamKey, id: string, state: Source['state']): Promise<boolean> {
  const where = { ...keyOf(team), id, state: { not: state } }
  return (await tx.source.updateMany({ where, data: { state } })).count === 1
}

/** Removes a source with its token; what it brought stays. Says whether it was there. */
export async function deleteSource(tx: Tx, team: TeamKey, id: string): Promise<boolean> {
  return (await tx.source.deleteMany({ where: { ...keyOf(team), id } })).count === 1
}

/** Keeps what a person answered, and lets the source be read at once. */
export async function saveSourceAnswers(
  tx: Tx,
  team: TeamKey,
  id: string,
  answers: ImportAnswers,
  now: Date,
): Promise<void> {
  const data = { answers: toJson(answers), contentHash: '' }
  await tx.source.updateMany({ where: { ...keyOf(team), id }, data })
  await tx.source.updateMany({ where: { ...keyOf(team), id, kind: 'sql' }, data: { nextRunAt: now } })
}

/** The right to read a source until an instant; whoever comes later has a higher fence. */
export type Lease = { id: string; fence: number }

/** Takes a source that is due and that nobody reads; one of these names, or only the one that is named although not due. */
export async function claimSource(
  tx: Tx,
  team: TeamKey,
  wanted: { name: string; now: Date; until: Date; evenIfNotDue: boolean },
): Promise<Lease | null> {
  const { name, now, until, evenIfNotDue } = wanted
  const rows = await tx.$queryRaw<Lease[]>`
    UPDATE source SET lease_until = ${until}, fence = fence + 1, last_run_at = ${now}
    WHERE workspace_id = ${team.workspaceId} AND team_id = ${team.id} AND name = ${name} AND kind = 'sql'
      AND state = 'active' AND (lease_until IS NULL OR lease_until <= ${now})
      AND (${evenIfNotDue} OR next_run_at <= ${now})
    RETURNING id, fence`
  return rows[0] ?? null
}

/** Gives a lease back before it ends; the source is due at an instant. */
export async function releaseSource(tx: Tx, team: TeamKey, lease: Lease, nextRunAt: Date): Promise<void> {
  await tx.source.updateMany({ where: whereRun(team, lease), data: { leaseUntil: null, nextRunAt } })
}

/** What a source that worked is remembered for. */
export type Worked = {
  rows: number
  lastDay: string | null
  warnings: string[]
  contentHash: string
  /** Not there where nothing was imported. */
  lastImportId?: string
  dataVersion: number
  toldCode: Source['toldCode']
}

/** Writes down that numbers came. With a fence only for who still has the right. Says whether it counted. */
export async function noteWorked(
  tx: Tx,
  team: TeamKey,
  run: { id: string; fence: number | null; nextRunAt: Date | null; now: Date },
  { lastDay, rows, ...worked }: Worked,
): Promise<boolean> {
  const { count } = await tx.source.updateMany({
    where: whereRun(team, run),
    data: {
      ...worked,
      lastRows: rows,
      lastDay: dateOf(lastDay),
      lastRunAt: run.now,
      lastOkAt: run.now,
      leaseUntil: null,
      nextRunAt: run.nextRunAt,
      failures: 0,
      failingSince: null,
    },
  })
  return count === 1
}

/** Writes down what went wrong; says whether it counted. */
export async function noteFailed(
  tx: Tx,
  team: TeamKey,
  run: { id: string; fence: number | null; nextRunAt: Date | null; now: Date },
  failed: { problem: Problem; since: Date; failures: number; toldCode: Source['toldCode'] },
): Promise<boolean> {
  const { problem, since, ...counted } = failed
  const data = {
    ...counted,
    problem: toJson(problem),
    failingSince: since,
    lastRunAt: run.now,
    leaseUntil: null,
    nextRunAt: run.nextRunAt,
  }
  return (await tx.source.updateMany({ where: whereRun(team, run), data })).count === 1
}

/** Notes that the lead is told that a source is stale; says whether nobody was told before. */
export async function markStale(tx: Tx, team: TeamKey, id: string): Promise<boolean> {
  const where = { ...keyOf(team), id, toldCode: null }
  return (await tx.source.updateMany({ where, data: { toldCode: 'stale' } })).count === 1
}

function whereRun(team: TeamKey, { id, fence }: { id: string; fence: number | null }) {
  return { ...keyOf(team), id, ...(fence !== null && { fence }) }
}

function keyOf({ workspaceId, id }: TeamKey) {
  return { workspaceId, teamId: id }
}

function toSource(row: Row): Source {
  const { workspaceId: _, teamId: __, tokenHash: ___, fence: ____, ...own } = row
  return {
    ...own,
    kind: row.kind === 'push' ? 'push' : 'sql',
    state: row.state === 'paused' ? 'paused' : 'active',
    // Written by the functions above from these types and by nothing else.
    answers: row.answers as ImportAnswers,
    warnings: row.warnings as string[],
    problem: row.problem as Problem | null,
    toldCode: row.toldCode as Source['toldCode'],
    lastDay: dayOf(row.lastDay),
  }
}

function toJson(value: unknown): Prisma.InputJsonValue {
  return JSON.parse(JSON.stringify(value))
}
