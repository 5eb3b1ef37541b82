import { holm } from '../../stats/multiplicity.ts'
import { normalSurvival } from '../../stats/normal.ts'
import { countsApart } from '../../stats/poisson.ts'
import { ratesApart } from '../../stats/rates.ts'
import { changeOf, type Sums } from '../metric/metric.ts'
import type { FunnelStage } from './funnel.ts'
import { lastTwo, type Periods } from './period.ts'

// The quality check: more leads that are no more pipeline are no good news, and fewer that are as much are no bad news.

/** Stages of one funnel as they are compared here. */
type Stage = Extract<FunnelStage, 'leads' | 'mqls' | 'sqls' | 'opportunities' | 'won'>
const STAGES: readonly Stage[] = ['leads', 'mqls', 'sqls', 'opportunities', 'won']

/** A stage in two periods. */
export type StageMove = { stage: Stage; before: number; after: number; change: number }

/**
 * The top of the funnel and what comes of it went apart. `lost`: less came of the leads, `gained`: more did; `at` is the step
 * where most of it happened.
 */
export type QualityFinding = {
  kind: 'lost' | 'gained'
  channelIds: string[]
  top: StageMove
  bottom: StageMove
  at: { from: Stage; to: Stage; before: number; after: number }
}

const CERTAIN = 0.05
/** A top that moved less than this has held, however sure the move is. */
const HELD = 0.03

/**
 * Checks whether quality and pipeline moved with the leads, over some channels together. It reports the deepest stage that went
 * apart from them outside its noise, with as many tests as there are stages taken into account (Holm). Null where all is in step.
 */
export function checkQuality(periods: Periods, channelIds: readonly string[]): QualityFinding | null {
  const { before, after } = lastTwo(periods, ...channelIds)
  const top = moveOf('leads', before, after)
  if (!top) return null
  const deeper = STAGES.slice(1)
    .map((stage) => moveOf(stage, before, after))
    .filter((move) => move !== null)
  const apart = deeper.map((move) => apartOf(top, move))
  const ps = holm(apart.map((each) => 2 * normalSurvival(Math.abs(each))))
  const index = deeper.findLastIndex((_, place) => (ps[place] ?? 1) < CERTAIN)
  const bottom = deeper[index]
  if (!bottom) return null
  const kind = (apart[index] ?? 0) < 0 ? 'lost' : 'gained'
  return { kind, channelIds: [...channelIds], top, bottom, at: mostLost([top, ...deeper.slice(0, index + 1)], kind) }
}

/** Whether the top of the funnel itself moved, outside its noise and by enough to speak of. */
export function hasMoved({ before, after, change }: StageMove): boolean {
  return Math.abs(change) >= HELD && Math.abs(countsApart(before, after)) >= 1.96
}

/** A stage that was reported and reached by somebody in both periods. */
function moveOf(stage: Stage, before: Sums, after: Sums): StageMove | null {
  const [was, is] = [before[stage], after[stage]]
  const change = changeOf(was, is)
  return was === null || is === null || is === 0 || change === null ? null : { stage, before: was, after: is, change }
}

function apartOf(top: StageMove, move: StageMove): number {
  return ratesApart([
    {
      before: { trials: top.before, events: move.before },
      after: { trials: top.after, events: move.after },
    },
  ])
}

/** The step between two stages in which most was lost, or gained. */
function mostLost(moves: readonly StageMove[], kind: QualityFinding['kind']): QualityFinding['at'] {
  const steps = moves.slice(1).map((to, index) => {
    const from = moves[index] ?? to
    const [before, after] = [to.before / from.before, to.after / from.after]
    return {
      from: from.stage,
      to: to.stage,
      before,
      after,
      moved: Math.log(after / before) * (kind === 'lost' ? -1 : 1),
    }
  })
  const { moved: _, ...most } = steps.reduce((best, step) => (step.moved > best.moved ? step : best))
  return most
}
