import { handable, handOverTest } from '../../../flows/experiment/hand-over-test.ts'
import { readExperiment } from '../../../flows/experiment/read-experiment.ts'
import { teamOfExperiment } from '../../../flows/find-team.ts'
import { openForm } from '../../forms/open-form.ts'
import { textOf } from '../../kit/values.ts'
import type { Click, Next, Submission } from '../../requests.ts'
import { handTestOverForm } from '../../views/experiment/move-form.ts'
import { sayFormDone } from './say-done.ts'

/** [Hand over…] in the menu of a card asks to whom. */
export async function openHandTestOver(click: Click, experimentId: string): Promise<void> {
  const { ctx } = click
  await openForm(click, 'Hand over', async () => {
    const team = await teamOfExperiment(ctx, experimentId)
    const { experiment } = await readExperiment({ ...ctx, team }, experimentId)
    return handTestOverForm(handable(experiment))
  })
}

/** The new owner was chosen. */
export async function handTheTestOver(submission: Submission): Promise<Next> {
  const { ctx, values, metadata } = submission
  const { experimentId, version }: { experimentId: string; version: number } = JSON.parse(metadata)
  const team = await teamOfExperiment(ctx, experimentId)
  const text = (id: string) => textOf(values, id) ?? ''
  await handOverTest({ ...ctx, team }, experimentId, { ownerUserId: text('owner'), word: text('word'), version })
  sayFormDone(submission, { ...ctx, team }, experimentId)
  return undefined
}
