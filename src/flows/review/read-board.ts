import { type Board, planBoard, weeksShown } from '../../domain/review/review.ts'
import { daysOf } from '../../domain/week.ts'
import { readFreshness, readWeeklySums } from '../../store/fact/weekly-sums.ts'
import { readChannelDays } from '../../store/guardrail/tracked-days.ts'
import type { TeamContext } from '../context.ts'
import { readCreatives } from '../creative/show-creatives.ts'
import { readPacing } from '../metric/read-pacing.ts'
import { readCrmBehind } from '../read-crm-behind.ts'
import { readFollowed } from '../read-followed.ts'

/** The numbers of a week as its review would show them now. */
export async function readBoard(ctx: TeamContext, week: string): Promise<Board> {
  const { db, team } = ctx
  const weeks = weeksShown(week)
  const from = daysOf(weeks[0] ?? week).from
  const { to } = daysOf(week)
  const [weekly, freshness, days, creatives, followed, month, crmBehind] = await Promise.all([
    readWeeklySums(db, team, from, to),
    readFreshness(db, team, from, to),
    readChannelDays(db, team, daysOf(week).from, to),
    readCreatives(ctx, to),
    readFollowed(ctx, from),
    readPacing(ctx, to),
    readCrmBehind(ctx, to),
  ])
  return planBoard(team, week, { weekly, freshness, days, creatives, month, crmBehind, ...followed })
}
