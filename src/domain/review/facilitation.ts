import { countDays, daysOf } from '../week.ts'

/** Who leads the reviews of a team in turn, whether its digest is shown in the channel, and where else it is shown. */
export type ReviewSettings = { facilitators: string[]; broadcast: boolean; mirrorId: string | null }

/** People who lead in turn are few enough to remember. */
export const MOST_FACILITATORS = 10

const FIRST_MONDAY = '2020-01-06'

/**
 * Who leads the review of a week: each in turn, by the count of weeks, so that a skipped week skips a turn; whoever is not there
 * gives way to the next one. The lead where nobody was named, or nobody of them is there.
 */
export function facilitatorOf(
  facilitators: readonly string[],
  week: string,
  leadUserId: string | null,
  isThere: (userId: string) => boolean = () => true,
): string | null {
  const weeks = Math.round((countDays(FIRST_MONDAY, daysOf(week).from) - 1) / 7)
  const turn = ((weeks % facilitators.length) + facilitators.length) % facilitators.length
  const inTurn = [...facilitators.slice(turn), ...facilitators.slice(0, turn)]
  return inTurn.find(isThere) ?? leadUserId
}
