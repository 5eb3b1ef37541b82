/** The bounds of a target; null where that side is open. */
export type Band = { low: number | null; high: number | null }

/** Where a value lies against a band. */
export function stateOf(value: number, band: Band | null): 'above' | 'below' | 'inside' {
  if (band?.high != null && value > band.high) return 'above'
  if (band?.low != null && value < band.low) return 'below'
  return 'inside'
}

/** True if the band bounds anything. */
export function isBound(band: Band | null): band is Band {
  return band !== null && (band.low !== null || band.high !== null)
}

/** The band inside a sentence: "up to €1,400", "from 0.90 %", "from €60.00 to €65.00". */
export function bandWords(band: Band, format: (value: number) => string): string {
  if (band.low !== null && band.high !== null) return `from ${format(band.low)} to ${format(band.high)}`
  if (band.high !== null) return `up to ${format(band.high)}`
  return band.low === null ? 'without bounds' : `from ${format(band.low)}`
}

/** The band beside a picture: "target ≤ €1,400". */
export function bandLabel(band: Band, format: (value: number) => string): string {
  if (band.low !== null && band.high !== null) return `target ${format(band.low)} to ${format(band.high)}`
  if (band.high !== null) return `target ≤ ${format(band.high)}`
  return band.low === null ? '' : `target ≥ ${format(band.low)}`
}

/** The last value that is there, and its place; null when there is none. */
export function latest(values: (number | null)[], before = values.length): { index: number; value: number } | null {
  for (let index = Math.min(before, values.length) - 1; index >= 0; index -= 1) {
    const value = values[index]
    if (value != null) return { index, value }
  }
  return null
}

/** The values that are there. */
export function present(values: (number | null | undefined)[]): number[] {
  return values.filter((value) => value != null)
}
