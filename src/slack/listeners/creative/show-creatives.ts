import { creativesNow, showCreatives } from '../../../flows/creative/show-creatives.ts'
import { teamById, teamMeant } from '../../../flows/find-team.ts'
import { type Click, type Command, pairOf } from '../../requests.ts'
import { creativesAnswer } from '../../views/creative/creatives-answer.ts'

/** `/beat creatives [channel]`: how the creatives stand, for this person alone. */
export async function showCreativesByCommand(command: Command): Promise<void> {
  const team = await teamMeant(command.ctx, command.conversationId)
  await command.answer(creativesAnswer({ team, ...(await showCreatives({ ...command.ctx, team }, command.text)) }))
}

/** [Creatives] at home, or under the numbers of a channel. */
export async function showCreativesByClick(click: Click): Promise<void> {
  const [teamId, channelId] = pairOf(click.value)
  const team = await teamById(click.ctx, teamId)
  const channel = team.channels.find(({ id }) => id === channelId) ?? null
  await click.answer(creativesAnswer({ team, ...(await creativesNow({ ...click.ctx, team }, channel)) }))
}
