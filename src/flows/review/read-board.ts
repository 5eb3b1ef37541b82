import { type Board, type BoardNumbers, planBoard, weeksShown } from '../../domain/review/review.ts'
import { daysOf } from '../../domain/week.ts'
import { readFreshness, readWeeklySums } from '../../store/fact/weekly-sums.ts'
import { readChannelDays } from '../../store/guardrail/tracked-days.ts'
import type { TeamContext } from '../context.ts'
import { readCreatives } from '../creative/show-creatives.ts'
import { readPacing } from '../metric/read-pacing.ts'
import { readCrmBehind } from '../read-crm-behind.ts'
import { readFollowed } from '../read-followed.ts'
import { partsOf } from './work-out-parts.ts'

type Followed = Pick<BoardNumbers, 'cohorts' | 'sureness'>

/** The numbers of a week as its review would show them now; beside them each part may be missing, and the board says so. */
export async function readBoard(ctx: TeamContext, week: string, parts = partsOf(ctx, week)): Promise<Board> {
  const { db, team } = ctx
  const weeks = weeksShown(week)
  const from = daysOf(weeks[0] ?? week).from
  const { to } = daysOf(week)
  const [weekly, freshness, days, creatives, followed, month, crmBehind] = await Promise.all([
    readWeeklySums(db, team, from, to),
    readFreshness(db, team, from, to),
    parts.read('changed', async () => await readChannelDays(db, team, daysOf(week).from, to), new Map()),
    parts.read('creatives', async () => await readCreatives(ctx, to), { to, readings: [], best: [] }),
    parts.read<Followed>('cohorts', async () => await readFollowed(ctx, from), { cohorts: null }),
    parts.read('pace', async () => await readPacing(ctx, to), []),
    readCrmBehind(ctx, to),
  ])
  const numbers = { weekly, freshness, days, creatives, month, crmBehind, ...followed }
  const board = planBoard(team, week, numbers, parts.plan)
  return parts.missing.length === 0 ? board : { ...board, missing: parts.missing }
}
