import { formatCompact, formatMetric, formatMoney, formatPercent, type Unit } from '../lib/format.ts'

/** An axis from `min` to `max` with a line at every multiple of `step`. */
export type Scale = { min: number; max: number; step: number }

/** The smallest axis of round numbers that holds all values with some air, in about four steps. */
export function scaleFor(values: number[], options: { fromZero?: boolean } = {}): Scale {
  const held = options.fromZero ? [...values, 0] : values
  if (held.length === 0) return { min: 0, max: 1, step: 1 }
  const low = Math.min(...held)
  const high = Math.max(...held)
  const spread = high - low || Math.abs(high) * 0.2 || 1
  const step = roundStep(spread / 3.5)
  const padLow = options.fromZero && low === 0 ? 0 : spread * 0.1
  const padHigh = options.fromZero && high === 0 ? 0 : spread * 0.1
  const min = Math.floor((low - padLow) / step) * step
  // Money and rates do not fall below nothing, and an axis that does so only looks wrong.
  return { min: low >= 0 ? Math.max(0, min) : min, max: Math.ceil((high + padHigh) / step) * step, step }
}

/** Every value of the axis that gets a line, lowest first. */
export function ticksOf({ min, max, step }: Scale): number[] {
  const count = Math.round((max - min) / step)
  return Array.from({ length: count + 1 }, (_, index) => min + index * step)
}

/** A tick in the words of its unit, as short as the step allows. */
export function formatTick(value: number, step: number, unit: Unit, currency: string): string {
  const clean = Math.abs(value) < step / 1e6 ? 0 : value
  if (unit === 'percent') return formatPercent(clean, { digits: decimalsOf(step * 100) })
  if (unit === 'ratio') return formatMetric(clean, unit, currency)
  if (Math.abs(clean) >= 10_000) return formatCompact(clean, unit === 'money' ? currency : '', { digits: 2 })
  return formatMoney(clean, unit === 'money' ? currency : '', { digits: decimalsOf(step) })
}

function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough))
  const nice = [1, 2, 2.5, 5, 10].find((candidate) => candidate * power >= rough * 0.999) ?? 10
  return nice * power
}

function decimalsOf(step: number): number {
  const places = [0, 1, 2, 3, 4, 5, 6].find((digits) => {
    const shifted = step * 10 ** digits
    return Math.abs(shifted - Math.round(shifted)) < 1e-6
  })
  return places ?? 6
}
