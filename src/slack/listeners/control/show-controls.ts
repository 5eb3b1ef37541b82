import { readControls } from '../../../flows/control/read-controls.ts'
import { teamById, teamMeant } from '../../../flows/find-team.ts'
import type { Click, Command } from '../../requests.ts'
import { controlsAnswer } from '../../views/control/controls-answer.ts'

/** `/beat controls`: how every control stands now, for this person alone. */
export async function showControlsByCommand(command: Command): Promise<void> {
  const team = await teamMeant(command.ctx, command.conversationId)
  await command.answer(controlsAnswer({ team, ...(await readControls({ ...command.ctx, team })) }))
}

/** [Controls] at home. */
export async function showControlsByClick(click: Click): Promise<void> {
  const team = await teamById(click.ctx, click.value)
  await click.answer(controlsAnswer({ team, ...(await readControls({ ...click.ctx, team })) }))
}
