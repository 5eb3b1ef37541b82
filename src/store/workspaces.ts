import type { NewId } from '../lib/ids.ts'
import type { Tx } from './transaction.ts'

/** A workspace of ours and, once it is known, the Slack workspace it stands for. */
export type Workspace = { id: string; slackId: string | null; name: string; botUserId: string | null }

/** All workspaces, the oldest first. */
export async function listWorkspaces(db: Tx): Promise<Workspace[]> {
  return await db.workspace.findMany({ orderBy: { createdAt: 'asc' } })
}

/** The workspace of a Slack id, or null. */
export async function findWorkspaceBySlackId(db: Tx, slackId: string): Promise<Workspace | null> {
  return await db.workspace.findUnique({ where: { slackId } })
}

/** The Slack id of a workspace of ours; null before it was adopted. */
export async function readSlackId(db: Tx, id: string): Promise<string | null> {
  return (await db.workspace.findUnique({ where: { id } }))?.slackId ?? null
}

/** Makes a workspace; without a Slack id it waits to be adopted. */
export async function createWorkspace(
  db: Tx,
  fields: { slackId: string | null; name: string },
  newId: NewId,
  now: Date,
): Promise<Workspace> {
  return await db.workspace.create({ data: { id: newId('wsp'), createdAt: now, ...fields } })
}

/** Binds a Slack workspace to ours, or refreshes its name and bot user. */
export async function bindWorkspace(
  db: Tx,
  id: string,
  fields: { slackId: string; name: string; botUserId: string },
): Promise<Workspace> {
  return await db.workspace.update({ where: { id }, data: fields })
}
