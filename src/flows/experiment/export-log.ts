import type { Amendment, Experiment } from '../../domain/experiment/experiment.ts'
import { LIST_ORDER } from '../../domain/experiment/list-filter.ts'
import type { Decision, Learning, Reading } from '../../domain/experiment/reading.ts'
import type { Score } from '../../domain/experiment/score.ts'
import { listAmendments } from '../../store/experiment/amendments.ts'
import { listDecisions } from '../../store/experiment/decisions.ts'
import { listExperiments } from '../../store/experiment/experiments.ts'
import { listLearnings } from '../../store/experiment/learnings.ts'
import { listReadings } from '../../store/experiment/readings.ts'
import { listScores } from '../../store/experiment/scores.ts'
import type { TeamContext } from '../context.ts'
import { findCard } from './read-experiment.ts'

/** One test with everything that was kept about it, oldest first. */
export type WholeTest = {
  experiment: Experiment
  amendments: Amendment[]
  readings: Reading[]
  decisions: Decision[]
  learning: Learning | null
  scores: Omit<Score, 'score'>[]
  /** Where its card stands, with the thread of its story; null where none was posted. */
  card: { conversationId: string; ts: string | null } | null
}

/** Everything a team's log holds, test by test in the order of their numbers. */
export async function readWholeLog(ctx: TeamContext): Promise<WholeTest[]> {
  const { db, team } = ctx
  const [experiments, learnings, decisions, scores] = await Promise.all([
    listExperiments(db.prisma, team, { states: LIST_ORDER }),
    listLearnings(db.prisma, team),
    listDecisions(db.prisma, team),
    listScores(db.prisma, team),
  ])
  const whole: WholeTest[] = []
  for (const experiment of experiments.toReversed()) {
    const isOf = ({ experimentId }: { experimentId: string }) => experimentId === experiment.id
    whole.push({
      experiment,
      amendments: await listAmendments(db.prisma, team, experiment.id),
      readings: await listReadings(db.prisma, team, experiment.id),
      decisions: decisions.filter(isOf),
      learning: learnings.find(isOf) ?? null,
      scores: scores.filter(isOf),
      card: await findCard(ctx, experiment.id),
    })
  }
  return whole
}
