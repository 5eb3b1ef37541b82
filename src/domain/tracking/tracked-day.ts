/** One day of a channel as its platform reports it; null means "not reported". */
export type TrackedDay = { day: string; spend: number | null; clicks: number | null; conversions: number | null }

/** A day of a channel with what the CRM counts beside it; leads are null on days the CRM says nothing of. */
export type QaDay = TrackedDay & { leads: number | null }

/** What some days add up to; null where none of them reported it. */
export function sumOf(days: readonly QaDay[], of: 'spend' | 'clicks' | 'conversions' | 'leads'): number | null
export function sumOf(days: readonly TrackedDay[], of: 'spend' | 'clicks' | 'conversions'): number | null
export function sumOf(days: readonly TrackedDay[], of: keyof QaDay & string): number | null {
  const reported = days.map((day) => (day as Record<string, unknown>)[of]).filter((value) => typeof value === 'number')
  return reported.length > 0 ? reported.reduce((sum, value) => sum + value, 0) : null
}

/** Days in their order, the earliest first. */
export function byDay<T extends { day: string }>(days: readonly T[]): T[] {
  return days.toSorted((one, other) => (one.day < other.day ? -1 : 1))
}
