import { z } from 'zod'
import { type Evaluation, VERDICTS } from '../../domain/guardrail/evaluation.ts'
import { WATCH_STATES, type Watch } from '../../domain/guardrail/machine.ts'
import type { Team } from '../../domain/team.ts'
import type { Database } from '../database.ts'
import { dateOf, dayOf } from '../days.ts'
import type { Prisma } from '../generated/client.ts'
import type { Tx } from '../transaction.ts'

type TeamKey = Pick<Team, 'workspaceId' | 'id'>

/** Where the machine stands with a guardrail, and on which numbers, day and version it was judged last. */
export type StoredWatch = Watch & { guardrailId: string; dataVersion: number; asOf: string; version: number }

/** How the machine stands with each guardrail of a team that was judged before. */
export async function listWatches(db: Tx, team: TeamKey): Promise<Map<string, StoredWatch>> {
  const rows = await db.guardrailWatch.findMany({ where: { workspaceId: team.workspaceId, teamId: team.id } })
  return new Map(
    rows.map((row) => [
      row.guardrailId,
      {
        guardrailId: row.guardrailId,
        state: z.enum(WATCH_STATES).parse(row.state),
        streak: row.streak,
        since: dayOf(row.since),
        counted: dayOf(row.counted),
        dataVersion: row.dataVersion,
        asOf: dayOf(row.asOf),
        version: row.version,
      },
    ]),
  )
}

/** Writes how the machine stands with guardrails, all at once. */
export async function saveWatches(tx: Tx, team: TeamKey, watches: readonly StoredWatch[]): Promise<void> {
  if (watches.length === 0) return
  const rows = watches.map((watch) => ({
    guardrail_id: watch.guardrailId,
    state: watch.state,
    streak: watch.streak,
    since: watch.since,
    counted: watch.counted,
    data_version: watch.dataVersion,
    as_of: watch.asOf,
    version: watch.version,
  }))
  await tx.$executeRaw`
    INSERT INTO guardrail_watch (workspace_id, team_id, guardrail_id, state, streak, since, counted, data_version, as_of, version)
    SELECT ${team.workspaceId}, ${team.id}, guardrail_id, state, streak, since, counted, data_version, as_of, version
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row(guardrail_id text, state text, streak int, since date,
      counted date, data_version int, as_of date, version int)
    ON CONFLICT (workspace_id, team_id, guardrail_id) DO UPDATE SET state = EXCLUDED.state, streak = EXCLUDED.streak,
      since = EXCLUDED.since, counted = EXCLUDED.counted, data_version = EXCLUDED.data_version, as_of = EXCLUDED.as_of,
      version = EXCLUDED.version`
}

/** Forgets how the machine stands with a guardrail: it is judged from the start. */
export async function forgetWatch(tx: Tx, team: TeamKey, guardrailId: string): Promise<void> {
  await tx.guardrailWatch.deleteMany({ where: { workspaceId: team.workspaceId, teamId: team.id, guardrailId } })
}

/** Keeps judgements, all at once; of each day and guardrail the last one stays. */
export async function saveEvaluations(tx: Tx, team: TeamKey, evaluations: readonly Evaluation[]): Promise<void> {
  if (evaluations.length === 0) return
  await tx.$executeRaw`
    INSERT INTO evaluation (workspace_id, team_id, guardrail_id, day, version, verdict, recovers, value, bound, numerator,
      denominator, probability, dispersion, low, high, data_through, sentence, muted_by, state, judged_at)
    SELECT ${team.workspaceId}, ${team.id}, "guardrailId", day, version, verdict, recovers, value, bound, numerator,
      denominator, probability, dispersion, low, high, "dataThrough", sentence, "mutedBy", state, "judgedAt"
    FROM jsonb_to_recordset(${JSON.stringify(evaluations)}::jsonb) AS row("guardrailId" text, day date, version int,
      verdict text, recovers boolean, value float8, bound float8, numerator float8, denominator float8, probability float8,
      dispersion float8, low float8, high float8, "dataThrough" date, sentence text, "mutedBy" text, state text,
      "judgedAt" timestamptz)
    ON CONFLICT (workspace_id, team_id, guardrail_id, day) DO UPDATE SET version = EXCLUDED.version,
      verdict = EXCLUDED.verdict, recovers = EXCLUDED.recovers, value = EXCLUDED.value, bound = EXCLUDED.bound,
      numerator = EXCLUDED.numerator, denominator = EXCLUDED.denominator, probability = EXCLUDED.probability,
      dispersion = EXCLUDED.dispersion, low = EXCLUDED.low, high = EXCLUDED.high, data_through = EXCLUDED.data_through,
      sentence = EXCLUDED.sentence, muted_by = EXCLUDED.muted_by, state = EXCLUDED.state, judged_at = EXCLUDED.judged_at`
}

/** The last judgement of each guardrail of a team. */
export async function latestEvaluations(db: Pick<Database, 'prisma'>, team: TeamKey): Promise<Map<string, Evaluation>> {
  const rows = await db.prisma.evaluation.findMany({
    where: { workspaceId: team.workspaceId, teamId: team.id },
    orderBy: { day: 'desc' },
    distinct: ['guardrailId'],
  })
  return new Map(rows.map((row) => [row.guardrailId, toEvaluation(row)]))
}

/** The last judgement of one guardrail; null where it was never judged. */
export async function latestEvaluation(db: Tx, team: TeamKey, guardrailId: string): Promise<Evaluation | null> {
  const row = await db.evaluation.findFirst({
    where: { workspaceId: team.workspaceId, teamId: team.id, guardrailId },
    orderBy: { day: 'desc' },
  })
  return row && toEvaluation(row)
}

/** The days since one on which some guardrails were broken. */
export async function listBrokenDays(
  db: Tx,
  team: TeamKey,
  guardrailIds: readonly string[],
  since: string,
): Promise<Map<string, string[]>> {
  if (guardrailIds.length === 0) return new Map()
  const rows = await db.evaluation.findMany({
    where: {
      workspaceId: team.workspaceId,
      teamId: team.id,
      guardrailId: { in: [...guardrailIds] },
      verdict: 'BREACH',
      day: { gte: dateOf(since) },
    },
    select: { guardrailId: true, day: true },
  })
  const days = new Map<string, string[]>()
  for (const { guardrailId, day } of rows) days.set(guardrailId, [...(days.get(guardrailId) ?? []), dayOf(day)])
  return days
}

function toEvaluation(row: Prisma.EvaluationGetPayload<Record<string, never>>): Evaluation {
  const { workspaceId: _, teamId: __, day, dataThrough, verdict, ...own } = row
  return {
    ...own,
    day: dayOf(day),
    dataThrough: dayOf(dataThrough),
    verdict: z.enum(VERDICTS).parse(verdict),
  }
}
