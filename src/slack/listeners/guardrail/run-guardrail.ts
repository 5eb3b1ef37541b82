import { readGuardrailNumber } from '../../../domain/guardrail/guardrail.ts'
import type { TeamContext } from '../../../flows/context.ts'
import { teamMeant } from '../../../flows/find-team.ts'
import { endDrill, startDrill } from '../../../flows/guardrail/drill.ts'
import { explainGuardrail, listIncidents } from '../../../flows/guardrail/read-guardrails.ts'
import { teamOfIncident } from '../../../flows/guardrail/read-incident.ts'
import { Invalid } from '../../../lib/errors.ts'
import { nearWord } from '../../../lib/near-word.ts'
import { membersOnly } from '../../members-only.ts'
import type { Click, Command } from '../../requests.ts'
import { guardrailWhy } from '../../views/guardrail/guardrail-why.ts'
import { drillEnded, drillStarted } from '../../views/guardrail/incident-answers.ts'
import { incidentList } from '../../views/guardrail/incident-list.ts'
import { takeFrom } from '../../views/pages.ts'
import { showHelp } from '../show-help.ts'
import { editGuardrailByCommand, newGuardrailByCommand } from './define-guardrail.ts'
import { listGuardrailsByCommand, moveByCommand, showGuardrail } from './move-guardrail.ts'
import { offerStartersByCommand } from './offer-starters.ts'

const WORDS = ['new', 'starter', 'list', 'edit', 'pause', 'resume', 'delete', 'why', 'drill', 'help']

/** `/beat guardrail new | starter | list | G-3 | edit | pause | resume | delete | why G-3 | drill [G-3]`. */
export async function runGuardrail(command: Command): Promise<void> {
  const [word = '', ...more] = command.text.trim().split(/\s+/)
  const rest = more.join(' ')
  switch (word.toLowerCase()) {
    case 'new':
      return await membersOnly(newGuardrailByCommand)(command)
    case 'starter':
      return await membersOnly(offerStartersByCommand)(command)
    case '':
    case 'list':
      return await listGuardrailsByCommand(command)
    case 'edit':
      return await membersOnly(editGuardrailByCommand)({ ...command, text: rest })
    case 'pause':
    case 'resume':
    case 'delete':
      return await membersOnly(moveByCommand)({ ...command, text: command.text })
    case 'why':
      return await command.answer(guardrailWhy(await explainGuardrail(await contextOf(command), rest)))
    case 'drill':
      return await membersOnly(drill)({ ...command, text: rest })
    case 'help':
      return await showHelp({ ...command, text: 'guardrail' })
    default:
      if (readGuardrailNumber(word) !== null) return await showGuardrail(command, word)
      throw new Invalid(
        `I do not know "/beat guardrail ${command.text}".${guess(word, rest)} It is \`/beat guardrail\` with new, starter, list, edit, pause, resume, delete, why, drill, or the number of a guardrail, as in G-3.`,
      )
  }
}

function guess(word: string, rest: string): string {
  const meant = nearWord(word, WORDS)
  return meant === null ? '' : ` Did you mean \`${`/beat guardrail ${meant} ${rest}`.trim()}\`?`
}

/** `/beat incidents [from 21]`. */
export async function showIncidents(command: Command): Promise<void> {
  await command.answer(incidentList({ ...(await listIncidents(await contextOf(command))), ...takeFrom(command.text) }))
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
