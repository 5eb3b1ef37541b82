import { type Calibration, calibrate, type DecidedTest } from '../../domain/experiment/calibration.ts'
import type { Experiment } from '../../domain/experiment/experiment.ts'
import type { PastTest } from '../../domain/experiment/past-test.ts'
import { countDays, localDay } from '../../domain/week.ts'
import { listExperiments } from '../../store/experiment/experiments.ts'
import { listPastTests } from '../../store/experiment/past-tests.ts'
import { listScores, type StoredScore } from '../../store/experiment/scores.ts'
import type { TeamContext } from '../context.ts'

const LOOKED_BACK = 500

/** How well a team foresees what its tests show, over its latest decided tests. */
export async function readCalibration({ db, team }: TeamContext): Promise<Calibration> {
  const states = ['decided', 'closed'] as const
  const [{ tests: past }, experiments, scores] = await Promise.all([
    listPastTests(db, team, { states }, { from: 0, limit: LOOKED_BACK }),
    listExperiments(db.prisma, team, { states }),
    listScores(db.prisma, team),
  ])
  const byId = new Map(experiments.map((experiment) => [experiment.id, experiment]))
  return calibrate(
    past.flatMap((test) => {
      const experiment = byId.get(test.id)
      return experiment ? lookBack(experiment, test, scores, team.zone) : []
    }),
  )
}

function lookBack(
  experiment: Experiment,
  { verdict, lift, number, lever }: PastTest,
  scores: readonly StoredScore[],
  zone: string,
): DecidedTest[] {
  const { id, design, startsOn, settledAt } = experiment
  if (verdict === null || design === null || startsOn === null || settledAt === null) return []
  const given = scores.filter(({ experimentId }) => experimentId === id)
  return [
    {
      number,
      lever,
      verdict,
      expected: design.expected?.likely ?? null,
      // A cost that fell is good news.
      actual: lift && (design.metric.better === 'higher' ? lift.lift : -lift.lift),
      days: countDays(startsOn, localDay(settledAt, zone)),
      scores: given.map(({ userId, inputs }) => ({
        userId,
        impact: inputs.impact ?? null,
        confidence: inputs.confidence ?? null,
      })),
    },
  ]
}
