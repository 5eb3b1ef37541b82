import type { KnownBlock } from '@slack/types'
import type { Action } from '../../../domain/action/action.ts'
import type { Team } from '../../../domain/team.ts'
import { ACTION } from '../../ids.ts'
import { actions, button, context, header, section } from '../../kit/blocks.ts'
import { userText } from '../../kit/text.ts'
import { actionRow } from './action-row.ts'

/** What a list of actions is drawn from. */
export type ActionListState = {
  team: Pick<Team, 'id' | 'name'>
  filter: 'open' | 'mine' | 'done' | 'dropped'
  actions: readonly Action[]
  from: number
  found: number
  today: string
  names: Readonly<Record<string, string>>
}

const TITLES = { open: 'open', mine: 'yours', done: 'done', dropped: 'dropped' } as const

/** The private list of a team's actions, the focus first. */
export function actionList(state: ActionListState): { text: string; blocks: KnownBlock[] } {
  const { team, filter, from, found } = state
  const name = userText(team.name, 80)
  const kind = TITLES[filter]
  const add = button({ id: ACTION.newAction, text: 'New action', value: `${team.id}:list:` })
  const count = found === 1 ? '1 action' : `${found} actions`
  const range = found > state.actions.length ? `, ${from + 1} to ${from + state.actions.length}` : ''
  const title = found === 0 ? `No action of ${name} is ${kind}` : `${count} of ${name}, ${kind}${range}`
  const next = from + state.actions.length
  const more = button({
    id: ACTION.listActions,
    text: `Show more (${found - next})`,
    value: `${team.id}:${filter}:${next}`,
  })
  return {
    text: title,
    blocks: [
      section(`*${title}*`),
      ...state.actions.map((action) => actionRow(action, state, focusMark(action))),
      actions('actions:list', [...(next < found ? [more] : []), add]),
      ...(found === 0
        ? [context('`/beat action list` shows the open ones; add mine, done or dropped for those.')]
        : []),
    ],
  }
}

function focusMark({ focus, state }: Action): string {
  return focus && state === 'open' ? ' · focus' : ''
}

/** An open action of the person who looks, and its team. */
export type OwnAction = { team: Pick<Team, 'name'>; action: Action; today: string }

const MOST_OWN = 3

/** The actions of the person who looks at their home that are not due yet; those that are stand above, as tasks. */
export function ownActionBlocks(own: readonly OwnAction[]): KnownBlock[] {
  const later = own.filter(({ action, today }) => action.dueOn > today)
  if (later.length === 0) return []
  const more = later.length - MOST_OWN
  return [
    header('Your actions'),
    ...later
      .slice(0, MOST_OWN)
      .map(({ action, today, team }) =>
        actionRow(action, { today, names: null }, ` · ${userText(team.name, 60)}${focusMark(action)}`),
      ),
    ...(more > 0 ? [context(`And ${more} more: \`/beat action mine\` in the channel of the team.`)] : []),
  ]
}
