import type { Cohorts, Sureness } from '../domain/analysis/cohort.ts'
import { localDay, shiftDay } from '../domain/week.ts'
import { readCohorts } from '../store/fact/cohorts.ts'
import { readSureness } from '../store/sureness.ts'
import type { TeamContext } from './context.ts'
import { remembered } from './remembered.ts'

/** The lags are learnt from so many days; whoever asks about fewer is answered from the same reading. */
const WINDOW_DAYS = 190

/** Leads by the day they came in from a day on, and when the team judges them. */
export async function readFollowed(
  { db, team, now }: Pick<TeamContext, 'db' | 'team' | 'now'>,
  from: string,
): Promise<{ cohorts: Cohorts | null; sureness: Sureness }> {
  const window = shiftDay(localDay(now, team.zone), -WINDOW_DAYS)
  const since = from < window ? from : window
  const cohorts = await remembered({ db, team, now }, ['cohorts', since], async () => {
    return await readCohorts(db, team, { from: since, now })
  })
  return { cohorts, sureness: await readSureness(db.prisma, team) }
}
