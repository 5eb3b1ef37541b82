import { textOf } from '../../kit/values.ts'
import type { Next, Submission } from '../../requests.ts'
import type { Purpose } from '../../views/experiment/test-choice.ts'
import { decideFormOf } from './decide-experiment.ts'
import { resultFormOf } from './take-result.ts'

/** A test was chosen: its form takes the place of the choice. */
export async function chooseTest({ ctx, values, metadata }: Submission): Promise<Next> {
  const { purpose }: { purpose: Purpose } = JSON.parse(metadata)
  const id = textOf(values, 'test') ?? ''
  return { update: purpose === 'result' ? await resultFormOf(ctx, id) : await decideFormOf(ctx, id) }
}
