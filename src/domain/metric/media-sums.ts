// What ad platforms report, platform by platform. Platforms do not report the same columns: LinkedIn without clicks must not
// lower the CTR of the others, so a ratio needs to know which platforms report both of its sides.

/** What ad platforms report of a period. null means "not reported". */
export type MediaSums = {
  spend: number | null
  impressions: number | null
  clicks: number | null
  conversions: number | null
  conversionsValue: number | null
}

/** The same with its platforms, where they are known: in those, null is what a platform reports on none of the days asked for. */
export type PlatformSums = MediaSums & { platforms?: Readonly<Record<string, MediaSums>> }

const MEDIA = ['spend', 'impressions', 'clicks', 'conversions', 'conversionsValue'] as const

/** Whether an amount is one that ad platforms report. */
export function isMedia(amount: string): amount is keyof MediaSums {
  return MEDIA.some((each) => each === amount)
}

/** Adds up what is known; null where nothing is. */
export function addUp(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0)
}

/** Two amounts together; null where neither is known. */
export function plus(a: number | null, b: number | null): number | null {
  if (b === null) return a
  return a === null ? b : a + b
}

/** What two platforms, or two days of one, report together. */
export function bothMedia(a: MediaSums, b: MediaSums): MediaSums {
  return {
    spend: plus(a.spend, b.spend),
    impressions: plus(a.impressions, b.impressions),
    clicks: plus(a.clicks, b.clicks),
    conversions: plus(a.conversions, b.conversions),
    conversionsValue: plus(a.conversionsValue, b.conversionsValue),
  }
}

/** Adds sums up by platform. Where any of them knows its platforms, one that does not counts as a platform of its own. */
export function addPlatforms(parts: readonly PlatformSums[]): Record<string, MediaSums> | null {
  if (parts.every(({ platforms }) => platforms === undefined)) return null
  const entries = parts.flatMap((part) => Object.entries(part.platforms ?? { '': part }))
  const names = [...new Set(entries.map(([name]) => name))]
  return Object.fromEntries(
    names.map((name) => [name, addMedia(entries.filter(([each]) => each === name).map(([, sums]) => sums))]),
  )
}

function addMedia(parts: readonly MediaSums[]): MediaSums {
  const of = (key: keyof MediaSums) => addUp(parts.map((part) => part[key]))
  return {
    spend: of('spend'),
    impressions: of('impressions'),
    clicks: of('clicks'),
    conversions: of('conversions'),
    conversionsValue: of('conversionsValue'),
  }
}
