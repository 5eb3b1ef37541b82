import type { Band, MetricKey } from '../domain/metric/metric.ts'
import type { Team } from '../domain/team.ts'
import type { Tx } from './transaction.ts'

type TeamKey = Pick<Team, 'workspaceId' | 'id'>

/** Takes the next version of a team that nobody changed since `version`; says whether that was so. */
export async function takeTeamVersion(tx: Tx, { workspaceId, id }: TeamKey, version: number): Promise<boolean> {
  const { count } = await tx.team.updateMany({ where: { workspaceId, id, version }, data: { version: version + 1 } })
  return count === 1
}

/** Sets the target of a KPI, of the team (`channelId` null) or of a channel; null clears it. */
export async function writeTarget(
  tx: Tx,
  { workspaceId, id }: TeamKey,
  channelId: string | null,
  metric: MetricKey,
  band: Band | null,
): Promise<void> {
  const key = { workspaceId, teamId: id, channelId: channelId ?? '', metric }
  if (band === null) {
    await tx.target.deleteMany({ where: key })
    return
  }
  const where = { workspaceId_teamId_channelId_metric: key }
  await tx.target.upsert({ where, create: { ...key, ...band }, update: band })
}

/** Sets what the team, or a channel, may spend in a month; null for no budget. */
export async function writeBudget(
  tx: Tx,
  { workspaceId, id }: TeamKey,
  channelId: string | null,
  monthlyBudget: number | null,
): Promise<void> {
  if (channelId === null) await tx.team.updateMany({ where: { workspaceId, id }, data: { monthlyBudget } })
  else {
    const where = { workspaceId, teamId: id, id: channelId }
    await tx.channel.updateMany({ where, data: { monthlyBudget } })
  }
}
