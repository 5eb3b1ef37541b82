import { ideaElsewhere } from '../../../flows/experiment/try-elsewhere.ts'
import { teamOfExperiment } from '../../../flows/find-team.ts'
import { openForm } from '../../forms/open-form.ts'
import type { Click } from '../../requests.ts'
import { newIdea } from './log-experiment.ts'

/** [Try it in…] under a learning: the form of a new idea, begun with what was learnt and the channel that was chosen. */
export async function tryElsewhere(click: Click): Promise<void> {
  const { ctx, value } = click
  // The button of a card, and those of earlier versions, name no channel.
  const [experimentId = '', channelId = null] = value.split(':')
  await openForm(click, 'Try it elsewhere', async () => {
    const team = await teamOfExperiment(ctx, experimentId)
    const { idea, untried } = await ideaElsewhere({ ...ctx, team }, experimentId, channelId)
    return await newIdea(ctx, team, idea, { untried })
  })
}
