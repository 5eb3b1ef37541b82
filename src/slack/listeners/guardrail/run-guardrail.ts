import type { TeamContext } from '../../../flows/context.ts'
import { teamMeant } from '../../../flows/find-team.ts'
import { endDrill, startDrill } from '../../../flows/guardrail/drill.ts'
import { explainGuardrail, listIncidents } from '../../../flows/guardrail/read-guardrails.ts'
import { teamOfIncident } from '../../../flows/guardrail/read-incident.ts'
import { Invalid } from '../../../lib/errors.ts'
import { membersOnly } from '../../members-only.ts'
import type { Click, Command } from '../../requests.ts'
import { guardrailWhy } from '../../views/guardrail/guardrail-why.ts'
import { drillEnded, drillStarted } from '../../views/guardrail/incident-answers.ts'
import { incidentList } from '../../views/guardrail/incident-list.ts'

/** `/beat guardrail why G-4 | drill [G-4]`. */
export async function runGuardrail(command: Command): Promise<void> {
  const [word = '', ...more] = command.text.trim().split(/\s+/)
  const rest = more.join(' ')
  switch (word.toLowerCase()) {
    case 'why':
      return await command.answer(guardrailWhy(await explainGuardrail(await contextOf(command), rest)))
    case 'drill':
      return await membersOnly(drill)({ ...command, text: rest })
    default:
      throw new Invalid(
        `I do not know "/beat guardrail ${command.text}". It is \`/beat guardrail\` with why and a number, as in why G-4, or drill.`,
      )
  }
}

/** `/beat incidents`. */
export async function showIncidents(command: Command): Promise<void> {
  await command.answer(incidentList(await listIncidents(await contextOf(command))))
}

async function drill(command: Command): Promise<void> {
  const ctx = await contextOf(command)
  const guardrail = await startDrill(ctx, command.text.trim())
  await command.answer(drillStarted({ team: ctx.team, guardrail }))
}

/** [End the drill] on the card of one. */
export async function endDrillByClick(click: Click): Promise<void> {
  await endDrill({ ...click.ctx, team: await teamOfIncident(click.ctx, click.value) }, click.value)
  await click.answer(drillEnded())
}

async function contextOf({ ctx, conversationId }: Command): Promise<TeamContext> {
  return { ...ctx, team: await teamMeant(ctx, conversationId) }
}
