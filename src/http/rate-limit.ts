/** A bucket of permits for each name: so many a minute, all of them at once if need be. */
export type RateLimit = {
  /** Takes a permit; answers with the seconds to wait where there is none. */
  take(name: string): number | null
  /** The seconds to wait for a permit, without taking one; null where there is one. */
  wait(name: string): number | null
}

const MOST_NAMES = 10_000
const MINUTE_MS = 60_000

/** Makes a limit of `perMinute` for each name, in this process alone. */
export function createRateLimit(perMinute: number, now: () => Date): RateLimit {
  const buckets = new Map<string, { permits: number; at: number }>()
  function permitsOf(name: string, at: number): number {
    const known = buckets.get(name)
    const gained = known ? (Math.max(0, at - known.at) / MINUTE_MS) * perMinute : perMinute
    return Math.min(perMinute, (known?.permits ?? 0) + gained)
  }
  const secondsTo = (permits: number) => (permits < 1 ? Math.ceil(((1 - permits) / perMinute) * 60) : null)
  return {
    wait: (name) => secondsTo(permitsOf(name, now().getTime())),
    take(name) {
      const at = now().getTime()
      const permits = permitsOf(name, at)
      // Asked last, forgotten last: whoever sends nonsense under many names must not fill the memory with them.
      buckets.delete(name)
      if (buckets.size >= MOST_NAMES) buckets.delete(buckets.keys().next().value ?? '')
      buckets.set(name, { permits: permits < 1 ? permits : permits - 1, at })
      return secondsTo(permits)
    },
  }
}
