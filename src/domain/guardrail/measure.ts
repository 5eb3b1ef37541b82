import { betaCdf } from '../../stats/beta.ts'
import { chanceCostAbove, chanceMeanAbove, costInterval, countInterval, overdispersion } from '../../stats/poisson.ts'
import { wilson } from '../../stats/proportion.ts'
import { type Amount, type MetricKey, metricOf, type Sums, sidesOf } from '../metric/metric.ts'
import { COUNTED, COUNTS, SHARES } from '../metric/noise.ts'

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
  const counted = COUNTED[metric]
  if (counted) {
    const { part, whole } = sidesOf(sums, 'spend', counted)
    return costOf(part, whole, phi(weeks, counted, 'spend'))
  }
  const share = SHARES[metric]
  if (share) {
    const { part, whole } = sidesOf(sums, ...share)
    return shareOf(part, whole, phi(weeks, ...share))
  }
  const count = COUNTS[metric]
  if (count) return countOf(sums[count], phi(weeks, count, null))
  return decided(metric, sums)
}

/** What people decide, and prices: there chance has no part in it. */
function decided(metric: MetricKey, sums: Sums): Measure {
  const { part, whole, of } = metricOf(metric)
  return { ...NOTHING, value: of(sums), numerator: sums[part], denominator: whole === null ? null : sums[whole] }
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

function phi(weeks: readonly Sums[], count: Amount, exposure: Amount | null): number {
  return overdispersion(
    weeks.flatMap((week) => {
      const sides = exposure === null ? { part: week[count], whole: 1 } : sidesOf(week, count, exposure)
      return sides.part === null || sides.whole === null ? [] : [{ count: sides.part, exposure: sides.whole }]
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
