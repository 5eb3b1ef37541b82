import { z } from 'zod'
import { ACTION_STATES, type Action, type ActionState, PRIORITIES } from '../domain/action/action.ts'
import type { Team } from '../domain/team.ts'
import { dateOf, dayOf } from './days.ts'
import type { Prisma } from './generated/client.ts'
import type { Tx } from './transaction.ts'

type TeamKey = Pick<Team, 'workspaceId' | 'id'>
type Row = Prisma.ActionGetPayload<Record<string, never>>

const Origin = z.object({
  kind: z.string(),
  subject: z.string().nullable(),
  words: z.string(),
  permalink: z.string().nullable(),
})

/** The next number of a team's actions; its row stays locked until the transaction ends, so that none is given twice. */
export async function nextActionNumber(tx: Tx, team: TeamKey): Promise<number> {
  const { lastAction } = await tx.team.update({
    where: { workspaceId_id: { workspaceId: team.workspaceId, id: team.id } },
    data: { lastAction: { increment: 1 } },
    select: { lastAction: true },
  })
  return lastAction
}

/** Lets one at a time add to a team's actions or choose its focus, until the transaction ends. */
export async function lockActions(tx: Tx, team: TeamKey): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`actions of ${team.id}`}, 0))`
}

/** Adds an action. */
export async function insertAction(tx: Tx, team: TeamKey, action: Action): Promise<void> {
  const { id, number, createdAt, createdBy, version, firstDueOn, origin } = action
  const fixed = { id, number, createdAt, createdBy, version, firstDueOn: dateOf(firstDueOn), origin }
  await tx.action.create({
    data: { workspaceId: team.workspaceId, teamId: team.id, ...fixed, ...columnsOf(action) },
  })
}

/** Writes an action anew, if nobody else did since `action.version`; says whether it won. The version grows by one. */
export async function updateAction(tx: Tx, team: TeamKey, action: Action): Promise<boolean> {
  const { count } = await tx.action.updateMany({
    where: { workspaceId: team.workspaceId, teamId: team.id, id: action.id, version: action.version },
    data: { ...columnsOf(action), version: { increment: 1 } },
  })
  return count === 1
}

/** The action of an id, or null. */
export async function findAction(db: Tx, team: TeamKey, id: string): Promise<Action | null> {
  const key = { workspaceId: team.workspaceId, teamId: team.id, id }
  const row = await db.action.findUnique({ where: { workspaceId_teamId_id: key } })
  return row && toAction(row)
}

/** The action of a number, or null. */
export async function findActionByNumber(db: Tx, team: TeamKey, number: number): Promise<Action | null> {
  const key = { workspaceId: team.workspaceId, teamId: team.id, number }
  const row = await db.action.findUnique({ where: { workspaceId_teamId_number: key } })
  return row && toAction(row)
}

/** The team of an action, by the action's id alone within its workspace; null where there is none. */
export async function findTeamIdOfAction(db: Tx, workspaceId: string, id: string): Promise<string | null> {
  const row = await db.action.findFirst({ where: { workspaceId, id }, select: { teamId: true } })
  return row?.teamId ?? null
}

/** The actions of a team: the open ones by their day, then the others, the latest first. */
export async function listActions(
  db: Tx,
  team: TeamKey,
  filter: { state?: ActionState; ownerUserId?: string; focus?: boolean; nudgedOn?: string; settledSince?: Date } = {},
): Promise<Action[]> {
  const { settledSince, nudgedOn, ...own } = filter
  const rows = await db.action.findMany({
    where: {
      workspaceId: team.workspaceId,
      teamId: team.id,
      ...own,
      ...(nudgedOn !== undefined && { nudgedOn: dateOf(nudgedOn) }),
      ...(settledSince && { OR: [{ state: 'open' }, { settledAt: { gte: settledSince } }] }),
    },
    orderBy: [{ settledAt: { sort: 'desc', nulls: 'first' } }, { dueOn: 'asc' }, { number: 'asc' }],
  })
  return rows.map(toAction)
}

/** A page of a team's actions of one state, and how many there are: the open ones with the focus first, the others by when they were settled. */
export async function pageActions(
  db: Tx,
  team: TeamKey,
  filter: { state: ActionState; ownerUserId?: string },
  { from, limit }: { from: number; limit: number },
): Promise<{ actions: Action[]; found: number }> {
  const where = { workspaceId: team.workspaceId, teamId: team.id, ...filter }
  const order: Prisma.ActionOrderByWithRelationInput[] =
    filter.state === 'open' ? [{ focus: 'desc' }, { dueOn: 'asc' }] : [{ settledAt: 'desc' }]
  const [rows, found] = await Promise.all([
    db.action.findMany({ where, orderBy: [...order, { number: 'asc' }], skip: from, take: limit }),
    db.action.count({ where }),
  ])
  return { actions: rows.map(toAction), found }
}

/** The actions that were made of one thing, by their number. */
export async function listActionsOf(
  db: Tx,
  team: TeamKey,
  { kind, subject }: { kind: string; subject: string },
): Promise<Action[]> {
  const rows = await db.action.findMany({
    where: {
      workspaceId: team.workspaceId,
      teamId: team.id,
      AND: [{ origin: { path: ['kind'], equals: kind } }, { origin: { path: ['subject'], equals: subject } }],
    },
    orderBy: { number: 'asc' },
  })
  return rows.map(toAction)
}

/** The open actions that were due before a day and whose owner has not been told so. */
export async function listUntoldOverdue(db: Tx, team: TeamKey, today: string): Promise<Action[]> {
  const rows = await db.action.findMany({
    where: {
      workspaceId: team.workspaceId,
      teamId: team.id,
      state: 'open',
      dueOn: { lt: dateOf(today) },
      nudgedOn: null,
    },
    orderBy: [{ ownerUserId: 'asc' }, { dueOn: 'asc' }],
  })
  return rows.map(toAction)
}

/** Notes that the owner of these actions is told today that they are overdue; says for how many nobody had noted it before. */
export async function markNudged(tx: Tx, team: TeamKey, ids: readonly string[], today: string): Promise<number> {
  const { count } = await tx.action.updateMany({
    where: { workspaceId: team.workspaceId, teamId: team.id, id: { in: [...ids] }, state: 'open', nudgedOn: null },
    data: { nudgedOn: dateOf(today) },
  })
  return count
}

function toAction(row: Row): Action {
  const { workspaceId: _, teamId: __, ...own } = row
  return {
    ...own,
    dueOn: dayOf(row.dueOn),
    firstDueOn: dayOf(row.firstDueOn),
    nudgedOn: dayOf(row.nudgedOn),
    priority: z.enum(PRIORITIES).parse(row.priority),
    state: z.enum(ACTION_STATES).parse(row.state),
    origin: Origin.parse(row.origin),
  }
}

function columnsOf(action: Action) {
  const { what, ownerUserId, priority, focus, state, reason, settledAt, settledBy } = action
  const days = { dueOn: dateOf(action.dueOn), nudgedOn: dateOf(action.nudgedOn) }
  return { what, ownerUserId, priority, focus, state, reason, settledAt, settledBy, ...days }
}
