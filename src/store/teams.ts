import { goneForGood } from '../domain/absence/absence.ts'
import { METRIC_KEYS, type MetricKey } from '../domain/metric/metric.ts'
import { COUNTED, type Counted, RULE_FIELDS, type Team } from '../domain/team.ts'
import { toAbsence } from './absences.ts'
import type { Database } from './database.ts'
import { toEconomics } from './economics.ts'
import type { Prisma } from './generated/client.ts'
import type { Tx } from './transaction.ts'

const WITH_ALL = {
  channels: { orderBy: { position: 'asc' }, include: { rules: { orderBy: { position: 'asc' } } } },
  outcomes: { orderBy: { role: 'asc' } },
  targets: true,
  workspace: {
    select: {
      absences: { orderBy: { fromOn: 'asc' } },
      people: { where: { standing: 'deactivated' }, select: { userId: true } },
    },
  },
} satisfies Prisma.TeamInclude

type TeamRow = Prisma.TeamGetPayload<{ include: typeof WITH_ALL }>
type Key = { workspaceId: string; id: string }

/** All teams of a workspace, by name. */
export async function listTeams(db: Tx, workspaceId: string): Promise<Team[]> {
  const rows = await db.team.findMany({ where: { workspaceId }, include: WITH_ALL, orderBy: { name: 'asc' } })
  return rows.map(toTeam)
}

/** The team of a key such as `growth`, or null. */
export async function findTeamByKey(db: Tx, workspaceId: string, key: string): Promise<Team | null> {
  const row = await db.team.findUnique({ where: { workspaceId_key: { workspaceId, key } }, include: WITH_ALL })
  return row && toTeam(row)
}

/** The team bound to a conversation, or null. */
export async function findTeamByConversation(
  db: Tx,
  workspaceId: string,
  conversationId: string,
): Promise<Team | null> {
  const where = { workspaceId_conversationId: { workspaceId, conversationId } }
  const row = await db.team.findUnique({ where, include: WITH_ALL })
  return row && toTeam(row)
}

/** The team of an id, or null. */
export async function findTeam(db: Tx, { workspaceId, id }: Key): Promise<Team | null> {
  const row = await db.team.findUnique({ where: { workspaceId_id: { workspaceId, id } }, include: WITH_ALL })
  return row && toTeam(row)
}

/** What a team is made of, before it has an id of its own. */
export type TeamFields = Omit<
  Team,
  'workspaceId' | 'id' | 'pausedAt' | 'pausedBy' | 'dataVersion' | 'version' | 'economics' | 'absences'
>

/** Lets one at a time make or change a team of a workspace, until the transaction ends. */
export async function lockTeams(tx: Tx, workspaceId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`teams of ${workspaceId}`}, 0))`
}

/** Makes a team with its channels, rules, outcomes and targets. Its schedule starts now: no earlier slot is caught up. */
export async function insertTeam(tx: Tx, key: Key, fields: TeamFields, now: Date): Promise<void> {
  const { channels: _, outcomes: __, targets: ___, ...own } = fields
  await tx.team.create({ data: { ...key, ...own, plannedThrough: now, createdAt: now } })
  await insertParts(tx, key, fields)
}

/** Replaces what a team is made of, if nobody else did since `version`; says whether it won. */
export async function replaceTeam(tx: Tx, key: Key, version: number, fields: TeamFields): Promise<boolean> {
  const { channels, outcomes: _, targets: __, ...own } = fields
  const { count } = await tx.team.updateMany({ where: { ...key, version }, data: { ...own, version: version + 1 } })
  if (count === 0) return false
  const where = { workspaceId: key.workspaceId, teamId: key.id }
  await tx.channelRule.deleteMany({ where })
  await tx.outcome.deleteMany({ where })
  await tx.target.deleteMany({ where })
  await tx.channel.deleteMany({ where: { ...where, id: { notIn: channels.map(({ id }) => id) } } })
  await insertParts(tx, key, fields)
  return true
}

/** Pauses or resumes a team's rhythm; says whether that changed anything. */
export async function setPaused(tx: Tx, key: Key, paused: { at: Date; by: string } | null): Promise<boolean> {
  const { workspaceId, id } = key
  const { count } = await tx.team.updateMany({
    where: { workspaceId, id, pausedAt: paused ? null : { not: null } },
    data: { pausedAt: paused?.at ?? null, pausedBy: paused?.by ?? null },
  })
  return count === 1
}

/** Marks that a team's numbers changed, so that what was computed from them is computed anew and its guardrails are judged. */
export async function bumpDataVersion(tx: Tx, key: Key): Promise<void> {
  await tx.team.update({
    where: { workspaceId_id: { workspaceId: key.workspaceId, id: key.id } },
    data: { dataVersion: { increment: 1 }, guardedAt: null },
  })
}

/** The teams whose guardrails were not judged since an hour, or about whose incidents the clock has something to do. */
export async function listUnguarded(
  db: Pick<Database, 'pool'>,
  { hour, now }: { hour: Date; now: Date },
): Promise<Key[]> {
  const { rows } = await db.pool.query<Key>(
    `SELECT workspace_id AS "workspaceId", id FROM team WHERE guarded_at IS NULL OR guarded_at < $1
     UNION SELECT workspace_id, team_id FROM incident WHERE state <> 'resolved' AND next_at <= $2`,
    [hour, now],
  )
  return rows
}

/** Takes an hour of a team for judging its guardrails; says whether this call is the one that does it. */
export async function claimGuard(db: Tx, key: Key, hour: Date): Promise<boolean> {
  const { workspaceId, id } = key
  const { count } = await db.team.updateMany({
    where: { workspaceId, id, OR: [{ guardedAt: null }, { guardedAt: { lt: hour } }] },
    data: { guardedAt: hour },
  })
  return count === 1
}

/** Gives an hour back, so that the next one tries again; also asks for guardrails to be judged soon. */
export async function releaseGuard(db: Tx, key: Key): Promise<void> {
  await db.team.updateMany({ where: { workspaceId: key.workspaceId, id: key.id }, data: { guardedAt: null } })
}

async function insertParts(tx: Tx, key: Key, fields: TeamFields): Promise<void> {
  const tenant = { workspaceId: key.workspaceId, teamId: key.id }
  for (const [position, { rules: _, ...channel }] of fields.channels.entries()) {
    const data = { ...tenant, ...channel, position }
    await tx.channel.upsert({
      where: { workspaceId_teamId_id: { ...tenant, id: channel.id } },
      create: data,
      update: data,
    })
  }
  const rules = fields.channels.flatMap((channel) => channel.rules.map((rule) => ({ channelId: channel.id, ...rule })))
  await tx.channelRule.createMany({
    data: rules.map((rule, position) => ({ ...tenant, id: `${key.id}_${position}`, position, ...rule })),
  })
  await tx.outcome.createMany({ data: fields.outcomes.map((outcome) => ({ ...tenant, ...outcome })) })
  await tx.target.createMany({
    data: fields.targets.map(({ channelId, metric, band }) => ({
      ...tenant,
      channelId: channelId ?? '',
      metric,
      ...band,
    })),
  })
}

function toTeam(row: TeamRow): Team {
  return {
    workspaceId: row.workspaceId,
    id: row.id,
    key: row.key,
    name: row.name,
    conversationId: row.conversationId,
    zone: row.zone,
    currency: row.currency,
    reviewWeekday: row.reviewWeekday,
    reviewTime: row.reviewTime,
    monthlyBudget: row.monthlyBudget?.toNumber() ?? null,
    broadcast: row.broadcast,
    pausedAt: row.pausedAt,
    pausedBy: row.pausedBy,
    leadUserId: row.leadUserId,
    dataVersion: row.dataVersion,
    version: row.version,
    channels: row.channels.map(({ id, key, name, job, ownerUserId, delegateUserId, monthlyBudget, rules }) => ({
      id,
      key,
      name,
      job,
      ownerUserId,
      delegateUserId,
      monthlyBudget: monthlyBudget?.toNumber() ?? null,
      rules: rules.map(({ field, contains }) => ({
        field: RULE_FIELDS.find((each) => each === field) ?? 'campaign',
        contains,
      })),
    })),
    outcomes: row.outcomes.map(({ id, name, role, counts, includes, excludes, validation }) => ({
      id,
      name,
      role: role === 'primary' ? 'primary' : 'secondary',
      counts: COUNTED.find((each): each is Counted => each === counts) ?? 'platform_conversions',
      includes,
      excludes,
      validation,
    })),
    targets: row.targets.flatMap(({ channelId, metric, low, high }) => {
      const key = METRIC_KEYS.find((each): each is MetricKey => each === metric)
      const band = { low: low?.toNumber() ?? null, high: high?.toNumber() ?? null }
      return key ? [{ channelId: channelId === '' ? null : channelId, metric: key, band }] : []
    }),
    absences: [
      ...row.workspace.people.map(({ userId }) => goneForGood(userId)),
      ...row.workspace.absences.map(toAbsence),
    ],
    economics: toEconomics(row),
  }
}
