import { z } from 'zod'
import {
  type Experiment,
  FUNNEL_STAGES,
  LEVERS,
  METHODS,
  SPLITS,
  STATES,
  type State,
  UNITS,
} from '../../domain/experiment/experiment.ts'
import { CONDITIONS, VERDICTS } from '../../domain/experiment/rule.ts'
import { TEMPLATES } from '../../domain/experiment/template.ts'
import type { Team } from '../../domain/team.ts'
import { dateOf, dayOf } from '../days.ts'
import { Prisma } from '../generated/client.ts'
import type { Tx } from '../transaction.ts'

type TeamKey = Pick<Team, 'workspaceId' | 'id'>
type Row = Prisma.ExperimentGetPayload<Record<string, never>>

const METRIC = {
  measure: z.string(),
  name: z.string(),
  kind: z.enum(['proportion', 'mean', 'ratio']),
  better: z.enum(['higher', 'lower']),
}
const Brief = z.object({
  change: z.string(),
  outcome: z.string(),
  because: z.string(),
  evidence: z.string(),
  stage: z.enum(FUNNEL_STAGES).nullable(),
  tags: z.array(z.string()),
  source: z.object({ conversationId: z.string(), ts: z.string(), permalink: z.string().nullable() }).nullable(),
  parent: z.number().nullable(),
  // Tests of an earlier version began as nothing in particular.
  template: z.enum(TEMPLATES).nullable().default(null),
})
const Design = z.object({
  split: z.enum(SPLITS),
  unit: z.enum(UNITS),
  arms: z.array(z.object({ key: z.string(), name: z.string(), share: z.number(), matches: z.string().nullable() })),
  audiences: z.array(z.string()),
  creatives: z.array(z.string()),
  budget: z.number().nullable(),
  metric: z.object({ ...METRIC, baseline: z.number(), spread: z.number().nullable() }),
  expected: z.object({ low: z.number(), likely: z.number(), high: z.number() }).nullable(),
  smallest: z.number(),
  guardrails: z.array(z.object({ ...METRIC, margin: z.number() })),
  weeks: z.number(),
  maturityDays: z.number(),
  method: z.enum(METHODS),
  traffic: z.number().nullable(),
  perArm: z.number().nullable(),
})
const Rule = z.object({
  method: z.enum(METHODS),
  alpha: z.number(),
  early: z.number(),
  extended: z.number(),
  clauses: z.array(z.object({ when: z.array(z.enum(CONDITIONS)), verdict: z.enum(VERDICTS) })),
  otherwise: z.enum(VERDICTS),
  extendWeeks: z.number(),
})
const Approval = z.object({
  by: z.string(),
  at: z.string(),
  budget: z.number(),
  // Approvals of an earlier version were all given.
  declined: z.string().nullable().default(null),
})

/** The next number of a team's tests; its row stays locked until the transaction ends, so that none is given twice. */
export async function nextExperimentNumber(tx: Tx, team: TeamKey): Promise<number> {
  const { lastExperiment } = await tx.team.update({
    where: { workspaceId_id: { workspaceId: team.workspaceId, id: team.id } },
    data: { lastExperiment: { increment: 1 } },
    select: { lastExperiment: true },
  })
  return lastExperiment
}

/** Lets one at a time add or change a test, until the transaction ends; it need not exist yet. */
export async function lockExperiment(tx: Tx, id: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${id}, 0))`
}

/** Adds a test. */
export async function insertExperiment(tx: Tx, team: TeamKey, experiment: Experiment): Promise<void> {
  const { id, number, createdAt, createdBy, version } = experiment
  await tx.experiment.create({
    data: {
      workspaceId: team.workspaceId,
      teamId: team.id,
      id,
      number,
      createdAt,
      createdBy,
      version,
      ...columnsOf(experiment),
    },
  })
}

/** Writes a test anew, if nobody else did since `experiment.version`; says whether it won. The version grows by one. */
export async function updateExperiment(tx: Tx, team: TeamKey, experiment: Experiment): Promise<boolean> {
  const { count } = await tx.experiment.updateMany({
    where: { workspaceId: team.workspaceId, teamId: team.id, id: experiment.id, version: experiment.version },
    data: { ...columnsOf(experiment), version: { increment: 1 } },
  })
  return count === 1
}

/** The test of an id, or null. */
export async function findExperiment(db: Tx, team: TeamKey, id: string): Promise<Experiment | null> {
  const key = { workspaceId: team.workspaceId, teamId: team.id, id }
  const row = await db.experiment.findUnique({ where: { workspaceId_teamId_id: key } })
  return row && toExperiment(row)
}

/** The test of a number, or null. */
export async function findExperimentByNumber(db: Tx, team: TeamKey, number: number): Promise<Experiment | null> {
  const key = { workspaceId: team.workspaceId, teamId: team.id, number }
  const row = await db.experiment.findUnique({ where: { workspaceId_teamId_number: key } })
  return row && toExperiment(row)
}

/** The team of a test, by the test's id alone within its workspace; null where there is none. */
export async function findTeamIdOfExperiment(db: Tx, workspaceId: string, id: string): Promise<string | null> {
  const row = await db.experiment.findFirst({ where: { workspaceId, id }, select: { teamId: true } })
  return row?.teamId ?? null
}

/** The tests of a team in certain states, the newest first. */
export async function listExperiments(
  db: Tx,
  team: TeamKey,
  filter: {
    states?: readonly State[]
    ownerUserId?: string
    channelId?: string
    lever?: string
    settledSince?: Date
  } = {},
): Promise<Experiment[]> {
  const { states, settledSince, ...own } = filter
  const rows = await db.experiment.findMany({
    where: {
      workspaceId: team.workspaceId,
      teamId: team.id,
      ...own,
      ...(states && { state: { in: [...states] } }),
      ...(settledSince && { settledAt: { gte: settledSince } }),
    },
    orderBy: { number: 'desc' },
  })
  return rows.map(toExperiment)
}

/** The tests of a team that move on by themselves at or before `now`. */
export async function listMovingExperiments(db: Tx, team: TeamKey, now: Date): Promise<Experiment[]> {
  const rows = await db.experiment.findMany({
    where: { workspaceId: team.workspaceId, teamId: team.id, nextAt: { lte: now } },
    orderBy: { nextAt: 'asc' },
  })
  return rows.map(toExperiment)
}

/** Reads a row of the table as a test. */
function toExperiment(row: Row): Experiment {
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    state: z.enum(STATES).parse(row.state),
    ownerUserId: row.ownerUserId,
    channelId: row.channelId || null,
    lever: z.enum(LEVERS).parse(row.lever),
    brief: Brief.parse(row.brief),
    design: Design.nullable().parse(row.design),
    rule: Rule.nullable().parse(row.rule),
    ruleHash: row.ruleHash,
    approval: Approval.nullable().parse(row.approval),
    extensions: row.extensions,
    startsOn: dayOf(row.startsOn),
    endsOn: dayOf(row.endsOn),
    pausedAt: row.pausedAt,
    stoppedOn: dayOf(row.stoppedOn),
    nextAt: row.nextAt,
    settledAt: row.settledAt,
    createdAt: row.createdAt,
    createdBy: row.createdBy,
    updatedAt: row.updatedAt,
    version: row.version,
  }
}

function columnsOf(experiment: Experiment) {
  const { title, state, ownerUserId, lever, brief, design, rule, ruleHash, approval, extensions } = experiment
  const { startsOn, endsOn, pausedAt, stoppedOn, nextAt, settledAt, updatedAt } = experiment
  const days = { startsOn: dateOf(startsOn), endsOn: dateOf(endsOn), stoppedOn: dateOf(stoppedOn) }
  return {
    title,
    state,
    ownerUserId,
    channelId: experiment.channelId ?? '',
    lever,
    brief,
    design: design ?? Prisma.DbNull,
    rule: rule ?? Prisma.DbNull,
    approval: approval ?? Prisma.DbNull,
    ruleHash,
    extensions,
    ...days,
    pausedAt,
    nextAt,
    settledAt,
    updatedAt,
  }
}
