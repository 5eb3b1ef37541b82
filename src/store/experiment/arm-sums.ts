import type { Arm } from '../../domain/experiment/experiment.ts'
import { NO_SUMS, type Sums } from '../../domain/metric/metric.ts'
import type { Team } from '../../domain/team.ts'
import type { Database } from '../database.ts'

type TeamKey = Pick<Team, 'workspaceId' | 'id'>

/** What one arm added up to, day by day; days without a row of it are not there. */
export type ArmDays = { arm: string; days: { day: string; sums: Sums }[] }

/** The team's own numbers of a test: by arm, which platforms they come from, and names that two arms claim. */
export type ArmsFound = { arms: ArmDays[]; platforms: string[]; shared: string[] }

// MATERIALIZED, because PostgreSQL takes a join over six columns for a single row and would look at every day once a campaign.
const OWN = `own AS MATERIALIZED (
  SELECT source, platform, account_id, campaign_id, campaign_name FROM campaign WHERE workspace_id = $1 AND team_id = $2)`

type Named = { campaign: string; group: string; ad: string; platform: string }

/** Adds up the team's numbers for each arm whose letters a campaign, an ad set or an ad has in its name, or a campaign alone. */
export async function readArmDays(
  db: Database,
  team: TeamKey,
  arms: readonly Pick<Arm, 'key' | 'matches'>[],
  [from, to]: readonly [from: string, to: string],
  by: 'any name' | 'campaign' = 'any name',
): Promise<ArmsFound> {
  // Judged here and not in SQL: what is a letter there depends on the locale of the database.
  const claimed = (await readNames(db, team, from, to))
    .map((name) => ({
      ...name,
      arms: armsNamed(by === 'campaign' ? [name.campaign] : [name.campaign, name.group, name.ad], arms),
    }))
    .filter((name) => name.arms.length > 0)
  const days = await readDays(db, team, claimed, from, to)
  return {
    arms: arms.map(({ key }) => ({ arm: key, days: days.filter(({ arm }) => arm === key) })),
    platforms: [...new Set(claimed.map(({ platform }) => platform))].sort(),
    shared: claimed
      .filter((name) => name.arms.length > 1)
      .map(({ campaign, group, ad }) => ad || group || campaign)
      .sort((a, b) => a.localeCompare(b)),
  }
}

/** The campaigns, ad sets and ads that have one of some letters in their names, each by all its names. */
export async function readNamesWith(
  db: Database,
  team: TeamKey,
  letters: readonly string[],
  from: string,
  to: string,
): Promise<string[]> {
  if (letters.length === 0) return []
  const names = (await readNames(db, team, from, to)).map(({ campaign, group, ad }) =>
    [campaign, group, ad].filter((name) => name !== '').join(' · '),
  )
  return names.filter((name) => letters.some((each) => folded(name).includes(folded(each)))).sort()
}

/** The arms whose letters are in one of some names. */
export function armsNamed(names: readonly string[], arms: readonly Pick<Arm, 'key' | 'matches'>[]): string[] {
  const all = folded(names.join('\n'))
  return arms.filter(({ matches }) => matches !== null && all.includes(folded(matches))).map(({ key }) => key)
}

async function readNames(db: Database, team: TeamKey, from: string, to: string): Promise<Named[]> {
  const { rows } = await db.pool.query<Named>(
    `WITH ${OWN}
     SELECT DISTINCT campaign_name AS campaign, ad_group_name AS "group", ad_name AS ad, platform
     FROM fact JOIN own USING (source, platform, account_id, campaign_id)
     WHERE workspace_id = $1 AND team_id = $2 AND day BETWEEN $3::date AND $4::date`,
    [team.workspaceId, team.id, from, to],
  )
  return rows
}

type DayRow = { arm: string; day: string } & Pick<
  Sums,
  'spend' | 'impressions' | 'clicks' | 'conversions' | 'conversionsValue'
>

async function readDays(
  db: Database,
  team: TeamKey,
  claimed: readonly (Named & { arms: string[] })[],
  from: string,
  to: string,
): Promise<{ arm: string; day: string; sums: Sums }[]> {
  const sum = (column: string) => `sum(${column})::float8`
  const { rows } = await db.pool.query<DayRow>(
    `WITH ${OWN}
     SELECT arm, day::text, ${sum('spend')} AS spend, ${sum('impressions')} AS impressions, ${sum('clicks')} AS clicks,
            ${sum('conversions')} AS conversions, ${sum('conversions_value')} AS "conversionsValue"
     FROM fact JOIN own USING (source, platform, account_id, campaign_id)
       JOIN unnest($5::text[], $6::text[], $7::text[], $8::text[], $9::text[])
         AS named (arm, platform, campaign_name, ad_group_name, ad_name)
         USING (platform, campaign_name, ad_group_name, ad_name)
     WHERE workspace_id = $1 AND team_id = $2 AND day BETWEEN $3::date AND $4::date
     GROUP BY arm, day ORDER BY arm, day`,
    [
      team.workspaceId,
      team.id,
      from,
      to,
      claimed.map(({ arms }) => arms[0]),
      claimed.map(({ platform }) => platform),
      claimed.map(({ campaign }) => campaign),
      claimed.map(({ group }) => group),
      claimed.map(({ ad }) => ad),
    ],
  )
  return rows.map(({ arm, day, ...sums }) => ({ arm, day, sums: { ...NO_SUMS, ...sums } }))
}

function folded(text: string): string {
  return text.normalize('NFC').toLowerCase()
}
