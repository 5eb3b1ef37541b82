import type { TeamContext } from '../../../flows/context.ts'
import { shareStressTest, stressTest } from '../../../flows/control/stress-plan.ts'
import { teamById, teamMeant } from '../../../flows/find-team.ts'
import { readIncident, teamOfIncident } from '../../../flows/guardrail/read-incident.ts'
import { openForm } from '../../forms/open-form.ts'
import { textOf } from '../../kit/values.ts'
import type { Click, Command, Next, Submission } from '../../requests.ts'
import { stressAnswer } from '../../views/control/stress-answer.ts'
import { stressForm } from '../../views/control/stress-form.ts'
import { stressModal } from '../../views/control/stress-modal.ts'
import { plainAnswer } from '../../views/notices.ts'

const TITLE = 'Stress test'

/** `/beat stress cvr -15%`: what would happen, for this person alone; without words it asks. */
export async function stressByCommand(command: Command): Promise<void> {
  const { ctx, text, conversationId } = command
  const team = async () => await teamMeant(ctx, conversationId)
  if (text.trim() === '')
    return await openForm(command, TITLE, async () => stressForm({ team: await team(), incidentId: null }))
  await command.answer(stressAnswer(await stateOf({ ...ctx, team: await team() }, text, null)))
}

/** [Stress test]. */
export async function openStress(click: Click): Promise<void> {
  await openForm(click, TITLE, async () =>
    stressForm({ team: await teamById(click.ctx, click.value), incidentId: null }),
  )
}

/** [Stress test] on the card of an incident. */
export async function stressIncident(click: Click): Promise<void> {
  const { ctx, value: incidentId } = click
  await openForm(click, TITLE, async () => stressForm({ team: await teamOfIncident(ctx, incidentId), incidentId }))
}

/** What was asked in the form is answered in its place. */
export async function askStress({ ctx, values, metadata }: Submission): Promise<Next> {
  const { teamId, incidentId }: { teamId: string; incidentId: string | null } = JSON.parse(metadata)
  const at = { ...ctx, team: await teamById(ctx, teamId) }
  return { update: stressModal(await stateOf(at, textOf(values, 'asked') ?? '', incidentId)) }
}

/** [Share in the channel], or in the thread of the alert it was asked at. */
export async function shareStress(click: Click): Promise<void> {
  const { ctx, userId } = click
  const [teamId = '', incidentId = '', ...rest] = click.value.split(':')
  const at = { ...ctx, team: await teamById(ctx, teamId) }
  const incident = incidentId === '' ? null : await placeOf(at, incidentId)
  const isNew = await shareStressTest(at, { asked: rest.join(':'), by: userId, incident })
  const where = incident ? 'in the thread of the alert' : `in <#${at.team.conversationId}>`
  await click.answer(plainAnswer(isNew ? `Shared ${where}.` : `You shared it ${where} already.`))
}

async function placeOf(ctx: TeamContext, id: string): Promise<{ id: string; conversationId: string }> {
  const { guardrail } = await readIncident(ctx, id)
  return { id, conversationId: guardrail.conversationId ?? ctx.team.conversationId }
}

async function stateOf(ctx: TeamContext, asked: string, incidentId: string | null) {
  return { ...(await stressTest(ctx, asked)), team: ctx.team, sharedBy: null, incidentId }
}
