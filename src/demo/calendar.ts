import { countDays, shiftDay, weekdayOf } from '../domain/week.ts'

/** One day of the demo: how old it is and which week it lies in. */
export type DemoDay = {
  day: string
  /** ISO weekday, 1 = Monday. */
  weekday: number
  /** Days before the last Sunday; negative in the week that runs. */
  age: number
  /** 0 in the last complete week, −1 in the one that runs. */
  weeksAgo: number
}

/** The days of the demo, oldest first, counted from the Sunday its last complete week ends on. */
export function demoDays(lastDay: string, days: number): DemoDay[] {
  const sunday = lastSunday(lastDay)
  return Array.from({ length: days }, (_, index) => {
    const day = shiftDay(lastDay, index - days + 1)
    const age = countDays(day, sunday) - 1
    return { day, weekday: weekdayOf(day), age, weeksAgo: Math.floor(age / 7) }
  })
}

/** The Sunday on or before a day. */
export function lastSunday(day: string): string {
  return shiftDay(day, -(weekdayOf(day) % 7))
}

/** The part of a week's total that falls on a weekday, for what runs by itself: ads, clicks, leads. */
export function weekdayShare(weekday: number): number {
  return pick([0.154, 0.16, 0.16, 0.154, 0.142, 0.113, 0.117], weekday)
}

/** The part of a week's total that falls on a weekday, for what people in an office do: qualify, call, sign. */
export function officeShare(weekday: number): number {
  return pick([0.19, 0.205, 0.21, 0.205, 0.18, 0.006, 0.004], weekday)
}

function pick(shares: number[], weekday: number): number {
  return shares[weekday - 1] ?? 0
}
