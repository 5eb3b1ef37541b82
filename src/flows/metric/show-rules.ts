import { type RuleTakes, ruleTakes } from '../../domain/import/rule-takes.ts'
import { shiftDay } from '../../domain/week.ts'
import { readOrigins, readSpentCampaigns } from '../../store/fact/rule-reach.ts'
import { readLastDay } from '../../store/fact/weekly-sums.ts'
import type { TeamContext } from '../context.ts'

/** What the rules of a team's channels take, by the spend of the days from one to another; without numbers, null for them. */
export type Rules = RuleTakes & { days: { from: string; to: string } | null }

const DAYS = 28

/** Reads what each rule takes, by the spend of the last four weeks of numbers and all objects of the CRM. */
export async function showRules({ db, team }: TeamContext): Promise<Rules> {
  const to = await readLastDay(db, team)
  const days = to === null ? null : { from: shiftDay(to, 1 - DAYS), to }
  const [campaigns, origins] = await Promise.all([
    days ? readSpentCampaigns(db, team, days.from, days.to) : [],
    readOrigins(db, team),
  ])
  return { ...ruleTakes(team.channels, campaigns, origins), days }
}
