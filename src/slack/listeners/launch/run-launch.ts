import { readLaunchNumber } from '../../../domain/launch.ts'
import type { TeamContext } from '../../../flows/context.ts'
import { teamById, teamMeant } from '../../../flows/find-team.ts'
import { readLaunches } from '../../../flows/launch/read-launches.ts'
import { Invalid, NotFound } from '../../../lib/errors.ts'
import { requireMember } from '../../members-only.ts'
import type { Click, Command } from '../../requests.ts'
import { launchList } from '../../views/launch/launch-list.ts'
import { takeFrom } from '../../views/pages.ts'
import { planLaunchByCommand } from './plan-launch.ts'

/** `/beat launch new | list [from 21] | L-3`. */
export async function runLaunch(command: Command): Promise<void> {
  const [word = '', ...rest] = command.text.trim().split(/\s+/)
  const team = await teamMeant(command.ctx, command.conversationId)
  if (word.toLowerCase() === 'new') {
    await requireMember(command)
    return await planLaunchByCommand(command, team, rest.join(' '))
  }
  const { text, from } = takeFrom(command.text)
  const number = readLaunchNumber(word)
  if (number === null && !['', 'list'].includes(text.toLowerCase())) {
    throw new Invalid(
      `I do not know "/beat launch ${command.text}". It is \`/beat launch\` with new, list, or the number of a launch, as in L-3.`,
    )
  }
  await show(command, { ...command.ctx, team }, { number, from })
}

/** [All launches]. */
export async function listLaunchesByClick(click: Click): Promise<void> {
  await show(click, { ...click.ctx, team: await teamById(click.ctx, click.value) }, { number: null, from: 0 })
}

async function show(
  request: Pick<Click, 'answer'>,
  ctx: TeamContext,
  { number, from }: { number: number | null; from: number },
): Promise<void> {
  const { launches, today } = await readLaunches(ctx)
  const shown = launches.filter((each) => number === null || each.number === number)
  if (number !== null && shown.length === 0)
    throw new NotFound(
      `L-${number} is not planned and was not settled lately. \`/beat launch list\` shows all there are.`,
    )
  await request.answer(launchList({ team: ctx.team, launches: shown, today, from }))
}
