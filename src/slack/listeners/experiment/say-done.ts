import type { TeamContext } from '../../../flows/context.ts'
import { readExperiment } from '../../../flows/experiment/read-experiment.ts'
import { copyOf } from '../../forms/open-form.ts'
import { postEphemeral } from '../../messenger.ts'
import type { Click, Submission } from '../../requests.ts'
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

/** The same after a form that was opened from such a copy and closes now. */
export function sayFormDone(
  { client, userId, desk, metadata }: Pick<Submission, 'client' | 'userId' | 'desk' | 'metadata'>,
  ctx: TeamContext,
  experimentId: string,
): void {
  const place = copyOf(metadata)
  if (place === null) return
  desk.later(
    readExperiment(ctx, experimentId).then(
      async ({ experiment }) => await postEphemeral(client, place, userId, standsNow(experiment)),
    ),
  )
}
