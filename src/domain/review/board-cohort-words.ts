import { cohortInWords, comeInWords } from '../analysis/cohort-words.ts'
import { stageName } from '../analysis/driver-words.ts'
import { weekNumber } from '../week.ts'
import type { Board } from './review.ts'
import { labelOf, readingInWords, valueInWords } from './review-words.ts'

/** Results by the day of the lead, and the latest week whose leads may be judged; nothing where no lead is followed. */
export function cohortLines(board: Board): string[] {
  const { cohort, currency } = board
  if (!cohort) return []
  const latest = cohort.latest
  return [
    ...cohortInWords(cohort, { spend: cohort.spend, currency }),
    ...(latest && latest.week !== board.week
      ? [
          `The latest leads that can be judged, week ${weekNumber(latest.week)}: ${stageName(latest.stage.stage)} ${comeInWords(latest.stage)}, ${labelOf(board, latest.cost)} ${valueInWords(board, latest.cost, latest.cost.value)}, ${readingInWords(board, latest.cost)}.`,
        ]
      : []),
  ]
}
