/** One day of a channel as its platform reports it; null means "not reported". */
export type TrackedDay = { day: string; spend: number | null; clicks: number | null; conversions: number | null }

/** A day of a channel with what the CRM counts beside it; leads are null on days the CRM says nothing of. */
export type QaDay = TrackedDay & { leads: number | null }

/** What some days add up to; null where none of them reported it. */
export function sumOf<K extends 'spend' | 'clicks' | 'conversions' | 'leads'>(
  days: readonly Readonly<Record<K, number | null>>[],
  of: K,
): number | null {
  return days.reduce<number | null>((sum, { [of]: value }) => (value === null ? sum : (sum ?? 0) + value), null)
}

/** Days in their order, the earliest first. */
export function byDay<T extends { day: string }>(days: readonly T[]): T[] {
  return days.toSorted((one, other) => (one.day < other.day ? -1 : 1))
}
