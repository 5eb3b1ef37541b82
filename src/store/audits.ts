import { type Actor, actorName } from '../domain/team.ts'
import type { NewId } from '../lib/ids.ts'
import type { Tx } from './transaction.ts'

type Scope = { workspaceId: string; now: Date; newId: NewId; actor: Actor }

/** Writes down who did what, in the transaction of what was done. */
export async function writeAudit(
  tx: Tx,
  scope: Scope,
  entry: { teamId: string; action: string; subject: string; detail?: Record<string, unknown> },
): Promise<void> {
  const { teamId, action, subject, detail = {} } = entry
  await tx.audit.create({
    data: {
      workspaceId: scope.workspaceId,
      id: scope.newId('aud'),
      teamId,
      actor: actorName(scope.actor),
      action,
      subject,
      detail: JSON.parse(JSON.stringify(detail)),
      at: scope.now,
    },
  })
}

/** One thing that was done: by whom, when, and what was noted of it. */
export type AuditEntry = { actor: string; action: string; at: Date; detail: Record<string, unknown> }

/** The last time that one of these things was done to something; null where none of them ever was. */
export async function latestAudit(
  db: Tx,
  team: { workspaceId: string; id: string },
  subject: string,
  actions: readonly string[],
): Promise<AuditEntry | null> {
  const row = await db.audit.findFirst({
    where: { workspaceId: team.workspaceId, teamId: team.id, subject, action: { in: [...actions] } },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    select: { actor: true, action: true, at: true, detail: true },
  })
  return row && { ...row, detail: { ...(row.detail as Record<string, unknown>) } }
}

/** What was done to something when it came to a version; null where nothing is known of it. */
export async function findAuditOfVersion(
  db: Tx,
  team: { workspaceId: string; id: string },
  subject: string,
  version: number,
): Promise<AuditEntry | null> {
  const where = { workspaceId: team.workspaceId, teamId: team.id, subject }
  const row = await db.audit.findFirst({
    where: { ...where, detail: { path: ['version'], equals: version } },
    select: { actor: true, action: true, at: true, detail: true },
  })
  return row && { ...row, detail: { ...(row.detail as Record<string, unknown>) } }
}

/** When some things were done in a team since a moment, in their order. */
export async function listAudits(
  db: Tx,
  team: { workspaceId: string; id: string },
  actions: readonly string[],
  since: Date,
): Promise<AuditEntry[]> {
  const rows = await db.audit.findMany({
    where: { workspaceId: team.workspaceId, teamId: team.id, action: { in: [...actions] }, at: { gte: since } },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
    select: { actor: true, action: true, at: true, detail: true },
  })
  return rows.map((row) => ({ ...row, detail: { ...(row.detail as Record<string, unknown>) } }))
}
