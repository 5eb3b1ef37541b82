import type { ModalView } from '@slack/types'
import { readTestNumber } from '../../../domain/experiment/experiment.ts'
import { movesFrom, refusalOfMove } from '../../../domain/experiment/life.ts'
import { LEARNING_STATUSES } from '../../../domain/experiment/reading.ts'
import type { Context } from '../../../flows/context.ts'
import { readExperiment } from '../../../flows/experiment/read-experiment.ts'
import { writeLearning } from '../../../flows/experiment/write-learning.ts'
import { teamOfExperiment } from '../../../flows/find-team.ts'
import { LEARNING_FORM, recallDraft } from '../../../flows/keep-draft.ts'
import { Conflict, Invalid } from '../../../lib/errors.ts'
import { openForm } from '../../forms/open-form.ts'
import { textOf, type Value } from '../../kit/values.ts'
import type { Click, Next, Submission } from '../../requests.ts'
import { learningForm } from '../../views/experiment/learning.ts'
import { sayFormDone } from './say-done.ts'

/** [Write learning] on the card of a decided test, or under its decision. */
export async function openLearning(click: Click): Promise<void> {
  await openForm(click, 'Learning', async () => await learningFormOf(click.ctx, click.value))
}

/** The form of a learning, with what was written or typed before. */
export async function learningFormOf(ctx: Context, experimentId: string): Promise<ModalView> {
  const team = await teamOfExperiment(ctx, experimentId)
  const { experiment, decision, learning } = await readExperiment({ ...ctx, team }, experimentId)
  if (experiment.state !== 'closed' && !movesFrom(experiment.state).includes('learn')) {
    throw new Conflict(refusalOfMove(experiment, 'learn'))
  }
  const draft = await recallDraft(ctx, { form: LEARNING_FORM, subject: experimentId })
  return learningForm({ experiment, decision, learning, draft })
}

/** The learning was sent; the test is closed with it. */
export async function saveLearning(submission: Submission): Promise<Next> {
  const { ctx, values, metadata } = submission
  const { experimentId, version }: { experimentId: string; version?: number } = JSON.parse(metadata)
  const team = await teamOfExperiment(ctx, experimentId)
  const status = LEARNING_STATUSES.find((each) => each === textOf(values, 'status')) ?? 'emerging'
  const numbers = { supports: numbersOf(values, 'supports'), contradicts: numbersOf(values, 'contradicts') }
  const written = { sentence: textOf(values, 'sentence') ?? '', status, ...numbers }
  await writeLearning({ ...ctx, team }, experimentId, written, version ?? null)
  sayFormDone(submission, { ...ctx, team }, experimentId)
  return undefined
}

function numbersOf(values: Record<string, Value>, id: string): number[] {
  const words = (textOf(values, id) ?? '').split(/[\s,;]+/).filter((word) => word !== '')
  const numbers = words.map((word) => {
    const number = readTestNumber(word)
    if (number === null) {
      const why = `"${word}" names no test. Write their numbers, as in T-7, T-18.`
      throw new Invalid(why, { [id]: why })
    }
    return number
  })
  return [...new Set(numbers)]
}
