import { z } from 'zod'
import type { Decision, Recommendation } from '../../domain/experiment/reading.ts'
import { VERDICTS } from '../../domain/experiment/rule.ts'
import type { Team } from '../../domain/team.ts'
import type { Prisma } from '../generated/client.ts'
import type { Tx } from '../transaction.ts'

type TeamKey = Pick<Team, 'workspaceId' | 'id'>
type Row = Prisma.DecisionGetPayload<Record<string, never>>

/** A decision with the test it is about. */
export type StoredDecision = Decision & { experimentId: string }

const STATE = z.enum(['proposed', 'made', 'declined'])

/** The next number of a team's decisions; its row stays locked until the transaction ends, so that none is given twice. */
export async function nextDecisionNumber(tx: Tx, team: TeamKey): Promise<number> {
  const { lastDecision } = await tx.team.update({
    where: { workspaceId_id: { workspaceId: team.workspaceId, id: team.id } },
    data: { lastDecision: { increment: 1 } },
    select: { lastDecision: true },
  })
  return lastDecision
}

/** Adds a decision, made or proposed. */
export async function insertDecision(tx: Tx, team: TeamKey, decision: StoredDecision): Promise<void> {
  const { recommendation, ...own } = decision
  await tx.decision.create({
    data: {
      workspaceId: team.workspaceId,
      teamId: team.id,
      ...own,
      recommendation: JSON.parse(JSON.stringify(recommendation)),
    },
  })
}

/** Settles a proposed decision by the word of a second person; says whether it was still open. */
export async function settleDecision(
  tx: Tx,
  team: TeamKey,
  id: string,
  word: { state: 'made' | 'declined'; by: string; at: Date },
): Promise<boolean> {
  const { count } = await tx.decision.updateMany({
    where: { workspaceId: team.workspaceId, teamId: team.id, id, state: 'proposed' },
    data: { state: word.state, secondBy: word.by, secondAt: word.at },
  })
  return count === 1
}

/** The decision of an id, or null. */
export async function findDecision(db: Tx, team: TeamKey, id: string): Promise<StoredDecision | null> {
  const key = { workspaceId: team.workspaceId, teamId: team.id, id }
  const row = await db.decision.findUnique({ where: { workspaceId_teamId_id: key } })
  return row && toDecision(row)
}

/** The team of a decision, by the decision's id alone within its workspace; null where there is none. */
export async function findTeamIdOfDecision(db: Tx, workspaceId: string, id: string): Promise<string | null> {
  const row = await db.decision.findFirst({ where: { workspaceId, id }, select: { teamId: true } })
  return row?.teamId ?? null
}

/** The last decision about a test, in whatever state; null where there is none. */
export async function latestDecision(db: Tx, team: TeamKey, experimentId: string): Promise<StoredDecision | null> {
  const row = await db.decision.findFirst({
    where: { workspaceId: team.workspaceId, teamId: team.id, experimentId },
    orderBy: { number: 'desc' },
  })
  return row && toDecision(row)
}

/** The decisions of a team in their order: about one test, or in one state, or all. */
export async function listDecisions(
  db: Tx,
  team: TeamKey,
  filter: { experimentId?: string; state?: Decision['state'] } = {},
): Promise<StoredDecision[]> {
  const rows = await db.decision.findMany({
    where: { workspaceId: team.workspaceId, teamId: team.id, ...filter },
    orderBy: { number: 'asc' },
  })
  return rows.map(toDecision)
}

function toDecision(row: Row): StoredDecision {
  return {
    id: row.id,
    number: row.number,
    experimentId: row.experimentId,
    readingId: row.readingId,
    state: STATE.parse(row.state),
    verdict: z.enum(VERDICTS).parse(row.verdict),
    arm: row.arm,
    rationale: row.rationale,
    // Written by `insertDecision` from a Recommendation and by nothing else.
    recommendation: row.recommendation as unknown as Recommendation,
    followed: row.followed,
    madeBy: row.madeBy,
    madeAt: row.madeAt,
    secondBy: row.secondBy,
    secondAt: row.secondAt,
  }
}
