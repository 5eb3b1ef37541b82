import { formatCompact, formatMetric, type Unit } from '../lib/format.ts'

/** How the numbers of a picture read: in full up to a million, and short above, where there is no room. */
export function shortMetric(value: number | null, measure: { unit: Unit; currency: string }): string {
  const { unit, currency } = measure
  if (value === null || Math.abs(value) < 999_500 || unit === 'percent' || unit === 'ratio') {
    return formatMetric(value, unit, currency)
  }
  return formatCompact(value, unit === 'money' ? currency : '')
}
