import { countDays } from '../week.ts'
import type { Experiment, State } from './experiment.ts'

/** A test as its owner sees it at home: where it is in its window, null where it has none. */
export type MyTest = {
  id: string
  number: number
  title: string
  state: State
  window: { day: number; days: number } | null
}

/** A test for its owner, on a day of the team's zone. */
export function myTest({ id, number, title, state, startsOn, endsOn }: Experiment, today: string): MyTest {
  if (startsOn === null || endsOn === null) return { id, number, title, state, window: null }
  const days = countDays(startsOn, endsOn)
  return { id, number, title, state, window: { day: Math.max(1, Math.min(days, countDays(startsOn, today))), days } }
}
