import type { Economics } from '../domain/metric/economics.ts'
import type { Team } from '../domain/team.ts'
import type { Prisma } from './generated/client.ts'
import type { Tx } from './transaction.ts'

type TeamKey = Pick<Team, 'workspaceId' | 'id'>
type Row = Prisma.TeamGetPayload<object>

/** The economics in the row of a team. */
export function toEconomics(row: Row): Economics {
  return {
    grossMargin: row.grossMargin?.toNumber() ?? null,
    monthlyRevenue: row.monthlyRevenue?.toNumber() ?? null,
    monthlyChurn: row.monthlyChurn?.toNumber() ?? null,
    otherCost: row.otherCost?.toNumber() ?? null,
    horizonMonths: row.horizonMonths,
    paybackTarget: row.paybackTarget?.toNumber() ?? null,
    paceWarn: row.paceWarn.toNumber(),
    paceAlert: row.paceAlert.toNumber(),
  }
}

/** Changes the economics of a team that nobody changed since `version`; says whether that was so. */
export async function writeEconomics(
  tx: Tx,
  { workspaceId, id }: TeamKey,
  version: number,
  economics: Economics,
): Promise<boolean> {
  const where = { workspaceId, id, version }
  const { count } = await tx.team.updateMany({ where, data: { ...economics, version: version + 1 } })
  return count === 1
}
