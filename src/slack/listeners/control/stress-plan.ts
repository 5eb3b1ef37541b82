import type { TeamContext } from '../../../flows/context.ts'
import { shareStressTest, stressTest } from '../../../flows/control/stress-plan.ts'
import { teamById, teamMeant } from '../../../flows/find-team.ts'
import { textOf } from '../../kit/values.ts'
import { openForm } from '../../open-form.ts'
import { type Click, type Command, type Next, pairOf, type Submission } from '../../requests.ts'
import { stressAnswer } from '../../views/control/stress-answer.ts'
import { stressForm } from '../../views/control/stress-form.ts'
import { stressModal } from '../../views/control/stress-modal.ts'
import { plainAnswer } from '../../views/notices.ts'

const TITLE = 'Stress test'

/** `/beat stress cvr -15%`: what would happen, for this person alone; without words it asks. */
export async function stressByCommand(command: Command): Promise<void> {
  const { ctx, text, conversationId } = command
  const team = async () => await teamMeant(ctx, conversationId)
  if (text.trim() === '') return await openForm(command, TITLE, async () => stressForm({ team: await team() }))
  await command.answer(stressAnswer(await stateOf({ ...ctx, team: await team() }, text)))
}

/** [Stress test]. */
export async function openStress(click: Click): Promise<void> {
  await openForm(click, TITLE, async () => stressForm({ team: await teamById(click.ctx, click.value) }))
}

/** What was asked in the form is answered in its place. */
export async function askStress({ ctx, values, metadata }: Submission): Promise<Next> {
  const { teamId }: { teamId: string } = JSON.parse(metadata)
  return {
    update: stressModal(await stateOf({ ...ctx, team: await teamById(ctx, teamId) }, textOf(values, 'asked') ?? '')),
  }
}

/** [Share in the channel] under an answer. */
export async function shareStress(click: Click): Promise<void> {
  const { ctx, value, userId } = click
  const [teamId] = pairOf(value)
  const team = await teamById(ctx, teamId)
  const isNew = await shareStressTest({ ...ctx, team }, value.slice(teamId.length + 1), userId)
  await click.answer(
    plainAnswer(isNew ? `Shared in <#${team.conversationId}>.` : `You shared it in <#${team.conversationId}> already.`),
  )
}

async function stateOf(ctx: TeamContext, asked: string) {
  return { ...(await stressTest(ctx, asked)), team: ctx.team, sharedBy: null }
}
