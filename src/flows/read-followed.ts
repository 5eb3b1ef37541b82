import { type Cohorts, type Sureness, USUAL_SURENESS } from '../domain/analysis/cohort.ts'
import { readCohorts } from '../store/cohorts.ts'
import type { TeamContext } from './context.ts'

/** Leads by the day they came in from a day on, and when the team judges them. */
export async function readFollowed(
  { db, team, now }: Pick<TeamContext, 'db' | 'team' | 'now'>,
  from: string,
): Promise<{ cohorts: Cohorts | null; sureness: Sureness }> {
  return { cohorts: await readCohorts(db, team, { from, now }), sureness: USUAL_SURENESS }
}
