import type { KnownBlock } from '@slack/types'
import type { Action, ActionsAgenda } from '../../../domain/action/action.ts'
import { focusCount } from '../../../domain/action/action-words.ts'
import { dayInWords } from '../../../domain/week.ts'
import { ACTION } from '../../ids.ts'
import { actions, button, context, section } from '../../kit/blocks.ts'
import { inTexts } from '../../kit/sentence.ts'
import { actionInWords, actionRow } from './action-row.ts'

/** What a review says of the actions. */
export type ActionsReplyState = { agenda: ActionsAgenda; names: Readonly<Record<string, string>> }

const MOST_LISTED = 10

/** The reply of a review about the actions: the focus first, then what is carried over, what else is open, what was settled. */
export function actionsReply(state: ActionsReplyState & { team: { id: string }; review: { id: string } }): {
  text: string
  blocks: KnownBlock[]
} {
  const { agenda, team, review } = state
  const add = button({ id: ACTION.newAction, text: 'Add action', value: `${team.id}:review:${review.id}` })
  return {
    text: `Actions: ${focusCount(agenda)}.`,
    blocks: [
      ...actionsBlocks(state, (action) => actionRow(action, { ...state, ...agenda })),
      actions('actions:add', [add]),
    ],
  }
}

/** The same for a preview, with nothing to click. */
export function actionsPreview({ agenda, names }: ActionsReplyState): KnownBlock[] {
  return actionsBlocks({ agenda, names }, (action) => section(actionInWords(action, { ...agenda, names })))
}

function actionsBlocks({ agenda, names }: ActionsReplyState, row: (action: Action) => KnownBlock): KnownBlock[] {
  const { focus, carried, others, done, dropped, since } = agenda
  const listed = (title: string, open: readonly Action[]) => [
    ...(open.length > 0 ? [section(`*${title}*`)] : []),
    ...open.slice(0, MOST_LISTED).map(row),
    ...(open.length > MOST_LISTED ? [context(`And ${open.length - MOST_LISTED} more: \`/beat action list\`.`)] : []),
  ]
  return [
    section(`*Actions* · ${focusCount(agenda)}`),
    ...focus.map(row),
    ...listed('Carried over', carried),
    ...listed('Also open', others),
    ...settled('done', done),
    ...settled('dropped', dropped),
  ]

  function settled(how: 'done' | 'dropped', actions: readonly Action[]): KnownBlock[] {
    if (actions.length === 0) return []
    const lines = actions.slice(0, MOST_LISTED).map((action) => actionInWords(action, { ...agenda, names }))
    const more =
      actions.length > MOST_LISTED ? [`And ${actions.length - MOST_LISTED} more: \`/beat action list ${how}\`.`] : []
    return inTexts([`*${how === 'done' ? 'Done' : 'Dropped'} since ${dayInWords(since)}*`, ...lines, ...more]).map(
      (text) => section(text),
    )
  }
}
