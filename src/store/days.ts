/** The day (YYYY-MM-DD) in a DATE column; null stays null. */
export function dayOf(date: Date): string
export function dayOf(date: Date | null): string | null
export function dayOf(date: Date | null): string | null {
  return date?.toISOString().slice(0, 10) ?? null
}

/** A day as a DATE column takes it; null stays null. */
export function dateOf(day: string): Date
export function dateOf(day: string | null): Date | null
export function dateOf(day: string | null): Date | null {
  return day === null ? null : new Date(`${day}T00:00:00Z`)
}
