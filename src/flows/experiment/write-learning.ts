import { type Experiment, testName } from '../../domain/experiment/experiment.ts'
import type { LearningStatus } from '../../domain/experiment/reading.ts'
import { Conflict, Invalid, NotAllowed } from '../../lib/errors.ts'
import { latestDecision } from '../../store/experiment/decisions.ts'
import { findExperimentByNumber } from '../../store/experiment/experiments.ts'
import { saveLearning } from '../../store/experiment/learnings.ts'
import { type Tx, transaction } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { announce, redraw } from '../delivery/announce.ts'
import { forgetDraft, LEARNING_FORM } from '../keep-draft.ts'
import { DECISION } from './carry-out.ts'
import { changeExperiment, movedBy, needExperiment, underCard } from './change-experiment.ts'

/** The reply under the card that says what a test taught. */
export const LEARNING = 'experiment-learning'

/** What a person writes down of a test; the tests that support or contradict it are named by their numbers. */
export type Written = { sentence: string; status: LearningStatus; supports: number[]; contradicts: number[] }

const SHORTEST = 10
const LONGEST = 500

/**
 * Writes what a decided test taught, which closes it; of a closed one the learning is written better. `version` is that of the
 * test as it was seen: a learning that somebody else has written since is not written over.
 */
export async function writeLearning(
  ctx: TeamContext,
  experimentId: string,
  written: Written,
  version: number | null = null,
): Promise<Experiment> {
  const { db, team, now, actor } = ctx
  if (actor.kind !== 'person') throw new NotAllowed('A learning is written by a person.')
  return await transaction(db, async (tx) => {
    const experiment = await needExperiment(tx, ctx, experimentId)
    const state = experiment.state === 'closed' ? 'closed' : movedBy(experiment, 'learn')
    if (version !== null && version !== experiment.version) {
      throw new Conflict(
        `Somebody else wrote down what ${testName(experiment)} taught while you were writing. Your draft is kept: close this form and open it again.`,
      )
    }
    await refuseUnclear(tx, ctx, experiment, written)
    const learning = { ...written, sentence: written.sentence.trim(), writtenBy: actor.userId, writtenAt: now }
    await saveLearning(tx, team, { experimentId: experiment.id, ...learning })
    const closed = await changeExperiment(
      tx,
      ctx,
      experiment,
      { state },
      { action: 'learning written', detail: written },
    )
    const said = { kind: LEARNING, subject: experiment.id }
    await announce(tx, ctx, underCard(said))
    await redraw(tx, ctx, said)
    const decision = await latestDecision(tx, team, experiment.id)
    if (decision) await redraw(tx, ctx, { kind: DECISION, subject: experiment.id, part: decision.id })
    await forgetDraft(tx, ctx, { form: LEARNING_FORM, subject: experiment.id })
    return closed
  })
}

async function refuseUnclear(tx: Tx, { team }: TeamContext, experiment: Experiment, written: Written): Promise<void> {
  const { sentence, supports, contradicts } = written
  const fields: Record<string, string> = {}
  if (sentence.trim().length < SHORTEST) fields.sentence = 'One sentence: what do you know now that you did not before?'
  if (sentence.trim().length > LONGEST) fields.sentence = `One sentence, please: at most ${LONGEST} characters.`
  for (const [field, numbers] of Object.entries({ supports, contradicts })) {
    for (const number of numbers) {
      if (number === experiment.number) fields[field] = `${testName(experiment)} is this very test. Name others.`
      else if (!(await findExperimentByNumber(tx, team, number)))
        fields[field] = `${team.name} has no test T-${number}.`
    }
  }
  const both = supports.find((number) => contradicts.includes(number))
  if (both !== undefined) fields.contradicts = `T-${both} cannot both support and contradict it.`
  if (Object.keys(fields).length > 0) throw new Invalid(Object.values(fields).join(' '), fields)
}
