import { whatChanged } from '../analysis/what-changed.ts'
import type { Team } from '../team.ts'
import { type CohortAsked, cohortChange } from './board-cohort.ts'
import type { Changed } from './review.ts'

/**
 * What changed from the week before, and beside it the latest change by the day of the lead. The steps of every channel are many,
 * and all of them are among the parts: they are not kept twice.
 */
export function changedIn(
  team: Team,
  latest: string | undefined,
  asked: Omit<Parameters<typeof whatChanged>[1], 'channelId'> & Pick<CohortAsked, 'read' | 'weeks'>,
): Changed {
  const { steps: _steps, ...changed } = whatChanged(team, { ...asked, channelId: null })
  const beside = latest === undefined ? [] : cohortChange(team, { ...asked, latest })
  return { ...changed, caveats: [...changed.caveats, ...beside] }
}
