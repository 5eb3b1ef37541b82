import { armFromDays } from '../../domain/experiment/arm-numbers.ts'
import { type Planned, testName } from '../../domain/experiment/experiment.ts'
import { lastDayOf } from '../../domain/experiment/progress.ts'
import type { ArmNumbers } from '../../domain/experiment/reading.ts'
import { Conflict } from '../../lib/errors.ts'
import { readArmDays } from '../../store/experiment/arm-sums.ts'
import { readFreshness } from '../../store/fact/weekly-sums.ts'
import type { TeamContext } from '../context.ts'

/** What the team's own numbers say of each arm, and the last day that every platform they come from has reported. */
export type CountedArms = { arms: ArmNumbers[]; reportedThrough: string }

/** Counts the arms of a running test from its start through a day; the sentence says why they cannot be told apart, or found. */
export async function countArms(
  ctx: TeamContext,
  experiment: Planned & { startsOn: string },
  through: string,
): Promise<CountedArms> {
  const { db, team } = ctx
  const { design, startsOn } = experiment
  const end = lastDayOf(experiment)
  const found = await readArmDays(db, team, design.arms, startsOn, end !== null && end < through ? end : through)
  const [shared] = found.shared
  if (shared !== undefined) {
    throw new Conflict(
      `"${shared}" belongs to two arms of ${testName(experiment)} by its name, so I cannot tell them apart. ` +
        'Amend the letters of the arms on the card of the test.',
    )
  }
  const freshness = await readFreshness(db, team, startsOn, through)
  const lastDays = found.platforms.map(
    (platform) => freshness.find((each) => each.platform === platform)?.lastDay ?? '',
  )
  const [reportedThrough] = lastDays.sort((a, b) => a.localeCompare(b))
  if (reportedThrough === undefined) {
    const letters = design.arms.map(({ matches }) => `"${matches}"`).join(', ')
    throw new Conflict(
      `No campaign, ad set or ad with ${letters} in its name has numbers since ${testName(experiment)} began. Import them, or amend the letters.`,
    )
  }
  return { arms: found.arms.map(({ arm, days }) => armFromDays(arm, design, days)), reportedThrough }
}
