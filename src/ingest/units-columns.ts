import type { TestMetric } from '../domain/experiment/experiment.ts'
import { measureOf } from '../domain/experiment/measure.ts'
import type { MetricColumns, UnitColumns, UnitsWanted } from '../domain/experiment/units.ts'

/** Names of the column that says in which arm a unit was. */
const ARM_NAMES = /^(?:arm|armname|variant|variation|group|testgroup|segment|bucket|treatment|experimentgroup)$/
const SHORTEST_STEM = 4
const LONGEST_STEM = 6

/** A guess at the columns, and whether it needs no second look: everything is named as the test names it. */
export type Guess = { columns: UnitColumns; sure: boolean }

/** Finds the columns of a test in a file by their names, and the one of the arms by what stands in it. */
export function guessColumns(header: readonly string[], sample: readonly string[][], wanted: UnitsWanted): Guess {
  const arm = armColumn(header, sample, wanted)
  const metrics = wanted.metrics.map((metric) => metricColumns(header, metric, arm.column))
  return {
    columns: { arm: arm.column, metrics: metrics.map(({ columns }) => columns) },
    sure: arm.sure && metrics.every(({ sure }) => sure),
  }
}

/** A name as files may write it: its letters and digits alone. */
export function folded(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]/gu, '')
}

function armColumn(header: readonly string[], sample: readonly string[][], { arms }: UnitsWanted) {
  const known = new Set(arms.flatMap(({ key, name }) => [folded(key), folded(name)]))
  const columns = header.map((_, column) => column)
  const holding = columns.filter((column) => {
    const values = sample.map((row) => folded(row[column] ?? '')).filter((value) => value !== '')
    return values.length > 0 && values.every((value) => known.has(value))
  })
  const named = columns.filter((column) => ARM_NAMES.test(folded(header[column] ?? '')))
  const [best] = holding.filter((column) => named.includes(column))
  if (best !== undefined) return { column: best, sure: true }
  const [only, ...others] = holding
  if (only !== undefined) return { column: only, sure: others.length === 0 }
  // The header says what the cells deny: an arm may be written in another way, and reading it says which row it is.
  return { column: named[0] ?? null, sure: named.length === 1 }
}

function metricColumns(header: readonly string[], metric: TestMetric, arm: number | null) {
  const isRatio = metric.kind === 'ratio'
  const measure = measureOf(metric.measure)
  const [above = '', below = ''] = partsOf(metric)
  const top = isRatio ? [above, measure?.top ?? ''] : [metric.name, metric.measure, measure?.top ?? '']
  const first = findColumn(header, top, arm)
  const second = isRatio ? findColumn(header, [below, measure?.bottom ?? ''], arm) : { column: null, sure: true }
  const columns: MetricColumns = { top: first.column, bottom: second.column }
  return { columns, sure: first.sure && second.sure }
}

/** The two amounts of a ratio as its name gives them: `Spend per lead`, `spend / leads`. */
function partsOf({ name }: TestMetric): string[] {
  const parts = name.split(/\s+per\s+|\s*\/\s*/i)
  return /^cost$/i.test(parts[0]?.trim() ?? '') ? ['spend', ...parts.slice(1)] : parts
}

function findColumn(header: readonly string[], names: readonly string[], arm: number | null) {
  const columns = header.map((_, column) => column).filter((column) => column !== arm)
  const wanted = names.map((name) => singular(folded(name))).filter((name) => name !== '' && name !== 'own')
  const exact = columns.filter((column) => wanted.includes(singular(folded(header[column] ?? ''))))
  if (exact.length > 0) return { column: exact[0] ?? null, sure: exact.length === 1 }
  const stems = names.flatMap((name) => name.split(/[\s/]+/)).map((word) => singular(folded(word)))
  const alike = columns.find((column) => {
    const stem = singular(folded(header[column] ?? ''))
    return stems.some((word) => sharesStem(word, stem))
  })
  return { column: alike ?? null, sure: false }
}

/** `converted` and `conversion` begin alike; short words must be the beginning of each other. */
function sharesStem(word: string, other: string): boolean {
  const shorter = Math.min(word.length, other.length)
  if (shorter < SHORTEST_STEM) return false
  const length = Math.min(shorter, LONGEST_STEM)
  return word.slice(0, length) === other.slice(0, length)
}

function singular(name: string): string {
  return name.length > SHORTEST_STEM && name.endsWith('s') ? name.slice(0, -1) : name
}
