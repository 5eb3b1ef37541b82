import type { ChannelRule, Team } from '../domain/team.ts'
import type { Tx } from './transaction.ts'

/** Gives every campaign of a team to the channel of the first rule that matches it; '' where none does. */
export async function assignCampaigns(tx: Tx, team: Pick<Team, 'workspaceId' | 'id' | 'channels'>): Promise<void> {
  const rules = team.channels.flatMap((channel) => channel.rules.map((rule) => ({ channelId: channel.id, ...rule })))
  const cases = rules.map((rule, index) => `WHEN ${condition(rule, 3 + 2 * index)} THEN $${4 + 2 * index}`).join(' ')
  const values = rules.flatMap((rule) => [rule.contains, rule.channelId])
  const channel = rules.length > 0 ? `CASE ${cases} ELSE '' END` : `''`
  await tx.$executeRawUnsafe(
    `UPDATE campaign SET channel_id = ${channel} WHERE workspace_id = $1 AND team_id = $2 AND channel_id <> ${channel}`,
    team.workspaceId,
    team.id,
    ...values,
  )
}

function condition(rule: ChannelRule, parameter: number): string {
  const column = rule.field === 'platform' ? 'platform' : 'campaign_name'
  // Platforms are written Google Ads, google_ads and google-ads: letters and digits decide.
  return rule.field === 'platform'
    ? `position(regexp_replace(lower($${parameter}), '[^[:alnum:]]', '', 'g') in regexp_replace(lower(${column}), '[^[:alnum:]]', '', 'g')) > 0`
    : `position(lower($${parameter}) in lower(${column})) > 0`
}

/** The channel the rules of a team give to a campaign, or null: the same judgement as `assignCampaigns`, for previews. */
export function channelOf(team: Pick<Team, 'channels'>, platform: string, campaign: string): string | null {
  const letters = (value: string) => value.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
  for (const channel of team.channels) {
    for (const { field, contains } of channel.rules) {
      const matches =
        field === 'platform'
          ? letters(platform).includes(letters(contains))
          : campaign.toLowerCase().includes(contains.toLowerCase())
      if (matches) return channel.id
    }
  }
  return null
}
