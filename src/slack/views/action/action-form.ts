import type { KnownBlock, ModalView } from '@slack/types'
import {
  type Action,
  type ActionFields,
  type ActionOrigin,
  actionName,
  LONGEST_ACTION,
  MOST_FOCUS,
  PRIORITIES,
} from '../../../domain/action/action.ts'
import { actionLine } from '../../../domain/action/action-words.ts'
import { zoneInWords } from '../../../domain/moment.ts'
import { isPersonId, type Team } from '../../../domain/team.ts'
import { capital } from '../../../lib/text.ts'
import { ACTION, VIEW } from '../../ids.ts'
import { context, section } from '../../kit/blocks.ts'
import { datePicker, radio, select, textInput, usersSelect } from '../../kit/inputs.ts'
import { modal } from '../../kit/modal.ts'
import { clamp, escapeText, userText } from '../../kit/text.ts'

/** What travels with the form of an action: ids, where it came from, and how it is called where it is noted already. */
export type ActionMetadata = {
  teamId: string
  id: string
  draft: string
  version: number | null
  name: string | null
  kind: string
  subject: string | null
  words: string
  permalink: string | null
}

/** What the form of an action starts from. */
export type ActionFormState = {
  team: Team
  metadata: ActionMetadata
  fields: Partial<ActionFields>
  /** What this person has typed and not sent, by the id of the input; it wins over the fields. */
  draft: Readonly<Record<string, string>> | null
  /** The other open actions that are the focus now. */
  focus: readonly Action[]
  /** Whether this one is to be a sixth, so that one has to leave. */
  isSixth: boolean
  today: string
  names: Readonly<Record<string, string>>
}

/** The answer to which action leaves the focus that means: none of them. */
export const NONE_LEAVES = 'none'

const TYPED = { dispatch: true, action: ACTION.typed }

/** The form of an action: what, who, until when, how much it matters, and whether it is what the team puts first this week. */
export function actionForm(state: ActionFormState): ModalView {
  const { team, metadata, fields, draft } = state
  const of = (id: string, was: string | undefined) => (draft ? (draft[id] ?? '') : (was ?? ''))
  return modal({
    id: VIEW.action,
    title: metadata.name ? clamp(`Change ${metadata.name}`, 24) : 'New action',
    submit: 'Save',
    close: 'Later',
    metadata,
    notifyOnClose: true,
    blocks: [
      ...leavingBlocks(state, of('leaves', undefined)),
      section(opening(state)),
      textInput({
        ...TYPED,
        id: 'what',
        label: 'What is the next step?',
        placeholder: 'Swap the hero on LP-demo',
        multiline: true,
        max: LONGEST_ACTION,
        initial: of('what', fields.what),
      }),
      owner(of('owner', fields.ownerUserId)),
      day(team, of('due', fields.dueOn)),
      select({
        id: 'priority',
        label: 'Priority',
        choices: PRIORITIES.map((value) => ({ value, text: capital(value) })),
        initial: of('priority', fields.priority ?? 'normal') || 'normal',
      }),
      focusInput(state, of('focus', fields.focus ? 'yes' : 'no')),
      context(draft ? 'This is your draft. Saved as you type.' : 'Saved as you type.'),
    ],
  })
}

function opening({ team, metadata }: ActionFormState): string {
  const { words, permalink, name } = metadata
  const from = originInWords({ words, permalink })
  const where = `*${userText(team.name, 80)}* · `
  const says = name
    ? 'Whoever it belongs to afterwards is told, if that is somebody else.'
    : 'One step, one person, one day.'
  return `${where}${says}${from ? ` From ${from}.` : ''}`
}

/** Where an action came from, as a link where there is an address: `the review of week 47`; '' for nowhere in particular. */
export function originInWords({ words, permalink }: Pick<ActionOrigin, 'words' | 'permalink'>): string {
  if (words === '') return ''
  return permalink ? `<${permalink}|${userText(words, 150)}>` : userText(words, 150)
}

function owner(userId: string): KnownBlock {
  // Slack refuses a whole form for one id of a person that cannot be one.
  const initial = isPersonId(userId) ? { initial: userId } : {}
  return usersSelect({ id: 'owner', label: 'Who does it?', ...initial })
}

function day({ zone }: Team, dueOn: string): KnownBlock {
  const initial = /^\d{4}-\d{2}-\d{2}$/.test(dueOn) ? { initial: dueOn } : {}
  return datePicker({ id: 'due', label: 'Until which day?', hint: `A day in ${zoneInWords(zone)}.`, ...initial })
}

function focusInput({ focus }: ActionFormState, initial: string): KnownBlock {
  return radio({
    id: 'focus',
    label: "This week's focus?",
    hint: `At most ${MOST_FOCUS} actions are the focus; ${focus.length} others are now.`,
    choices: [
      { value: 'no', text: 'No, one among the others' },
      { value: 'yes', text: 'Yes, the team puts it first' },
    ],
    initial: initial === 'yes' ? 'yes' : 'no',
  })
}

/** The question which action leaves the focus, at the top, because it came up when the form was sent. */
function leavingBlocks({ focus, isSixth, today, names, metadata }: ActionFormState, chosen: string): KnownBlock[] {
  if (!isSixth) return []
  const stays = metadata.name ?? 'this one'
  return [
    section(
      `*${MOST_FOCUS} actions are the focus already.* Nothing is saved yet and nothing you typed is lost: choose which one leaves the focus, then save again. It stays open.`,
    ),
    radio({
      id: 'leaves',
      label: 'Which one leaves the focus?',
      choices: [
        ...focus.map((action) => ({ value: action.id, text: clamp(actionLine(action, today, names), 75) })),
        { value: NONE_LEAVES, text: clamp(`None: ${stays} stays out of the focus`, 75) },
      ],
      ...(chosen !== '' && { initial: chosen }),
    }),
  ]
}

/** What somebody reads who has noted an action: its number, who is told, and where it stands. */
export function actionNoted(state: {
  team: Team
  action: Action
  today: string
  names: Readonly<Record<string, string>>
  userId: string
}): ModalView {
  const { team, action, today, names, userId } = state
  const owned =
    action.ownerUserId === userId ? '' : ` ${userText(names[action.ownerUserId] ?? 'Its owner', 80)} is told privately.`
  const focus = action.focus ? " It is this week's focus." : ''
  const text = `*Noted:* ${escapeText(actionLine(action, today, names))}.${focus}${owned}\nIt stands in the thread of the review in <#${team.conversationId}>, and under \`/beat action ${actionName(action)}\`.`
  return modal({ id: VIEW.waiting, title: actionName(action), blocks: [section(text)] })
}
