import type { AwayStatus } from '../domain/absence/slack-status.ts'
import type { Standing } from '../domain/standing.ts'
import { NotFound } from '../lib/errors.ts'
import { findPerson, listKnown, type Person, readAwayStatuses, savePeople } from '../store/people.ts'
import { transaction } from '../store/transaction.ts'
import {
  bindWorkspace,
  createWorkspace,
  findWorkspaceBySlackId,
  listWorkspaces,
  readSlackId,
  type Workspace,
} from '../store/workspaces.ts'
import type { Context } from './context.ts'

type Base = Pick<Context, 'db' | 'now' | 'newId'>

const KNOWN_FOR_MS = 86_400_000

// Slack tells of each change; what nobody has heard of for a month was missed.
const STATUS_FOR_MS = 30 * 86_400_000

/** What Slack says of itself when a token is tried. */
export type SlackIdentity = { slackId: string; name: string; botUserId: string }

/**
 * The workspace of a Slack identity. One that the operator made before any token was set is adopted: it is the only one
 * without a Slack id, and its teams come with it.
 */
export async function adoptWorkspace({ db, now, newId }: Base, identity: SlackIdentity): Promise<Workspace> {
  return await transaction(db, async (tx) => {
    const known = await findWorkspaceBySlackId(tx, identity.slackId)
    const waiting = (await listWorkspaces(tx)).find(({ slackId }) => slackId === null)
    const { slackId, name } = identity
    const workspace = known ?? waiting ?? (await createWorkspace(tx, { slackId, name }, newId, now))
    return await bindWorkspace(tx, workspace.id, identity)
  })
}

/** The workspace an operator means: the one named by its Slack id, else the only one, else a new one that waits for its token. */
export async function workspaceMeant({ db, now, newId }: Base, slackId: string | undefined): Promise<Workspace> {
  return await transaction(db, async (tx) => {
    const all = await listWorkspaces(tx)
    if (slackId !== undefined) {
      const named = all.find((workspace) => workspace.slackId === slackId)
      return named ?? (await createWorkspace(tx, { slackId, name: slackId }, newId, now))
    }
    if (all.length > 1) {
      throw new NotFound(
        `There are ${all.length} workspaces. Say which with --workspace: ${all.map((each) => each.slackId ?? each.id).join(', ')}.`,
      )
    }
    return all[0] ?? (await createWorkspace(tx, { slackId: null, name: 'this workspace' }, newId, now))
  })
}

/** The workspace of a Slack id, or null where Drumbeat has never met it. */
export async function findWorkspace({ db }: Pick<Base, 'db'>, slackId: string): Promise<Workspace | null> {
  return await findWorkspaceBySlackId(db.prisma, slackId)
}

/** Remembers the names and zones of people. */
export async function rememberPeople(ctx: Context, people: Person[]): Promise<void> {
  await savePeople(ctx.db.prisma, ctx.workspaceId, people, ctx.now)
}

/** Whether somebody has been met in this workspace. */
export async function isKnown(ctx: Context, userId: string): Promise<boolean> {
  return (await findPerson(ctx.db.prisma, ctx.workspaceId, userId)) !== null
}

/** Of these people, those whose status in Slack says now that they are away. It is a hint: who is away says so by `/beat away`. */
export async function awayByStatus(ctx: Context, userIds: readonly string[]): Promise<Map<string, AwayStatus>> {
  const { db, now, workspaceId } = ctx
  return await readAwayStatuses(db.prisma, workspaceId, userIds, {
    at: now,
    since: new Date(now.getTime() - STATUS_FOR_MS),
  })
}

/** Of these people, the ones whose name is not known, or was learnt more than a day ago. */
export async function unknownPeople(ctx: Context, userIds: readonly string[]): Promise<string[]> {
  const since = new Date(ctx.now.getTime() - KNOWN_FOR_MS)
  const known = new Set(await listKnown(ctx.db.prisma, ctx.workspaceId, since))
  return userIds.filter((id) => id !== '' && !known.has(id))
}

/** How somebody belongs to the workspace, as far as that was looked up since an instant; null where it was not. */
export async function knownStanding(ctx: Context, userId: string, since: Date): Promise<Standing | null> {
  const person = await findPerson(ctx.db.prisma, ctx.workspaceId, userId)
  return person && person.seenAt >= since ? person.standing : null
}

/** The Slack id of the workspace of a request; null before it was adopted. */
export async function slackIdHere(ctx: Context): Promise<string | null> {
  return await readSlackId(ctx.db.prisma, ctx.workspaceId)
}

/** The zone Slack names for a person, or null. */
export async function zoneOfPerson(ctx: Context, userId: string): Promise<string | null> {
  return (await findPerson(ctx.db.prisma, ctx.workspaceId, userId))?.zone ?? null
}
