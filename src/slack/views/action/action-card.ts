import type { KnownBlock } from '@slack/types'
import { type Action, actionName } from '../../../domain/action/action.ts'
import { factsInWords, settledInWords } from '../../../domain/action/action-words.ts'
import type { ToldWhy } from '../../../domain/action/told.ts'
import { momentInWords } from '../../../domain/moment.ts'
import type { Team } from '../../../domain/team.ts'
import { context, section } from '../../kit/blocks.ts'
import { sentence } from '../../kit/sentence.ts'
import { mention, userText } from '../../kit/text.ts'
import { whyLine } from '../why.ts'
import { originInWords } from './action-form.ts'
import { actionButtons, actionRow } from './action-row.ts'

type Shown = { text: string; blocks: KnownBlock[] }

/** An action with all that its words need. */
export type ActionCardState = { team: Team; action: Action; today: string; names: Readonly<Record<string, string>> }

/** One action, for the person who asked: what, who, when, where it came from, and what can be done. */
export function actionCard(state: ActionCardState): Shown {
  const { team, action } = state
  const by = userText(state.names[action.createdBy] ?? 'A colleague', 80)
  const from = originInWords(action.origin)
  const noted = `Noted by ${by} ${momentInWords(action.createdAt, team.zone)}${from ? `, from ${from}` : ''}.`
  return {
    text: `${actionName(action)} ${userText(action.what, 300)}`,
    blocks: [section(`${head(action)}\n${standing(state)}`), context(noted), actionButtons(action)],
  }
}

/** What one person is told of an action, why they are told, and what they can do now. */
export function actionTold(state: ActionCardState & { why: ToldWhy; by: string; word: string; userId: string }): Shown {
  const { team, action, why, names, word, userId } = state
  const who = userText(names[state.by] ?? 'A colleague', 80)
  const title =
    why === 'assigned' ? `${actionName(action)} is yours now` : `${who} dropped ${actionName(action)}, which was yours`
  const said = word === '' ? '' : `\n“${userText(word, 500)}”`
  const isTheirs = action.ownerUserId === userId
  const from = originInWords(action.origin)
  const because =
    why === 'assigned'
      ? `${who} gave it to you${from ? `, from ${from}` : ''}. I say it once; when its day has passed I remind you once.`
      : 'You owned it. I say it once.'
  return {
    text: `${title}: ${userText(action.what, 300)}`,
    blocks: [
      section(`*${title}* · ${userText(team.name, 80)}\n${head(action)}\n${standing(state)}${said}`),
      ...(isTheirs ? [actionButtons(action)] : [context(`It is with ${mention(action.ownerUserId)} now.`)]),
      whyLine(because),
    ],
  }
}

/** What an owner is told of their actions whose day has passed: once for each, and never again. */
export function actionsOverdue(state: {
  team: Team
  actions: readonly Action[]
  today: string
  names: Readonly<Record<string, string>>
}): Shown {
  const { team, actions } = state
  const count = actions.length === 1 ? 'One action of yours is' : `${actions.length} actions of yours are`
  const title = actions.length === 0 ? 'Nothing is past its day any more' : `${count} past the day`
  return {
    text: `${title} · ${userText(team.name, 80)}`,
    blocks: [
      section(
        `*${title}* · ${userText(team.name, 80)}\n${actions.length === 0 ? 'It has a new day, or another owner.' : 'Done already? A better day? No longer needed? One click each.'}`,
      ),
      ...actions.slice(0, 20).map((action) => actionRow(action, state)),
      whyLine('You own them. I remind you once for each, and again only if you give it a new day.'),
    ],
  }
}

function head({ what, focus, state }: Action): string {
  return `*${userText(what, 300)}*${focus && state === 'open' ? " · this week's focus" : ''}`
}

function standing({ action, today, names, team }: ActionCardState): string {
  if (action.state === 'open') return `Open · ${sentence(factsInWords(action, today, names), 300)}`
  const when = action.settledAt ? `, ${momentInWords(action.settledAt, team.zone)}` : ''
  return sentence(`${settledInWords(action, names)}${when}`, 900).replace(/^./, (letter) => letter.toUpperCase())
}
