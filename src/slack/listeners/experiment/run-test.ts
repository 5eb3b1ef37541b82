import { readTestNumber } from '../../../domain/experiment/experiment.ts'
import type { TeamContext } from '../../../flows/context.ts'
import { experimentNamed, findCard, readExperiment } from '../../../flows/experiment/read-experiment.ts'
import { teamMeant } from '../../../flows/find-team.ts'
import { Invalid } from '../../../lib/errors.ts'
import { linkTo } from '../../links.ts'
import { type Click, type Command, pairOf } from '../../requests.ts'
import { experimentCard } from '../../views/experiment/card.ts'
import { linked } from '../../views/experiment/notes.ts'
import { listTestsByCommand, showBacklogByCommand } from './list-experiments.ts'
import { editIdea, newTestByCommand } from './log-experiment.ts'
import { openPlan } from './plan-experiment.ts'

/** `/beat test new | T-12 | settings | list | mine | backlog`. */
export async function runTest(command: Command): Promise<void> {
  const [word = '', ...rest] = command.text.trim().split(/\s+/)
  if (word.toLowerCase() === 'new') return await newTestByCommand(command, rest.join(' '))
  if (word.toLowerCase() === 'list') return await listTestsByCommand(command, rest.join(' '))
  if (word.toLowerCase() === 'mine') return await listTestsByCommand(command, `mine ${rest.join(' ')}`)
  if (word.toLowerCase() === 'backlog') return await showBacklogByCommand(command)
  if (readTestNumber(word) !== null) return await showTest(command, word)
  throw new Invalid(
    `I do not know "/beat test ${command.text}". There is \`/beat test new\`, \`/beat test settings\`, and \`/beat test T-12\` for one test.`,
  )
}

/** The menu of a test's card: what is rarely done. */
export async function moreOfTest(click: Click): Promise<void> {
  const [what, experimentId] = pairOf(click.value)
  if (what === 'edit') return await editIdea(click, experimentId)
  if (what === 'plan') return await openPlan(click, experimentId)
}

async function showTest(command: Command, word: string): Promise<void> {
  const ctx: TeamContext = { ...command.ctx, team: await teamMeant(command.ctx, command.conversationId) }
  const { id } = await experimentNamed(ctx, word)
  const permalink = await linkTo(command.client, await findCard(ctx, id))
  await command.answer(linked(experimentCard(await readExperiment(ctx, id)), permalink))
}
