import { z } from 'zod'
import {
  type Definition,
  type Guardrail,
  KINDS,
  NO_DATA_MEANINGS,
  type Scope,
  SEVERITIES,
} from '../../domain/guardrail/guardrail.ts'
import { METRIC_KEYS } from '../../domain/metric/metric.ts'
import type { Team } from '../../domain/team.ts'
import type { Prisma } from '../generated/client.ts'
import type { Tx } from '../transaction.ts'

type TeamKey = Pick<Team, 'workspaceId' | 'id'>
const Kind = z.enum(KINDS)
const Metric = z.enum(METRIC_KEYS).nullable()
const NoData = z.enum(NO_DATA_MEANINGS)
const Severity = z.enum(SEVERITIES)
type Row = Prisma.GuardrailGetPayload<Record<string, never>>

/** The next number of a team's guardrails; its row stays locked until the transaction ends, so that none is given twice. */
export async function nextGuardrailNumber(tx: Tx, team: TeamKey): Promise<number> {
  const { lastGuardrail } = await tx.team.update({
    where: { workspaceId_id: { workspaceId: team.workspaceId, id: team.id } },
    data: { lastGuardrail: { increment: 1 } },
    select: { lastGuardrail: true },
  })
  return lastGuardrail
}

type Maker = { by: string; at: Date }

/** Adds a guardrail as its first version. */
export async function insertGuardrail(
  tx: Tx,
  team: TeamKey,
  { id, number, definition }: { id: string; number: number; definition: Definition },
  { by, at }: Maker,
): Promise<void> {
  const tenant = { workspaceId: team.workspaceId, teamId: team.id }
  await tx.guardrail.create({
    data: { ...tenant, id, number, createdAt: at, createdBy: by, ...columnsOf(definition) },
  })
  await insertVersion(tx, team, { id, version: 1, definition }, { by, at })
}

/** Writes a guardrail anew, if nobody else did since `version`; says whether it won. What it was is kept as a version. */
export async function updateGuardrail(
  tx: Tx,
  team: TeamKey,
  { id, version, definition }: { id: string; version: number; definition: Definition },
  maker: Maker,
): Promise<boolean> {
  const where = { workspaceId: team.workspaceId, teamId: team.id, id, version, deletedAt: null }
  const { count } = await tx.guardrail.updateMany({ where, data: { ...columnsOf(definition), version: version + 1 } })
  if (count === 1) await insertVersion(tx, team, { id, version: version + 1, definition }, maker)
  return count === 1
}

async function insertVersion(
  tx: Tx,
  team: TeamKey,
  { id, version, definition }: { id: string; version: number; definition: Definition },
  { by, at }: Maker,
): Promise<void> {
  await tx.guardrailVersion.create({
    data: {
      workspaceId: team.workspaceId,
      teamId: team.id,
      guardrailId: id,
      version,
      definition: JSON.parse(JSON.stringify(definition)),
      madeBy: by,
      madeAt: at,
    },
  })
}

/** Pauses a guardrail or lets it go on; says whether that changed anything. */
export async function setGuardrailPaused(tx: Tx, team: TeamKey, id: string, paused: Maker | null): Promise<boolean> {
  const { count } = await tx.guardrail.updateMany({
    where: {
      workspaceId: team.workspaceId,
      teamId: team.id,
      id,
      deletedAt: null,
      pausedAt: paused ? null : { not: null },
    },
    data: { pausedAt: paused?.at ?? null, pausedBy: paused?.by ?? null },
  })
  return count === 1
}

/** Takes a guardrail away; its story stays readable. Says whether it was still there. */
export async function deleteGuardrail(tx: Tx, team: TeamKey, id: string, at: Date): Promise<boolean> {
  const where = { workspaceId: team.workspaceId, teamId: team.id, id, deletedAt: null }
  const { count } = await tx.guardrail.updateMany({ where, data: { deletedAt: at } })
  return count === 1
}

/** The guardrail of an id, also one that was deleted; null where there is none. */
export async function findGuardrail(db: Tx, team: TeamKey, id: string): Promise<Guardrail | null> {
  const key = { workspaceId: team.workspaceId, teamId: team.id, id }
  const row = await db.guardrail.findUnique({ where: { workspaceId_teamId_id: key } })
  return row && toGuardrail(row)
}

/** Whether a guardrail was taken away. */
export async function isDeleted(db: Tx, team: TeamKey, id: string): Promise<boolean> {
  const where = { workspaceId: team.workspaceId, teamId: team.id, id, deletedAt: { not: null } }
  return (await db.guardrail.count({ where })) > 0
}

/** The guardrail of a number (G-4), or null. */
export async function findGuardrailByNumber(db: Tx, team: TeamKey, number: number): Promise<Guardrail | null> {
  const where = { workspaceId: team.workspaceId, teamId: team.id, number, deletedAt: null }
  const row = await db.guardrail.findFirst({ where })
  return row && toGuardrail(row)
}

/** The guardrails of a team by their numbers; paused ones too, deleted ones not. */
export async function listGuardrails(db: Tx, team: TeamKey): Promise<Guardrail[]> {
  const rows = await db.guardrail.findMany({
    where: { workspaceId: team.workspaceId, teamId: team.id, deletedAt: null },
    orderBy: { number: 'asc' },
  })
  return rows.map(toGuardrail)
}

/** The team of a guardrail, by the guardrail's id alone within its workspace; null where there is none. */
export async function findTeamIdOfGuardrail(db: Tx, workspaceId: string, id: string): Promise<string | null> {
  const row = await db.guardrail.findFirst({ where: { workspaceId, id }, select: { teamId: true } })
  return row?.teamId ?? null
}

/** A row of the table as plain SQL reads it. */
export type GuardrailRow = { [K in keyof Row]: Row[K] extends Prisma.Decimal | null ? string | null : Row[K] }

/** Reads a row of the table as a guardrail. */
export function toGuardrail(row: Row | GuardrailRow): Guardrail {
  return {
    id: row.id,
    number: row.number,
    name: row.name,
    scope: scopeOf(row),
    kind: Kind.parse(row.kind),
    metric: Metric.parse(row.metric),
    windowDays: row.windowDays,
    maturityDays: row.maturityDays,
    warn: { low: amountOf(row.warnLow), high: amountOf(row.warnHigh) },
    breach: { low: amountOf(row.breachLow), high: amountOf(row.breachHigh) },
    recover: { low: amountOf(row.recoverLow), high: amountOf(row.recoverHigh) },
    minSpend: amountOf(row.minSpend),
    minResults: amountOf(row.minResults),
    sure: row.sure,
    fireAfter: row.fireAfter,
    resolveAfter: row.resolveAfter,
    noData: NoData.parse(row.noData),
    severity: Severity.parse(row.severity),
    ownerUserId: row.ownerUserId,
    approverUserId: row.approverUserId,
    runbook: row.runbook,
    remindHours: row.remindHours,
    quiet: row.quietFrom !== null && row.quietTo !== null ? { from: row.quietFrom, to: row.quietTo } : null,
    conversationId: row.conversationId,
    dependsOn: row.dependsOn,
    version: row.version,
    pausedAt: row.pausedAt,
    pausedBy: row.pausedBy,
    createdAt: row.createdAt,
    createdBy: row.createdBy,
  }
}

function amountOf(amount: Prisma.Decimal | string | null): number | null {
  return amount === null ? null : Number(amount)
}

function scopeOf({ level, channelId, campaign }: Pick<Row, 'level' | 'channelId' | 'campaign'>): Scope {
  if (level === 'channel') return { level, channelId }
  return level === 'campaign' ? { level, campaign } : { level: 'team' }
}

function columnsOf(definition: Definition) {
  const { scope, warn, breach, recover, quiet, ...own } = definition
  return {
    name: own.name,
    level: scope.level,
    channelId: scope.level === 'channel' ? scope.channelId : '',
    campaign: scope.level === 'campaign' ? scope.campaign : '',
    kind: own.kind,
    metric: own.metric,
    windowDays: own.windowDays,
    maturityDays: own.maturityDays,
    warnLow: warn.low,
    warnHigh: warn.high,
    breachLow: breach.low,
    breachHigh: breach.high,
    recoverLow: recover.low,
    recoverHigh: recover.high,
    minSpend: own.minSpend,
    minResults: own.minResults,
    sure: own.sure,
    fireAfter: own.fireAfter,
    resolveAfter: own.resolveAfter,
    noData: own.noData,
    severity: own.severity,
    ownerUserId: own.ownerUserId,
    approverUserId: own.approverUserId,
    runbook: own.runbook,
    remindHours: own.remindHours,
    quietFrom: quiet?.from ?? null,
    quietTo: quiet?.to ?? null,
    conversationId: own.conversationId,
    dependsOn: own.dependsOn,
  }
}
