/** A bucket of permits for each name: so many a minute, all of them at once if need be. */
export type RateLimit = {
  /** Takes a permit; answers with the seconds to wait where there is none. */
  take(name: string): number | null
}

const MOST_NAMES = 10_000
const MINUTE_MS = 60_000

/** Makes a limit of `perMinute` for each name, in this process alone. */
export function createRateLimit(perMinute: number, now: () => Date): RateLimit {
  const buckets = new Map<string, { permits: number; at: number }>()
  return {
    take(name) {
      const at = now().getTime()
      const known = buckets.get(name)
      const gained = known ? (Math.max(0, at - known.at) / MINUTE_MS) * perMinute : perMinute
      const permits = Math.min(perMinute, (known?.permits ?? 0) + gained)
      // Asked last, forgotten last: whoever sends nonsense under many names must not fill the memory with them.
      buckets.delete(name)
      if (buckets.size >= MOST_NAMES) buckets.delete(buckets.keys().next().value ?? '')
      buckets.set(name, { permits: permits < 1 ? permits : permits - 1, at })
      return permits < 1 ? Math.ceil(((1 - permits) / perMinute) * 60) : null
    },
  }
}
