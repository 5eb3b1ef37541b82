import { betaCdf } from '../../stats/beta.ts'
import { chanceCostAbove, chanceMeanAbove, costInterval, countInterval, overdispersion } from '../../stats/poisson.ts'
import { wilson } from '../../stats/proportion.ts'
import { type MetricKey, metricOf, type Sums } from '../metric.ts'
import { COUNTED, COUNTS, SHARES } from '../noise.ts'

/** A metric over a window, with what is needed to say how sure a bound on it is broken. */
export type Measure = {
  value: number | null
  numerator: number | null
  denominator: number | null
  dispersion: number | null
  /** The chance that the true value lies above a bound; null where chance has no part in it. */
  above: ((bound: number) => number) | null
  interval: { low: number; high: number } | null
}

/** Measures a metric. `weeks` are the whole weeks before the window: what its counts vary by is taken from them. */
export function measure(metric: MetricKey, sums: Sums, weeks: readonly Sums[]): Measure {
  const value = metricOf(metric).of(sums)
  const counted = COUNTED[metric]
  if (counted) return costOf(sums.spend, sums[counted], phi(weeks, counted, 'spend'))
  const share = SHARES[metric]
  if (share) return shareOf(sums[share[0]], sums[share[1]], phi(weeks, share[0], share[1]))
  const count = COUNTS[metric]
  if (count) return countOf(sums[count], phi(weeks, count, null))
  return { ...NOTHING, value, numerator: value }
}

/** What one result costs. Without a result it has no value, yet the chance that it is too dear is known. */
function costOf(spend: number | null, count: number | null, dispersion: number): Measure {
  if (spend === null || count === null || !(spend > 0)) return { ...NOTHING, numerator: spend, denominator: count }
  return {
    value: count > 0 ? spend / count : null,
    numerator: spend,
    denominator: count,
    dispersion,
    above: (bound) => chanceCostAbove(spend, count, bound, { dispersion }),
    interval: costInterval(spend, count),
  }
}

function shareOf(events: number | null, trials: number | null, dispersion: number): Measure {
  if (events === null || trials === null || !(trials > 0)) return { ...NOTHING, numerator: events, denominator: trials }
  const known = { value: events / trials, numerator: events, denominator: trials, dispersion }
  // Where events outnumber trials it is no share, such as conversions that were counted twice a click.
  if (events > trials) {
    const { low, high } = countInterval(events)
    const above = (bound: number) => chanceMeanAbove(events, bound * trials, { dispersion })
    return { ...known, above, interval: { low: low / trials, high: high / trials } }
  }
  const [a, b] = [(events + 0.5) / dispersion, (trials - events + 0.5) / dispersion]
  return { ...known, above: (bound) => 1 - betaCdf(bound, a, b), interval: wilson(events, trials) }
}

function countOf(count: number | null, dispersion: number): Measure {
  if (count === null) return NOTHING
  return {
    value: count,
    numerator: count,
    denominator: null,
    dispersion,
    above: (bound) => chanceMeanAbove(count, bound, { dispersion }),
    interval: countInterval(count),
  }
}

function phi(weeks: readonly Sums[], count: keyof Sums, exposure: keyof Sums | null): number {
  return overdispersion(
    weeks.flatMap((week) => {
      const [counted, exposed] = [week[count], exposure === null ? 1 : week[exposure]]
      return counted === null || exposed === null ? [] : [{ count: counted, exposure: exposed }]
    }),
  )
}

const NOTHING: Measure = {
  value: null,
  numerator: null,
  denominator: null,
  dispersion: null,
  above: null,
  interval: null,
}
