import { NO_ECONOMICS } from '../../domain/metric/economics.ts'
import { daysOfWeights, type MonthPace, monthPaces } from '../../domain/metric/pacing.ts'
import { localDay, monthOf, shiftDay } from '../../domain/week.ts'
import { readSpendDays } from '../../store/fact/daily-spend.ts'
import { readFreshness } from '../../store/fact/weekly-sums.ts'
import type { TeamContext } from '../context.ts'

/** A platform that has been silent for two weeks has been stopped, and nobody waits for it. */
const STOPPED_DAYS = 14

/**
 * How the budgets of the team and of its channels stand in the month of a day (yesterday's, where that comes first), through
 * that day or the last one that every platform has reported by then. Empty without a budget or without numbers.
 */
export async function readPacing({ db, team, now }: TeamContext, asked: string): Promise<MonthPace[]> {
  const budgets = [{ id: null, name: team.name, monthlyBudget: team.monthlyBudget }, ...team.channels].flatMap(
    ({ id, name, monthlyBudget: budget }) => (budget ? [{ channelId: id, name, budget }] : []),
  )
  if (budgets.length === 0) return []
  const day = [asked, shiftDay(localDay(now, team.zone), -1)].sort()[0] ?? asked
  const freshness = await readFreshness(db, team, shiftDay(day, 1 - STOPPED_DAYS), day)
  const through = freshness.map(({ lastDay }) => lastDay).sort()[0]
  if (through === undefined) return []
  const from = [daysOfWeights(through).from, monthOf(through).from].sort()[0] ?? through
  const { paceWarn: warn, paceAlert: alert } = team.economics ?? NO_ECONOMICS
  return monthPaces(budgets, await readSpendDays(db, team, from, through), through, { warn, alert })
}
