import type { ActionsBlock, KnownBlock } from '@slack/types'
import { type Action, actionName } from '../../../domain/action/action.ts'
import { factsInWords, settledInWords } from '../../../domain/action/action-words.ts'
import { ACTION } from '../../ids.ts'
import { actions, button, overflow, section } from '../../kit/blocks.ts'
import { sentence } from '../../kit/sentence.ts'
import { userText } from '../../kit/text.ts'

/** The day it is seen on, and the names of people; none where its owner alone reads it. */
type Seen = { today: string; names: Readonly<Record<string, string>> | null }

const MOVES = {
  done: { id: ACTION.doneAction, text: 'Done' },
  change: { id: ACTION.changeAction, text: 'Change' },
  hand_over: { id: ACTION.handOverAction, text: 'Hand over' },
  drop: { id: ACTION.dropAction, text: 'Drop' },
  reopen: { id: ACTION.reopenAction, text: 'Reopen' },
} as const

/** What can be done to an action, by the word that a menu names it with. */
export type ActionMove = keyof typeof MOVES

/** The move of a menu's word, or null for one that no menu knows any more. */
export function moveOf(word: string): ActionMove | null {
  return Object.keys(MOVES).find((each): each is ActionMove => each === word) ?? null
}

function movesOf({ state }: Action): ActionMove[] {
  return state === 'open' ? ['done', 'change', 'hand_over', 'drop'] : ['reopen']
}

/** An action in a line with the menu of what can be done to it; `after` ends the line. */
export function actionRow(action: Action, seen: Seen, after = ''): KnownBlock {
  const options = movesOf(action).map((move) => ({ text: MOVES[move].text, value: `${move}:${action.id}` }))
  return section(`${actionInWords(action, seen)}${after}`, overflow({ id: ACTION.moreOfAction, options }))
}

/** The same without anything to click: `☐ *A-7* swap hero on LP-demo (Sam Ortiz, due Wed 2 Dec)`. */
export function actionInWords(action: Action, { today, names }: Seen): string {
  const { state, what } = action
  const box = { open: '☐', done: '☑', dropped: '☒' }[state]
  const facts =
    state === 'open' ? `(${factsInWords(action, today, names)})` : `· ${settledInWords(action, names ?? {})}`
  return `${box} *${actionName(action)}* ${userText(what, 300)} ${sentence(facts, 700)}`
}

/** The buttons of one action, the one obvious move first. */
export function actionButtons(action: Action): ActionsBlock {
  const buttons = movesOf(action).map((move, at) => {
    const style = at === 0 && action.state === 'open' ? { style: 'primary' as const } : {}
    return button({ ...MOVES[move], value: action.id, ...style })
  })
  return actions(`action:${action.id}`, buttons)
}
