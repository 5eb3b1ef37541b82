import { channelFinder, type Team } from '../../domain/team.ts'
import type { Moved } from '../../domain/team-changes.ts'
import type { Tx } from '../transaction.ts'

/** Gives every campaign of a team to the channel that its rules say, '' where none does; returns how many moved where. */
export async function assignCampaigns(tx: Tx, team: Pick<Team, 'workspaceId' | 'id' | 'channels'>): Promise<Moved[]> {
  const tenant = { workspaceId: team.workspaceId, teamId: team.id }
  const find = channelFinder(team.channels)
  // Judged here and not in SQL: what is a letter there depends on the locale of the database.
  const moved = (await tx.campaign.findMany({ where: tenant }))
    .map((campaign) => ({ ...campaign, to: find(campaign.platform, campaign.campaignName) ?? '' }))
    .filter(({ channelId, to }) => channelId !== to)
  if (moved.length === 0) return []
  await tx.$executeRawUnsafe(
    `UPDATE campaign SET channel_id = moved.channel_id
     FROM unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
       AS moved (source, platform, account_id, campaign_id, channel_id)
     WHERE workspace_id = $1 AND team_id = $2 AND campaign.source = moved.source AND campaign.platform = moved.platform
       AND campaign.account_id = moved.account_id AND campaign.campaign_id = moved.campaign_id`,
    team.workspaceId,
    team.id,
    moved.map(({ source }) => source),
    moved.map(({ platform }) => platform),
    moved.map(({ accountId }) => accountId),
    moved.map(({ campaignId }) => campaignId),
    moved.map(({ to }) => to),
  )
  const counted = new Map<string, Moved>()
  for (const { channelId: from, to } of moved) {
    const key = JSON.stringify([from, to])
    counted.set(key, { from, to, campaigns: (counted.get(key)?.campaigns ?? 0) + 1 })
  }
  return [...counted.values()]
}

/** The names of all campaigns of a team, each once. */
export async function listCampaignNames(
  db: Tx,
  { workspaceId, id }: Pick<Team, 'workspaceId' | 'id'>,
): Promise<string[]> {
  const rows = await db.campaign.findMany({
    where: { workspaceId, teamId: id },
    select: { campaignName: true },
    distinct: ['campaignName'],
    orderBy: { campaignName: 'asc' },
  })
  return rows.map(({ campaignName }) => campaignName)
}
