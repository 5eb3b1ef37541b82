import type { InputBlock, InputBlockElement, PlainTextOption } from '@slack/types'
import { plain } from './blocks.ts'
import { clamp } from './text.ts'

/** What every input has: the id its value is read under, the label above it and the hint below. */
export type Input = {
  id: string
  label: string
  hint?: string
  optional?: boolean
  dispatch?: boolean
  /** The action that is sent where it dispatches, if it is not named like the input itself. */
  action?: string
}

/** One thing to choose; `value` is what is read back. */
export type Choice = { text: string; value: string; description?: string }

/** A line or, with `multiline`, a box to type into, of at most 3,000 characters; where it dispatches, it does so as one types. */
export function textInput(
  spec: Input & { initial?: string; multiline?: boolean; placeholder?: string; min?: number; max?: number },
): InputBlock {
  const max = spec.max ?? 3_000
  return input(spec, {
    type: 'plain_text_input',
    action_id: spec.action ?? spec.id,
    multiline: spec.multiline ?? false,
    max_length: max,
    ...(spec.min !== undefined && { min_length: spec.min }),
    ...(spec.initial && { initial_value: clamp(spec.initial, max) }),
    ...(spec.dispatch && { dispatch_action_config: { trigger_actions_on: ['on_character_entered'] } }),
    ...placeholder(spec.placeholder),
  })
}

/** A box for a number; whether decimals are welcome is up to `decimals`. */
export function numberInput(
  spec: Input & { initial?: string; decimals?: boolean; min?: string; max?: string; placeholder?: string },
): InputBlock {
  return input(spec, {
    type: 'number_input',
    action_id: spec.action ?? spec.id,
    is_decimal_allowed: spec.decimals ?? false,
    ...(spec.initial && { initial_value: spec.initial }),
    ...(spec.min !== undefined && { min_value: spec.min }),
    ...(spec.max !== undefined && { max_value: spec.max }),
    ...placeholder(spec.placeholder),
  })
}

/** A drop-down of at most 100 choices; `initial` is the value chosen to begin with. */
export function select(spec: Input & { choices: Choice[]; initial?: string; placeholder?: string }): InputBlock {
  const options = spec.choices.slice(0, 100).map(option)
  const initial = options.find((one) => one.value === spec.initial)
  return input(spec, {
    type: 'static_select',
    action_id: spec.action ?? spec.id,
    options,
    ...(initial && { initial_option: initial }),
    ...placeholder(spec.placeholder),
  })
}

/** At most ten choices to pick one from, all in sight. */
export function radio(spec: Input & { choices: Choice[]; initial?: string }): InputBlock {
  const options = spec.choices.slice(0, 10).map(option)
  const initial = options.find((one) => one.value === spec.initial)
  return input(spec, {
    type: 'radio_buttons',
    action_id: spec.action ?? spec.id,
    options,
    ...(initial && { initial_option: initial }),
  })
}

/** At most ten choices to tick, none or all of them. */
export function checkboxes(spec: Input & { choices: Choice[]; initial?: string[] }): InputBlock {
  const options = spec.choices.slice(0, 10).map(option)
  const ticked = options.filter((one) => spec.initial?.includes(one.value ?? ''))
  return input(spec, {
    type: 'checkboxes',
    action_id: spec.action ?? spec.id,
    options,
    ...(ticked.length > 0 && { initial_options: ticked }),
  })
}

/** A person of the workspace. */
export function usersSelect(spec: Input & { initial?: string; placeholder?: string }): InputBlock {
  return input(spec, {
    type: 'users_select',
    action_id: spec.action ?? spec.id,
    ...(spec.initial && { initial_user: spec.initial }),
    ...placeholder(spec.placeholder),
  })
}

/** Several people of the workspace, in the order in which they are chosen. */
export function multiUsersSelect(spec: Input & { initial: readonly string[]; most: number }): InputBlock {
  return input(spec, {
    type: 'multi_users_select',
    action_id: spec.action ?? spec.id,
    max_selected_items: spec.most,
    ...(spec.initial.length > 0 && { initial_users: [...spec.initial] }),
  })
}

/** A channel, public or private; with `current` the one the person is in is chosen to begin with. */
export function conversationSelect(
  spec: Input & { initial?: string; current?: boolean; placeholder?: string },
): InputBlock {
  return input(spec, {
    type: 'conversations_select',
    action_id: spec.action ?? spec.id,
    filter: { include: ['public', 'private'], exclude_bot_users: true },
    ...(spec.initial && { initial_conversation: spec.initial }),
    ...(spec.current && { default_to_current_conversation: true }),
    ...placeholder(spec.placeholder),
  })
}

/** A day, given and read as YYYY-MM-DD. */
export function datePicker(spec: Input & { initial?: string }): InputBlock {
  return input(spec, {
    type: 'datepicker',
    action_id: spec.action ?? spec.id,
    ...(spec.initial && { initial_date: spec.initial }),
  })
}

/** A time of day, given and read as HH:mm. */
export function timePicker(spec: Input & { initial?: string }): InputBlock {
  return input(spec, {
    type: 'timepicker',
    action_id: spec.action ?? spec.id,
    ...(spec.initial && { initial_time: spec.initial }),
  })
}

/** Files of a person's own computer, of these types (any, when none is named) and at most this many (ten); it never dispatches. */
export function fileInput(spec: Omit<Input, 'dispatch'> & { filetypes?: string[]; maxFiles?: number }): InputBlock {
  return input(spec, {
    type: 'file_input',
    action_id: spec.action ?? spec.id,
    ...(spec.filetypes && { filetypes: spec.filetypes }),
    ...(spec.maxFiles !== undefined && { max_files: spec.maxFiles }),
  })
}

function input(spec: Input, element: InputBlockElement): InputBlock {
  return {
    type: 'input',
    block_id: spec.id,
    label: plain(spec.label, 2_000),
    element,
    optional: spec.optional ?? false,
    ...(spec.hint && { hint: plain(spec.hint, 2_000) }),
    ...(spec.dispatch && { dispatch_action: true }),
  }
}

function option(choice: Choice): PlainTextOption {
  return {
    text: plain(choice.text, 75),
    value: choice.value,
    ...(choice.description && { description: plain(choice.description, 75) }),
  }
}

function placeholder(text: string | undefined) {
  return text ? { placeholder: plain(text, 150) } : {}
}
