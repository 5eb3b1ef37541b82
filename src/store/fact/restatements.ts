import { z } from 'zod'
import type { Restatement } from '../../domain/review/restatement.ts'
import type { Team } from '../../domain/team.ts'
import type { Prisma } from '../generated/client.ts'
import type { Tx } from '../transaction.ts'

const Amount = z.number().nullable()
const Numbers = z.object({ spend: Amount, results: Amount, cost: Amount })

/** Writes down that the numbers of a review's week have changed materially. */
export async function insertRestatement(
  tx: Tx,
  team: Pick<Team, 'workspaceId' | 'id'>,
  reviewId: string,
  restatement: Restatement,
): Promise<void> {
  await tx.restatement.create({ data: { workspaceId: team.workspaceId, teamId: team.id, reviewId, ...restatement } })
}

/** A row of the table as the domain knows it. */
export function toRestatement(row: Prisma.RestatementGetPayload<object>): Restatement {
  const { revision, importId, fileName, madeBy, was, now, at } = row
  return { revision, importId, fileName, madeBy, was: Numbers.parse(was), now: Numbers.parse(now), at }
}
