import { formatChange, formatMetric } from '../../lib/format.ts'
import { changeOf, type MetricKey, metricOf, type Sums } from '../metric/metric.ts'
import type { Board } from './review.ts'
import { labelOf } from './review-words.ts'

// Platforms correct their numbers afterwards. A review keeps the numbers it was decided on; where those of its week change
// materially later, that is said once, with who changed them by what.

/** What a week is judged by: what was spent, what came of it, what one of those cost. */
export type WeekNumbers = { spend: number | null; results: number | null; cost: number | null }

/** One material change of a week after its review was opened; `was` is what was last said. */
export type Restatement = {
  /** 1 is the first. */
  revision: number
  importId: string
  fileName: string
  madeBy: string
  was: WeekNumbers
  now: WeekNumbers
  at: Date
}

/** Sums of the same numbers in another order differ by less than this part of them. */
const SAME = 1e-9
const KEYS = ['cost', 'spend', 'results'] as const

/** The numbers of a week by the KPIs that its review was opened with. */
export function weekNumbers(board: Board, sums: Sums): WeekNumbers {
  return {
    spend: sums.spend,
    results: metricOf(board.results).of(sums),
    cost: metricOf(board.headline.metric).of(sums),
  }
}

/** The numbers a review was decided on; one that its board does not hold is taken from `before`, which are those of the last import. */
export function decidedOn(board: Board, before: WeekNumbers): WeekNumbers {
  const row = (metric: MetricKey) => board.rows.find((each) => each.metric === metric)?.value
  const [spend = before.spend, results = before.results] = [row('spend'), row(board.results)]
  return { spend, results, cost: board.headline.value }
}

/** Whether numbers that an import took from `before` to `now` have moved from what was last said by more than a part of it. */
export function isRestated(said: WeekNumbers, before: WeekNumbers, now: WeekNumbers, material: number): boolean {
  return KEYS.some((key) => moved(said[key], now[key], material) && moved(before[key], now[key], SAME))
}

/** What changed in words, the cost first: `CAC €1,250 → €1,180 (−6 %), customers 320 → 339 (+6 %)`. */
export function restatedInWords(board: Board, was: WeekNumbers, now: WeekNumbers): string {
  const metrics: Record<keyof WeekNumbers, MetricKey> = {
    cost: board.headline.metric,
    spend: 'spend',
    results: board.results,
  }
  return KEYS.filter((key) => moved(was[key], now[key], SAME))
    .map((key) => {
      const metric = metrics[key]
      const [before, after] = [was[key], now[key]].map((each) =>
        formatMetric(each, metricOf(metric).unit, board.currency),
      )
      const change = changeOf(was[key], now[key])
      const by = change === null ? '' : ` (${formatChange(change)})`
      return `${labelOf(board, { metric })} ${before} → ${after}${by}`
    })
    .join(', ')
}

/** A number that was not reported and now is has moved, and so has one from or to zero. */
function moved(from: number | null, to: number | null, part: number): boolean {
  if (from === null || to === null) return from !== to
  return Math.abs(to - from) > (part + SAME) * Math.abs(from)
}
