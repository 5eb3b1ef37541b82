import type { Team } from '../../../domain/team.ts'
import { teamById, teamMeant } from '../../../flows/find-team.ts'
import { showDefinitions } from '../../../flows/metric/show-definitions.ts'
import { showRules } from '../../../flows/metric/show-rules.ts'
import type { Click, Command } from '../../requests.ts'
import { definitionsAnswer } from '../../views/metric/definitions-answer.ts'
import { rulesAnswer } from '../../views/metric/rules-answer.ts'

/** `/beat definitions [KPI]`: what numbers are made of, for this person alone. */
export async function definitionsByCommand(command: Command): Promise<void> {
  await define(command, await teamMeant(command.ctx, command.conversationId), command.text)
}

/** [Definitions] under numbers and targets. */
export async function definitionsByClick(click: Click): Promise<void> {
  await define(click, await teamById(click.ctx, click.value), '')
}

/** `/beat rules`: what belongs to which channel, and what to none. */
export async function rulesByCommand(command: Command): Promise<void> {
  await rule(command, await teamMeant(command.ctx, command.conversationId))
}

/** [Channel rules] under numbers. */
export async function rulesByClick(click: Click): Promise<void> {
  await rule(click, await teamById(click.ctx, click.value))
}

type Request = Pick<Click, 'ctx' | 'answer'>

async function define({ ctx, answer }: Request, team: Team, text: string): Promise<void> {
  await answer(definitionsAnswer({ team, ...(await showDefinitions({ ...ctx, team }, text)) }))
}

async function rule({ ctx, answer }: Request, team: Team): Promise<void> {
  await answer(rulesAnswer({ team, ...(await showRules({ ...ctx, team })) }))
}
