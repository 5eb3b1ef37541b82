import { countDays, monthOf, shiftDay, weekdayOf } from '../week.ts'

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

/** How far a projection may be off before that is said, and before it is an alert, as fractions of the budget. */
export type PaceLimits = { warn: number; alert: number }

export const PACE_LIMITS: PaceLimits = { warn: 0.1, alert: 0.2 }

/** How a budget stands: spent over what should be by now (1 is on pace), what it comes to at this pace, and what is left for each day to come. */
export type Pace = { state: 'on pace' | 'warn' | 'alert'; pace: number; projection: number; leftADay: number | null }

/** Google and others may spend more than a daily budget on a day; in a month they spend at most this many daily budgets. */
export const DAYS_OF_CAP = 30.4

/** Judges a budget; null before its first day, and for one of nothing. */
export function judgePace(given: Budget, limits: PaceLimits = PACE_LIMITS): Pace | null {
  const { from, to, budget, spent, weekdayWeights } = given
  const isOver = given.through >= to
  const through = isOver ? to : given.through
  const whole = weight(from, to, weekdayWeights)
  const elapsed = weight(from, through, weekdayWeights)
  if (!(budget > 0 && whole > 0 && elapsed > 0)) return null
  const pace = spent / (budget * (elapsed / whole))
  // 1.1 − 1 is a little more than a tenth: what is exactly at a limit must not hang on that.
  const off = Math.abs(pace - 1) + 1e-9
  const state = off >= limits.alert ? 'alert' : off >= limits.warn ? 'warn' : 'on pace'
  const days = countDays(through, to) - 1
  return { state, pace, projection: pace * budget, leftADay: days > 0 ? Math.max(0, budget - spent) / days : null }
}

const WEEKS_OF_WEIGHTS = 8
const LEAST_DAYS = 28
const EVEN = [1, 1, 1, 1, 1, 1, 1]

/** The days that weekday weights are taken from: the eight weeks up to a day. */
export function daysOfWeights(through: string): { from: string; to: string } {
  return { from: shiftDay(through, 1 - 7 * WEEKS_OF_WEIGHTS), to: through }
}

/** What part of a week each weekday takes, Monday first, by what was spent; null where four weeks of spend are not there. */
export function weekdayWeights(days: readonly { day: string; spend: number }[]): number[] | null {
  const total = days.reduce((sum, { spend }) => sum + spend, 0)
  if (new Set(days.map(({ day }) => day)).size < LEAST_DAYS || total <= 0) return null
  return EVEN.map((_, index) => {
    const own = days.filter(({ day }) => weekdayOf(day) === index + 1)
    return own.reduce((sum, { spend }) => sum + spend, 0) / total
  })
}

/** A month's budget of the whole team (`channelId` null) or of one channel, and how it stands. */
export type MonthPace = {
  channelId: string | null
  name: string
  from: string
  through: string
  budget: number
  spent: number
} & Pace

/** What was spent on one day in one channel; '' is no channel. Null is not reported. */
export type SpendDay = { day: string; channelId: string; spend: number | null }

type Budgeted = { channelId: string | null; name: string; budget: number }

/** How the budgets of the month stand through a day; one whose spend nobody reported is left out. */
export function monthPaces(
  budgets: readonly Budgeted[],
  days: readonly SpendDay[],
  through: string,
  limits: PaceLimits = PACE_LIMITS,
): MonthPace[] {
  const { from, to } = monthOf(through)
  const recent = daysOfWeights(through)
  const known = days.flatMap(({ spend, ...rest }) => (spend === null ? [] : [{ ...rest, spend }]))
  const weightsOf = (channelId: string | null) =>
    weekdayWeights(known.filter((each) => each.day >= recent.from && isOf(each, channelId)))
  return budgets.flatMap(({ channelId, name, budget }) => {
    const own = known.filter((each) => isOf(each, channelId) && each.day >= from && each.day <= through)
    if (own.length === 0) return []
    const spent = own.reduce((sum, { spend }) => sum + spend, 0)
    const weights = weightsOf(channelId) ?? weightsOf(null) ?? EVEN
    const pace = judgePace({ from, to, budget, through, spent, weekdayWeights: weights }, limits)
    return pace ? [{ channelId, name, from, through, budget, spent, ...pace }] : []
  })
}

function isOf(day: { channelId: string }, channelId: string | null): boolean {
  return channelId === null || day.channelId === channelId
}

function weight(from: string, to: string, weekdayWeights: readonly number[]): number {
  const days = Math.max(0, countDays(from, to))
  return Array.from({ length: days }, (_, index) => weekdayOf(shiftDay(from, index))).reduce(
    (sum, weekday) => sum + (weekdayWeights[weekday - 1] ?? 0),
    0,
  )
}
