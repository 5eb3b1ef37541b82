import { type cohortReader, type LateStage, stageOf } from '../analysis/cohort.ts'
import { behindAt, type CrmBehind, withoutBehind } from '../metric/crm-reach.ts'
import { type Amount, addSums, NO_SUMS, type Sums, sidesOf } from '../metric/metric.ts'
import type { WeeklySums } from '../review/review.ts'
import { daysOf } from '../week.ts'

// Controls act on what has come: a week whose results are still landing, or whose CRM has not brought them yet, looks dear
// whatever the channel does.

/** A week of which something can be said: what its spend brought, how much of what will come has come, and what it comes to. */
export type MaturedWeek = { week: string; spend: number; results: number; maturity: number; expected: number }

/** What tells which weeks are mature; `read` is null where no lead is followed. */
export type Landed = { behind: readonly CrmBehind[]; read: ReturnType<typeof cohortReader> | null }

const LATE: Partial<Record<Amount, LateStage>> = { won: 'won', sqls: 'sqls' }

/**
 * The weeks of one channel, or of all together (null), that can be judged, oldest first: by the leads of the week where they are
 * followed and mature, else by what was counted in it.
 */
export function maturedWeeks(
  weekly: WeeklySums,
  amount: Amount,
  channelId: string | null,
  { behind, read }: Landed,
): MaturedWeek[] {
  const own = weekly.filter((each) => channelId === null || each.channelId === channelId)
  const weeks = [...new Set(own.map(({ week }) => week))].sort()
  const late = LATE[amount]
  return weeks.flatMap((week): MaturedWeek[] => {
    const days = daysOf(week)
    const sums = withoutBehind(
      addSums(own.filter((each) => each.week === week).map((each) => each.sums)),
      behindAt(behind, days.to),
    )
    // A platform that counts no conversions is no money for them either.
    const { part: spend, whole: results } = sidesOf(sums, 'spend', amount)
    if (spend === null) return []
    const stage = late && read ? stageOf(read({ ...days, channelId }), late) : null
    if (stage) {
      const { state, observed, maturity, nowcast: expected } = stage
      return state === 'mature' ? [{ week, spend, results: observed, maturity, expected }] : []
    }
    // Without leads of its own a week is as far as that of the whole team.
    const whole = late && read ? stageOf(read({ ...days, channelId: null }), late) : null
    if (results === null || whole?.state === 'provisional') return []
    return [{ week, spend, results, maturity: 1, expected: results }]
  })
}

/** What a week's results are judged by: as much of its spend as what has come of them is worth. */
export function landedSums(amount: Amount, { spend, results, maturity }: MaturedWeek): Sums {
  return { ...NO_SUMS, spend: spend * maturity, [amount]: results }
}
