import type { Team } from '../../domain/team.ts'
import type { Tx } from '../transaction.ts'
import { stagingTable } from './staging.ts'

const KEY = 'source, platform, account_id, campaign_id, ad_group_id, ad_id'

/** Keeps where the ads of a staging table can be seen; the link of the latest day counts, and one that is not named stays. */
export async function mergeAdLinks(tx: Tx, team: Pick<Team, 'workspaceId' | 'id'>, importId: string): Promise<void> {
  await tx.$executeRawUnsafe(
    `INSERT INTO ad_link (workspace_id, team_id, ${KEY}, url)
     SELECT DISTINCT ON (${KEY}) $1, $2, ${KEY}, ad_link FROM ${stagingTable(importId)} WHERE ad_link IS NOT NULL
     ORDER BY ${KEY}, day DESC
     ON CONFLICT (workspace_id, team_id, ${KEY}) DO UPDATE SET url = EXCLUDED.url WHERE ad_link.url <> EXCLUDED.url`,
    team.workspaceId,
    team.id,
  )
}
