import { explainChange } from '../../flows/explain-change.ts'
import { teamMeant } from '../../flows/find-team.ts'
import type { Command } from '../requests.ts'
import { changeAnswer } from '../views/change-answer.ts'

/** `/beat why [metric] [channel] [period]`: why a cost changed, for this person alone. */
export async function explainChangeByCommand(command: Command): Promise<void> {
  const team = await teamMeant(command.ctx, command.conversationId)
  await command.answer(changeAnswer({ team, ...(await explainChange({ ...command.ctx, team }, command.text)) }))
}
