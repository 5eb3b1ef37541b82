import { ideaElsewhere } from '../../../flows/experiment/try-elsewhere.ts'
import { teamOfExperiment } from '../../../flows/find-team.ts'
import { openForm } from '../../forms/open-form.ts'
import type { Click } from '../../requests.ts'
import { newIdea } from './log-experiment.ts'

/** [Try it in…] under a learning: the form of a new idea, begun with what was learnt and the first channel that lacks it. */
export async function tryElsewhere(click: Click): Promise<void> {
  const { ctx, value: experimentId } = click
  await openForm(click, 'Try it elsewhere', async () => {
    const team = await teamOfExperiment(ctx, experimentId)
    return await newIdea(ctx, team, await ideaElsewhere({ ...ctx, team }, experimentId))
  })
}
