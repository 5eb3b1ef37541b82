import { formatMoney } from '../../lib/format.ts'
import { capital } from '../../lib/text.ts'
import { contributionInWords, driverInWords, type Naming, stepMovedInWords } from './driver-words.ts'
import type { ExplainedChange } from './explained-cost.ts'
import { isSameStep } from './funnel.ts'
import type { Part } from './part.ts'

// The picture of a change: bars that begin with the cost before, and whose parts end at the cost after.

/** One bar: the cost before or after, a named driver, or a part of the rest. `words` is the value as it is written beside it. */
export type Bar = { label: string; value: number; kind: 'total' | 'driver' | 'rest'; words: string; note: string }

/** A picture holds so many named drivers, and so many parts of the rest; what is beyond them, or small, is everything else. */
const MOST_DRIVERS = 6
const MOST_OF_REST = 4
/** A part of the rest is drawn by itself from this part of the whole change on. */
const DRAWN = 0.1

/** The bars of a change, in the order they are read. */
export function waterfallOf(change: ExplainedChange, naming: Naming): Bar[] {
  const { before, after, channels, drivers, left } = change
  const money = (value: number) => contributionInWords(value, after, naming.currency)
  const total = (label: string, value: number): Bar => {
    return { label, value, kind: 'total', words: formatMoney(value, naming.currency), note: '' }
  }
  const named = drivers.slice(0, MOST_DRIVERS)
  const groups = groupsOf(left).toSorted((one, other) => Math.abs(sumOf(other)) - Math.abs(sumOf(one)))
  const large = groups.filter((parts) => Math.abs(sumOf(parts)) >= DRAWN * Math.abs(after - before))
  const drawn = large.slice(0, MOST_OF_REST)
  const others = groups.filter((parts) => !drawn.includes(parts)).flat()
  const unnamed = drivers.slice(MOST_DRIVERS)
  const folded = sumOf(others) + unnamed.reduce((sum, driver) => sum + driver.contribution, 0)
  const rest = (label: string, value: number, note: string): Bar => {
    return { label, value, kind: 'rest', words: money(value), note }
  }
  return [
    total('Before', before),
    ...named.map((driver): Bar => {
      const label = capital(driverInWords(driver, naming, channels.length))
      return { label, value: driver.contribution, kind: 'driver', words: money(driver.contribution), note: '' }
    }),
    ...drawn.map((parts) => rest(labelOf(parts, change), sumOf(parts), noteOf(parts))),
    ...(others.length + unnamed.length > 0
      ? [
          rest(
            'Everything else',
            folded,
            unnamed.length > 0 ? `with ${unnamed.length} smaller drivers` : noteOf(others),
          ),
        ]
      : []),
    total('After', after),
  ]
}

/** The same step of all channels together, all shifts of budget together. */
function groupsOf(parts: readonly Part[]): Part[][] {
  const groups: Part[][] = []
  for (const part of parts) {
    const same = groups.find(([first]) => {
      if (first?.kind === 'step' && part.kind === 'step') return isSameStep(first.step, part.step)
      return first?.kind === part.kind
    })
    if (same) same.push(part)
    else groups.push([part])
  }
  return groups.filter((group) => group.some(({ contribution }) => contribution !== 0))
}

function labelOf(parts: readonly Part[], { drivers, channels }: ExplainedChange): string {
  const [first] = parts
  if (first?.kind !== 'step') return first?.kind === 'mix' ? 'Budget moved between channels' : 'Results without spend'
  const elsewhere = drivers.some((driver) => driver.kind === 'step' && isSameStep(driver.step, first.step))
  const [only] = parts.length === 1 && channels.length === 1 ? parts : []
  const place = only || !elsewhere ? '' : ' elsewhere'
  return `${capital(stepMovedInWords(first.step, sumOf(parts)))}${place}`
}

function noteOf(parts: readonly Part[]): string {
  if (parts.every(({ noise }) => noise === 'inside')) return 'within noise'
  return parts.some(({ noise }) => noise === 'unknown') ? 'too few weeks to tell' : 'small or within noise'
}

function sumOf(parts: readonly Part[]): number {
  return parts.reduce((sum, { contribution }) => sum + contribution, 0)
}
