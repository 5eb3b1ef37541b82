import { readCalibration } from '../../../flows/experiment/read-calibration.ts'
import { teamMeant } from '../../../flows/find-team.ts'
import type { Command } from '../../requests.ts'
import { calibrationAnswer } from '../../views/experiment/calibration.ts'

/** `/beat test calibration`: what was expected of tests against what they showed, for this person alone. */
export async function showCalibration(command: Command): Promise<void> {
  const team = await teamMeant(command.ctx, command.conversationId)
  const calibration = await readCalibration({ ...command.ctx, team })
  await command.answer(calibrationAnswer({ team, calibration, userId: command.userId }))
}
