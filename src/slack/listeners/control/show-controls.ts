import { readControls } from '../../../flows/control/read-controls.ts'
import { teamMeant } from '../../../flows/find-team.ts'
import type { Command } from '../../requests.ts'
import { controlsAnswer } from '../../views/control/controls-answer.ts'

/** `/beat controls`: how every control stands now, for this person alone. */
export async function showControlsByCommand(command: Command): Promise<void> {
  const team = await teamMeant(command.ctx, command.conversationId)
  await command.answer(controlsAnswer({ team, ...(await readControls({ ...command.ctx, team })) }))
}
