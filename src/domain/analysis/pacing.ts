import { countDays, shiftDay, weekdayOf } from '../week.ts'

// Whether a budget lasts. Weekdays are not alike, and a platform may overspend on one of them, so it is the projection that counts.

/** A budget from one day to another, what of it is spent, and through which day. Weights say what part of a week each weekday takes, Monday first. */
export type Budget = {
  from: string
  to: string
  budget: number
  through: string
  spent: number
  weekdayWeights: readonly number[]
}

/** How a budget stands: spent over what should be by now (1 is on pace), and what it comes to at this pace. */
export type Pace = { state: 'on pace' | 'warn' | 'alert'; pace: number; projection: number }

const WARN = 0.1
const ALERT = 0.2

/** Judges a budget; null before its first day, and for one of nothing. */
export function judgePace({ from, to, budget, through, spent, weekdayWeights }: Budget): Pace | null {
  const whole = weight(from, to, weekdayWeights)
  const elapsed = weight(from, through < to ? through : to, weekdayWeights)
  if (!(budget > 0 && whole > 0 && elapsed > 0)) return null
  const pace = spent / (budget * (elapsed / whole))
  const isOff = (limit: number) => pace >= 1 + limit || pace <= 1 - limit
  return { state: isOff(ALERT) ? 'alert' : isOff(WARN) ? 'warn' : 'on pace', pace, projection: pace * budget }
}

function weight(from: string, to: string, weekdayWeights: readonly number[]): number {
  const days = Math.max(0, countDays(from, to))
  return Array.from({ length: days }, (_, index) => weekdayOf(shiftDay(from, index))).reduce(
    (sum, weekday) => sum + (weekdayWeights[weekday - 1] ?? 0),
    0,
  )
}
