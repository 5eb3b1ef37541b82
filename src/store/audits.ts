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
