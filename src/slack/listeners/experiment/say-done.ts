import type { TeamContext } from '../../../flows/context.ts'
import { readExperiment } from '../../../flows/experiment/read-experiment.ts'
import type { Click } from '../../requests.ts'
import { standsNow } from '../../views/experiment/card-link.ts'

/** Says how a test stands after a click on a private copy of its card, which does not change as the card itself does. */
export async function sayDone(
  { isCopy, answer }: Pick<Click, 'isCopy' | 'answer'>,
  ctx: TeamContext,
  experimentId: string,
): Promise<void> {
  if (!isCopy) return
  const { experiment } = await readExperiment(ctx, experimentId)
  await answer(standsNow(experiment))
}
