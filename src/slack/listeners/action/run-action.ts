import { actionName, readActionNumber } from '../../../domain/action/action.ts'
import { needOpen } from '../../../flows/action/change-action.ts'
import {
  ACTION_FILTERS,
  type ActionFilter,
  actionNamed,
  listTeamActions,
  readAction,
} from '../../../flows/action/read-actions.ts'
import { settleAction } from '../../../flows/action/settle-action.ts'
import type { TeamContext } from '../../../flows/context.ts'
import { teamById, teamMeant } from '../../../flows/find-team.ts'
import { Invalid } from '../../../lib/errors.ts'
import { nearWord } from '../../../lib/near-word.ts'
import { openForm } from '../../forms/open-form.ts'
import type { Click, Command } from '../../requests.ts'
import { actionCard } from '../../views/action/action-card.ts'
import { actionList } from '../../views/action/action-list.ts'
import { dropForm } from '../../views/action/settle-forms.ts'
import { plainAnswer } from '../../views/notices.ts'
import { showHelp } from '../show-help.ts'
import { newActionByCommand } from './save-action.ts'

const WORDS = ['new', 'list', 'mine', 'done', 'drop', 'help']

/** `/beat action new | list | mine | A-7 | done A-7 | drop A-7 [why]`. */
export async function runAction(command: Command): Promise<void> {
  const [word = '', ...more] = command.text.trim().split(/\s+/)
  const rest = more.join(' ')
  switch (word.toLowerCase()) {
    case 'new':
      return await newActionByCommand(command, rest)
    case '':
    case 'list':
      return await listByCommand(command, rest)
    case 'mine':
      return await listByCommand(command, 'mine')
    case 'done':
      return rest === '' ? await listByCommand(command, 'done') : await doneByCommand(command, rest)
    case 'drop':
      return await dropByCommand(command, more[0] ?? '', more.slice(1).join(' '))
    case 'help':
      return await showHelp({ ...command, text: 'action' })
    default:
      if (readActionNumber(word) !== null) return await showAction(command, word)
      throw new Invalid(unknownWord(command.text, word, rest))
  }
}

/** [Show more] under a list of actions. */
export async function listActionsByClick(click: Click): Promise<void> {
  const [teamId = '', filter = '', from = '0'] = click.value.split(':')
  await showList(click, { ...click.ctx, team: await teamById(click.ctx, teamId) }, filterOf(filter), Number(from))
}

async function listByCommand(command: Command, filter: string): Promise<void> {
  await showList(command, await contextOf(command), filterOf(filter), 0)
}

async function showList(
  request: Pick<Click, 'userId' | 'answer'>,
  ctx: TeamContext,
  filter: ActionFilter,
  from: number,
): Promise<void> {
  await request.answer(actionList({ team: ctx.team, ...(await listTeamActions(ctx, request.userId, filter, from)) }))
}

function filterOf(text: string): ActionFilter {
  const said = text.trim().toLowerCase() || 'open'
  const filter = ACTION_FILTERS.find((each) => each === said)
  if (filter) return filter
  throw new Invalid(`I do not know the filter "${text}". \`/beat action list\` takes ${ACTION_FILTERS.join(', ')}.`)
}

async function showAction(command: Command, word: string): Promise<void> {
  const ctx = await contextOf(command)
  await command.answer(actionCard(await readAction(ctx, (await actionNamed(ctx, word)).id)))
}

async function doneByCommand(command: Command, word: string): Promise<void> {
  const ctx = await contextOf(command)
  const action = await settleAction(ctx, (await actionNamed(ctx, word)).id, { state: 'done' })
  await command.answer(plainAnswer(`${actionName(action)} is done: ${action.what}`))
}

/** Drops with the reason that was typed; where there is none, it is asked for. */
async function dropByCommand(command: Command, word: string, reason: string): Promise<void> {
  const ctx = await contextOf(command)
  if (reason === '') {
    return await openForm(command, 'Drop', async () => {
      const action = await actionNamed(ctx, word)
      await needOpen(ctx.db.prisma, ctx, action)
      return dropForm(action)
    })
  }
  const action = await settleAction(ctx, (await actionNamed(ctx, word)).id, { state: 'dropped', reason })
  await command.answer(
    plainAnswer(`${actionName(action)} is dropped: “${reason}”. The thread of the review says so too.`),
  )
}

async function contextOf({ ctx, conversationId }: Command): Promise<TeamContext> {
  return { ...ctx, team: await teamMeant(ctx, conversationId) }
}

function unknownWord(text: string, word: string, rest: string): string {
  const meant = nearWord(word, WORDS)
  const guess = meant === null ? '' : ` Did you mean \`${`/beat action ${meant} ${rest}`.trim()}\`?`
  return `I do not know "/beat action ${text}".${guess} It is \`/beat action\` with new, list, mine, done A-7, drop A-7, or the number of an action alone.`
}
