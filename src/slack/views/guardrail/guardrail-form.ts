import type { KnownBlock, ModalView } from '@slack/types'
import { DEFAULTS, type Definition, type Scope } from '../../../domain/guardrail/guardrail.ts'
import { WATCHED, type Watched } from '../../../domain/guardrail/watched.ts'
import type { Team } from '../../../domain/team.ts'
import { ACTION, VIEW } from '../../ids.ts'
import { context, divider, section } from '../../kit/blocks.ts'
import { conversationSelect, radio, select, textInput, timePicker, usersSelect } from '../../kit/inputs.ts'
import { modal } from '../../kit/modal.ts'
import { sentence } from '../../kit/sentence.ts'
import { advancedBlocks } from './guardrail-advanced.ts'
import { boundInput, type GuardrailFields, ruleInput } from './guardrail-ids.ts'

/** What travels with the form of a guardrail; `shown` names what stands under its bounds, and `advanced` is 1 once that part was opened. */
export type GuardrailMetadata = {
  teamId: string
  id: string
  version: number | null
  draft: string
  shown: string
  advanced?: number
}

/** What the form of a guardrail is drawn from. */
export type GuardrailFormState = {
  team: Pick<Team, 'currency' | 'channels' | 'conversationId'>
  metadata: GuardrailMetadata
  /** How it is called where it is there already: G-3. */
  name: string | null
  fields: GuardrailFields
  watched: Watched
  scope: Scope
  /** The scopes to choose from, by their value. */
  scopes: readonly { value: string; name: string }[]
  /** Where the proposed bounds come from. */
  why: string
  /** What it would have done in the last eight weeks. */
  tested: readonly string[]
  /** The definition as it stands, and whether its advanced part is on show. */
  definition: Definition
  isAdvanced: boolean
  isDraft: boolean
}

const TYPED = { dispatch: true, action: ACTION.guardrailTyped }
const KEPT = { dispatch: true, action: ACTION.typed }

/** A guardrail as it is made or changed: what it watches, its bounds with what they would have done, and who does what about it. */
export function guardrailForm(state: GuardrailFormState): ModalView {
  const { metadata, name, fields, isDraft } = state
  return modal({
    id: VIEW.guardrail,
    title: name ?? 'New guardrail',
    submit: name ? 'Save' : 'Enable',
    close: 'Later',
    metadata,
    notifyOnClose: true,
    blocks: [
      select({
        ...TYPED,
        id: 'watched',
        label: 'What to watch',
        choices: WATCHED.map(({ id, label }) => ({ value: id, text: label })),
        initial: fields.watched ?? '',
      }),
      select({
        ...TYPED,
        id: 'scope',
        label: 'Where',
        hint: 'Of campaigns, the 40 dearest of the last four weeks, where their names have at most 66 characters.',
        choices: state.scopes.map(({ value, name: text }) => ({ value, text })),
        initial: fields.scope ?? 'team',
      }),
      ...boundBlocks(state),
      { ...section(testedInWords(state)), block_id: 'tested' },
      ...advancedBlocks({ ...state, currency: state.team.currency, unit: unitOf(state), isOpen: state.isAdvanced }),
      divider(),
      ...peopleBlocks(fields),
      ...quietBlocks(fields),
      context(
        name
          ? 'A change ends what is open because of it, and the rule is judged from the start.'
          : 'It is judged after each import and every hour. It can be paused or removed at any time.',
        isDraft ? 'This is your draft.' : 'Saved as you type.',
      ),
    ],
  })
}

function testedInWords({ tested, why }: GuardrailFormState): string {
  return `*What it would have done*\n${sentence([why, ...tested].filter((each) => each !== '').join('\n'), 2_500)}`
}

/** How the inputs of bounds are labelled. */
function unitOf({ watched, team }: GuardrailFormState): string {
  const { currency } = team
  const units = {
    money: currency,
    percent: 'in %',
    days: 'in days',
    months: 'in months',
    count: 'in those days',
    ratio: '×',
  }
  return units[watched.unit]
}

function boundBlocks(state: GuardrailFormState): KnownBlock[] {
  const { watched, scope, fields } = state
  const [windowId, afterId] = [ruleInput('windowDays', watched), ruleInput('fireAfter', watched)]
  const unit = unitOf(state)
  const labels = { low: `Not below (${unit})`, high: `Not above (${unit})` }
  const bounds = watched.sides.map((side) => {
    const id = boundInput(side, watched, scope)
    return textInput({ ...TYPED, id, label: labels[side], optional: true, max: 20, initial: fields[id] ?? '' })
  })
  const days = textInput({
    ...TYPED,
    id: windowId,
    label: 'Over how many days',
    hint: 'The last whole ones. Seven weigh every weekday once.',
    max: 2,
    initial: fields[windowId] ?? '',
  })
  const after = textInput({
    ...TYPED,
    id: afterId,
    label: 'Broken on how many days before anybody is told',
    max: 2,
    initial: fields[afterId] ?? '',
  })
  return [...bounds, ...(watched.metric === null ? [] : [days]), after]
}

function peopleBlocks(fields: GuardrailFields): KnownBlock[] {
  return [
    textInput({
      ...KEPT,
      id: 'name',
      label: 'Name',
      hint: 'Left empty, it is called after what it watches.',
      optional: true,
      max: 80,
      initial: fields.name ?? '',
    }),
    radio({
      id: 'severity',
      label: 'How urgent',
      choices: [
        { value: 'warning', text: 'Warning', description: 'Waits for the end of quiet hours.' },
        {
          value: 'critical',
          text: 'Critical',
          description: 'Is said at once, and the lead hears of it after an hour.',
        },
      ],
      initial: fields.severity ?? 'warning',
    }),
    person('owner', 'Owner', fields, 'Who is asked first. Left empty, the owner of the channel, else the lead.'),
    person('approver', 'Approver', fields, 'May act on its alerts as well.'),
    textInput({
      ...KEPT,
      id: 'runbook',
      label: 'What to do about it',
      hint: 'Stands on every alert.',
      placeholder: 'Check LP-demo first, then rotate prospecting creatives.',
      multiline: true,
      optional: true,
      max: 1_000,
      initial: fields.runbook ?? '',
    }),
  ]
}

function quietBlocks(fields: GuardrailFields): KnownBlock[] {
  const time = (id: string, label: string) =>
    timePicker({ id, label, optional: true, ...(fields[id] && { initial: fields[id] }) })
  return [
    conversationSelect({
      id: 'conversation',
      label: 'Where its alerts go',
      hint: 'Left empty, the channel of the team. Invite the bot there first.',
      optional: true,
      ...(fields.conversation && { initial: fields.conversation }),
    }),
    time('quietFrom', 'Quiet from'),
    time('quietTo', 'Quiet until'),
    textInput({
      ...KEPT,
      id: 'remindHours',
      label: 'Remind again after so many hours',
      max: 3,
      initial: fields.remindHours ?? String(DEFAULTS.remindHours),
    }),
  ]
}

function person(id: string, label: string, fields: GuardrailFields, hint: string): KnownBlock {
  return usersSelect({ id, label, hint, optional: true, ...(fields[id] && { initial: fields[id] }) })
}
