import { readsItself } from '../../domain/experiment/arm-numbers.ts'
import type { Experiment, Planned } from '../../domain/experiment/experiment.ts'
import { isPlanned } from '../../domain/experiment/experiment.ts'
import { MEASURED } from '../../domain/experiment/life.ts'
import { lastDayOf } from '../../domain/experiment/progress.ts'
import type { Decision, Learning, Reading } from '../../domain/experiment/reading.ts'
import { shiftDay } from '../../domain/week.ts'
import { NotFound } from '../../lib/errors.ts'
import { findDecision } from '../../store/experiment/decisions.ts'
import { listExperiments } from '../../store/experiment/experiments.ts'
import { findReading } from '../../store/experiment/readings.ts'
import type { TeamContext } from '../context.ts'
import { movedBy } from './change-experiment.ts'
import { refuseProposed } from './decide-experiment.ts'
import { readDue } from './read-due.ts'
import { type ExperimentState, readExperiment } from './read-experiment.ts'
import { measured } from './record-reading.ts'

/** A test whose plan stands, with all that became of it. */
export type PlannedState = ExperimentState & { experiment: Planned }

/** One reading of a test, with the changes of the plan that were made before it. */
export type ReadingState = PlannedState & { reading: Reading }

/** One decision about a test, and the reading it was made on. */
export type DecisionState = PlannedState & { decision: Decision; reading: Reading | null }

/** A reading as it is shown: also later with the plan's changes of its own day. */
export async function readReading(ctx: TeamContext, experimentId: string, readingId: string): Promise<ReadingState> {
  const state = await readPlanned(ctx, experimentId)
  const reading = await findReading(ctx.db.prisma, ctx.team, readingId)
  if (reading?.experimentId !== experimentId)
    throw new NotFound('I cannot find this reading any more. `/beat result` takes a new one.')
  return { ...state, reading, amendments: state.amendments.filter(({ madeAt }) => madeAt <= reading.asOf) }
}

/** A decision as it is shown, made or still proposed. */
export async function readDecision(ctx: TeamContext, experimentId: string, decisionId: string): Promise<DecisionState> {
  const state = await readPlanned(ctx, experimentId)
  const decision = await findDecision(ctx.db.prisma, ctx.team, decisionId)
  if (decision?.experimentId !== experimentId)
    throw new NotFound('I cannot find this decision any more. Look at the card of the test.')
  const { readingId } = decision
  return {
    ...state,
    decision,
    reading: readingId === null ? null : await findReading(ctx.db.prisma, ctx.team, readingId),
  }
}

/** A learning as it is shown. */
export async function readLearning(
  ctx: TeamContext,
  experimentId: string,
): Promise<PlannedState & { learning: Learning }> {
  const state = await readPlanned(ctx, experimentId)
  if (!state.learning) throw new NotFound('This test has no learning yet. [Write learning] on its card adds one.')
  return { ...state, learning: state.learning }
}

/** What the form of a result starts from: the day its numbers probably end, and whether we can read them ourselves. */
export async function beginResult(
  ctx: TeamContext,
  experimentId: string,
): Promise<{ experiment: Planned; through: string; readsItself: boolean; before: string | null }> {
  const { experiment: found, reading, today } = await readExperiment(ctx, experimentId)
  const experiment = measured(found)
  const [yesterday, last] = [shiftDay(today, -1), lastDayOf(experiment)]
  const ended = last !== null && last < yesterday ? last : yesterday
  // What speaks is the reading of the latest day: one of a day before it would change nothing.
  const through = reading && reading.dataThrough > ended ? reading.dataThrough : ended
  const began = experiment.startsOn > through
  return {
    experiment,
    through: began ? experiment.startsOn : through,
    readsItself: readsItself(experiment.design),
    before: reading?.dataThrough ?? null,
  }
}

/** What the form of a decision starts from. */
export async function beginDecision(ctx: TeamContext, experimentId: string): Promise<PlannedState> {
  const state = await readExperiment(ctx, experimentId)
  movedBy(state.experiment, 'decide')
  refuseProposed(state.experiment, state.decision)
  return { ...state, experiment: measured(state.experiment) }
}

/** The tests a person may mean who wants to take a result, or to decide: their own first, then those that are due. */
export async function listMeant(ctx: TeamContext): Promise<(Experiment & { isDue: boolean })[]> {
  const measuredNow = await listExperiments(ctx.db.prisma, ctx.team, { states: MEASURED })
  const tests = await Promise.all(
    measuredNow.map(async (test) => ({ ...test, isDue: (await readDue(ctx, test)).isDue })),
  )
  const mine = (test: Experiment) => (ctx.actor.kind === 'person' && test.ownerUserId === ctx.actor.userId ? 0 : 1)
  return tests.sort((a, b) => mine(a) - mine(b) || Number(b.isDue) - Number(a.isDue) || b.number - a.number)
}

async function readPlanned(ctx: TeamContext, experimentId: string): Promise<PlannedState> {
  const { experiment, ...state } = await readExperiment(ctx, experimentId)
  if (!isPlanned(experiment)) throw new NotFound('This test has no plan any more, so there is nothing to show of it.')
  return { ...state, experiment }
}
