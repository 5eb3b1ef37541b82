import type { ControlLine } from '../control/control.ts'
import type { Economics } from '../metric/economics.ts'
import { bothMedia, isMedia, type MediaSums, plus } from '../metric/media-sums.ts'
import { type MetricKey, metricOf, NO_SUMS, type Sums } from '../metric/metric.ts'
import { countDays, shiftDay } from '../week.ts'
import type { Past } from './past.ts'

/**
 * The numbers of one scope, day by day. `media` and `crm` are the last days that are complete with every platform, and with the
 * CRM: a day that is not over, or that one platform has not reported yet, is never judged as if it were whole.
 */
export type Series = {
  from: string
  /** One entry a day from `from` on; null where nothing was reported of the day. */
  days: readonly (Sums | null)[]
  media: string | null
  crm: string | null
  /** The last complete day of each platform that reported of the scope lately. */
  platforms: readonly { platform: string; lastDay: string }[]
  currency: string
  /** The budget of the month of this scope; null where none is set. */
  budget: number | null
  /** What the team has told of its economics, as of now. */
  economics: Economics
  /** What the controls of the team say today; null where they were not read. */
  evidence: readonly ControlLine[] | null
  /** How things were before; only where the past is played. */
  past?: Past
}

/** The last day that is complete in all that a metric is made of; null where there is none. */
export function completeThrough(
  { media, crm }: Pick<Series, 'media' | 'crm'>,
  metric: MetricKey | null,
): string | null {
  if (metric === null) return media
  const { part, whole } = metricOf(metric)
  const needed = [part, whole].map((amount) => (amount === null ? '' : isMedia(amount) ? media : crm))
  if (needed.includes(null)) return null
  return needed.reduce((least, each) => (each && (!least || each < least) ? each : least), '') || null
}

// Many guardrails look at the same days of a scope, today and as of earlier days: these are added up once.
const KNOWN = new WeakMap<Series['days'], Map<string, Sums>>()

/** What the days from one to another add up to; a part that was not reported stays out instead of counting as 0. */
export function sumsBetween(series: Series, from: string, to: string): Sums {
  const known = KNOWN.get(series.days) ?? new Map<string, Sums>()
  KNOWN.set(series.days, known)
  const key = `${from} ${to}`
  const sums = known.get(key) ?? addedUp(series, from, to)
  known.set(key, sums)
  return sums
}

/** As `addSums` does it, in one pass over many days. */
function addedUp(series: Series, from: string, to: string): Sums {
  const first = Math.max(0, countDays(series.from, from) - 1)
  const last = Math.min(series.days.length, Math.max(0, countDays(series.from, to)))
  let total: Sums = NO_SUMS
  const platforms: Record<string, MediaSums> = {}
  for (let index = first; index < last; index++) {
    const day = series.days[index]
    if (!day) continue
    total = both(total, day)
    for (const name in day.platforms) {
      const own = day.platforms[name]
      const known = platforms[name]
      if (own) platforms[name] = known ? bothMedia(known, own) : own
    }
  }
  return Object.keys(platforms).length > 0 ? { ...total, platforms } : { ...total }
}

// Written out, because a loop over the names takes several times as long, and a round adds up thousands of days.
function both(a: Sums, b: Sums): Sums {
  return {
    spend: plus(a.spend, b.spend),
    impressions: plus(a.impressions, b.impressions),
    clicks: plus(a.clicks, b.clicks),
    conversions: plus(a.conversions, b.conversions),
    conversionsValue: plus(a.conversionsValue, b.conversionsValue),
    leads: plus(a.leads, b.leads),
    mqls: plus(a.mqls, b.mqls),
    sqls: plus(a.sqls, b.sqls),
    opportunities: plus(a.opportunities, b.opportunities),
    won: plus(a.won, b.won),
    pipelineAmount: plus(a.pipelineAmount, b.pipelineAmount),
    wonAmount: plus(a.wonAmount, b.wonAmount),
  }
}

/** The sums of so many whole weeks that end before a day, the oldest first. */
export function weeksBefore(series: Series, day: string, count: number): Sums[] {
  return Array.from({ length: count }, (_, index) => {
    const from = shiftDay(day, -7 * (count - index))
    return sumsBetween(series, from, shiftDay(from, 6))
  })
}

/** The first day on which anything was reported, where the days that were read begin before it. */
export function firstDayOf(series: Series): string | null {
  const index = series.days.findIndex((sums) => sums !== null)
  return index > 0 ? shiftDay(series.from, index) : null
}
