import { showCreatives } from '../../../flows/creative/show-creatives.ts'
import { teamById, teamMeant } from '../../../flows/find-team.ts'
import type { Click, Command } from '../../requests.ts'
import { creativesAnswer } from '../../views/creative/creatives-answer.ts'

/** `/beat creatives [channel]`: how the creatives stand, for this person alone. */
export async function showCreativesByCommand(command: Command): Promise<void> {
  const team = await teamMeant(command.ctx, command.conversationId)
  await command.answer(creativesAnswer({ team, ...(await showCreatives({ ...command.ctx, team }, command.text)) }))
}

/** [Creatives] at home. */
export async function showCreativesByClick(click: Click): Promise<void> {
  const team = await teamById(click.ctx, click.value)
  await click.answer(creativesAnswer({ team, ...(await showCreatives({ ...click.ctx, team }, '')) }))
}
