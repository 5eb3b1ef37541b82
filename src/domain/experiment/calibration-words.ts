import { formatChange, formatCount, formatPercent } from '../../lib/format.ts'
import type { Calibration, Hits, ScorerCalibration } from './calibration.ts'
import { leverInWords } from './test-words.ts'

// Of fewer scorers, whoever is one of them could tell what another gave.
const SCORERS_TO_HIDE_IN = 3

/** How well a team foresees, in lines as `userId` may see them: all tests, each lever, then their own scores and the team's. */
export function calibrationInWords(
  calibration: Calibration,
  userId: string,
): { all: string; levers: string[]; scorers: string[] } {
  if (calibration.kind === 'too few') {
    const { have, need } = calibration
    const all = `${formatCount(have)} of the ${formatCount(need)} decided tests it takes. With fewer this would be chance.`
    return { all, levers: [], scorers: [] }
  }
  const { all, medianDays, byLever, byScorer } = calibration
  return {
    all: `${hitsInWords(all)}, decided after ${formatCount(medianDays)} days (median)`,
    levers: byLever.map((lever) => `${leverInWords(lever.lever)}: ${hitsInWords(lever)}`),
    scorers: [
      ...byScorer.filter((scorer) => scorer.userId === userId).map((own) => `You: ${scorerInWords(own)}`),
      ...(byScorer.length < SCORERS_TO_HIDE_IN
        ? []
        : [`The ${formatCount(byScorer.length)} who scored, together: ${foresightInWords(everybody(byScorer))}`]),
    ],
  }
}

function hitsInWords({ tests, shipped, gap }: Hits): string {
  const rate = `${formatCount(shipped)} of ${formatCount(tests)} shipped (${formatPercent(shipped / tests, { digits: 0 })})`
  if (!gap) return rate
  const lift = (value: number) => formatChange(value, { digits: 1 })
  return `${rate} · expected ${lift(gap.expected)}, got ${lift(gap.actual)}`
}

function scorerInWords({ confidence, order, ...hits }: ScorerCalibration): string {
  const foresight = foresightInWords({ confidence, order })
  return foresight === '' ? hitsInWords(hits) : `${hitsInWords(hits)} · ${foresight}`
}

type Foresight = Pick<ScorerCalibration, 'confidence' | 'order'>

function foresightInWords({ confidence, order }: Foresight): string {
  return [
    ...(confidence === null ? [] : [`confidence ${formatCount(confidence, { digits: 1 })} of 10`]),
    ...(order.pairs === 0
      ? []
      : [`put the better of two tests first in ${formatCount(order.right)} of ${formatCount(order.pairs)} pairs`]),
  ].join(' · ')
}

function everybody(scorers: readonly ScorerCalibration[]): Foresight {
  const confidences = scorers.map(({ confidence }) => confidence).filter((confidence) => confidence !== null)
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
  return {
    confidence: confidences.length === 0 ? null : sum(confidences) / confidences.length,
    order: { right: sum(scorers.map(({ order }) => order.right)), pairs: sum(scorers.map(({ order }) => order.pairs)) },
  }
}
