import { z } from 'zod'
import type { Tx } from './transaction.ts'

/** Names a draft: whose, of which form, about what. */
export type DraftKey = { workspaceId: string; userId: string; form: string; subject: string }

const Values = z.record(z.string(), z.string())

/** Keeps what a person has typed so far. */
export async function saveDraft(db: Tx, key: DraftKey, values: Record<string, string>, now: Date): Promise<void> {
  await db.draft.upsert({
    where: { workspaceId_userId_form_subject: key },
    create: { ...key, values, updatedAt: now },
    update: { values, updatedAt: now },
  })
}

/** What a person had typed, or null. */
export async function findDraft(db: Tx, key: DraftKey): Promise<Record<string, string> | null> {
  const row = await db.draft.findUnique({ where: { workspaceId_userId_form_subject: key } })
  return row && Values.parse(row.values)
}

/** Forgets a draft that has been sent. */
export async function deleteDraft(tx: Tx, key: DraftKey): Promise<void> {
  await tx.draft.deleteMany({ where: key })
}

/** A person's drafts, the newest first. */
export async function listDrafts(
  db: Tx,
  workspaceId: string,
  userId: string,
): Promise<{ form: string; subject: string; updatedAt: Date }[]> {
  return await db.draft.findMany({
    where: { workspaceId, userId },
    orderBy: { updatedAt: 'desc' },
    select: { form: true, subject: true, updatedAt: true },
  })
}
