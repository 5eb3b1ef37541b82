import { formatChange, formatCount, formatPercent } from '../../lib/format.ts'
import type { Calibration, Hits, ScorerCalibration } from './calibration.ts'
import { leverInWords } from './test-words.ts'

/** How well a team foresees, in lines: all tests, then each lever, then each scorer (named by id, as a mention). */
export function calibrationInWords(calibration: Calibration): { all: string; levers: string[]; scorers: string[] } {
  if (calibration.kind === 'too few') {
    const { have, need } = calibration
    const all = `${formatCount(have)} of the ${formatCount(need)} decided tests it takes. With fewer this would be chance.`
    return { all, levers: [], scorers: [] }
  }
  const { all, medianDays, byLever, byScorer } = calibration
  return {
    all: `${hitsInWords(all)}, decided after ${formatCount(medianDays)} days (median)`,
    levers: byLever.map((lever) => `${leverInWords(lever.lever)}: ${hitsInWords(lever)}`),
    scorers: byScorer.map((scorer) => `<@${scorer.userId}>: ${scorerInWords(scorer)}`),
  }
}

function hitsInWords({ tests, shipped, gap }: Hits): string {
  const rate = `${formatCount(shipped)} of ${formatCount(tests)} shipped (${formatPercent(shipped / tests, { digits: 0 })})`
  if (!gap) return rate
  const lift = (value: number) => formatChange(value, { digits: 1 })
  return `${rate} · expected ${lift(gap.expected)}, got ${lift(gap.actual)}`
}

function scorerInWords({ confidence, order, ...hits }: ScorerCalibration): string {
  return [
    hitsInWords(hits),
    ...(confidence === null ? [] : [`confidence ${formatCount(confidence, { digits: 1 })} of 10`]),
    ...(order.pairs === 0
      ? []
      : [`put the better of two tests first in ${formatCount(order.right)} of ${formatCount(order.pairs)} pairs`]),
  ].join(' · ')
}
