import { useEffect, useState } from 'react'
import { optionsOf, valueField } from '../form.ts'
import { asList, asText, type Json, textOfObject } from '../json.ts'
import type { Hand } from './blocks.tsx'
import { Button, Overflow } from './button.tsx'
import { EntityChoice, ExternalChoice, ManyChoices, OneChoice } from './choices.tsx'
import { FileChoice } from './file-choice.tsx'

/** What every element gets. */
export type ElementProps = {
  element: Json
  /** What is entered now. */
  held: unknown
  id: string
  label: string
  /** Takes a new value. */
  set: (value: unknown) => void
}

/** Draws one interactive element by native controls. */
export function Element(props: { block: Json; element: Json; hand: Hand; id?: string; label?: string }) {
  const { block, element, hand } = props
  const [blockId, actionId] = [asText(block.block_id) ?? '', asText(element.action_id) ?? '']
  const base = { type: element.type, block_id: blockId, action_id: actionId }
  const field = valueField(element.type)
  const isInput = block.type === 'input'
  const set = (value: unknown): void => {
    const action = { ...base, [field ?? 'value']: value }
    if (isInput && (block.dispatch_action !== true || isText(element.type))) hand.enter(action)
    else hand.act(action)
  }
  const shared: ElementProps = {
    element,
    held: field ? hand.values[blockId]?.[actionId]?.[field] : undefined,
    id: props.id ?? `${blockId}-${actionId}`,
    label: props.label ?? (textOfObject(element.placeholder) || actionId),
    set,
  }
  if (element.type === 'button' || element.type === 'workflow_button') {
    const press = { ...base, text: element.text, ...(element.value !== undefined && { value: element.value }) }
    return <Button element={element} press={() => hand.act(press)} />
  }
  const dispatch =
    isInput && block.dispatch_action === true ? () => hand.act({ ...base, value: shared.held ?? null }) : undefined
  const ask = (value: string) => hand.options({ ...base, value })
  return <Control {...shared} dispatch={dispatch} ask={ask} attach={hand.attach} />
}

function isText(type: unknown): boolean {
  return /text_input|number_input/.test(asText(type) ?? '')
}

type ControlProps = ElementProps & {
  dispatch: (() => void) | undefined
  ask: (query: string) => Promise<Json[]>
  attach: Hand['attach']
}

function Control(props: ControlProps) {
  const { element, set } = props
  switch (element.type) {
    case 'overflow':
      return <Overflow element={element} choose={set} />
    case 'static_select':
      return <OneChoice {...props} />
    case 'external_select':
      return <ExternalChoice {...props} ask={props.ask} />
    case 'users_select':
    case 'conversations_select':
    case 'channels_select':
      return <EntityChoice {...props} />
    case 'multi_static_select':
    case 'multi_users_select':
    case 'multi_conversations_select':
    case 'multi_channels_select':
    case 'multi_external_select':
      return <ManyChoices {...props} ask={props.ask} />
    case 'radio_buttons':
    case 'checkboxes':
      return <TickList {...props} />
    case 'datepicker':
      return <Picker {...props} type="date" />
    case 'timepicker':
      return <Picker {...props} type="time" />
    case 'datetimepicker':
      return <Moment {...props} />
    case 'file_input':
      return <FileChoice {...props} />
    default:
      return <TextInput {...props} />
  }
}

function TickList({ element, held, id, label, set }: ElementProps) {
  const one = element.type === 'radio_buttons'
  const chosen = one ? [asText(asList([held])[0]?.value)] : asList(held).map((option) => asText(option.value))
  const toggle = (option: Json): void => {
    if (one) set(option)
    else if (chosen.includes(asText(option.value))) set(asList(held).filter((other) => other.value !== option.value))
    else set([...asList(held), option])
  }
  return (
    <fieldset className="ticks" aria-label={label}>
      {optionsOf(element).map((option) => (
        <label key={asText(option.value)}>
          <input
            type={one ? 'radio' : 'checkbox'}
            name={id}
            checked={chosen.includes(asText(option.value))}
            onChange={() => toggle(option)}
          />
          <span>
            {textOfObject(option.text)}
            {option.description !== undefined && <small>{textOfObject(option.description)}</small>}
          </span>
        </label>
      ))}
    </fieldset>
  )
}

function Picker({ held, id, label, set, type }: ElementProps & { type: 'date' | 'time' }) {
  const value = asText(held) ?? ''
  return (
    <input id={id} aria-label={label} type={type} value={value} onChange={(event) => set(event.target.value || null)} />
  )
}

function Moment({ held, id, label, set }: ElementProps) {
  const local = typeof held === 'number' ? new Date(held * 1000 - new Date().getTimezoneOffset() * 60_000) : undefined
  return (
    <input
      id={id}
      aria-label={label}
      type="datetime-local"
      value={local?.toISOString().slice(0, 16) ?? ''}
      onChange={(event) => set(event.target.value ? Math.floor(Date.parse(event.target.value) / 1000) : null)}
    />
  )
}

const INPUT_TYPES: Record<string, string> = { number_input: 'number', email_text_input: 'email', url_text_input: 'url' }

/** Whether the app wants to hear each change, not only the finished text. */
function isToldAsOneTypes({ dispatch_action_config: config }: Json): boolean {
  return JSON.stringify(config ?? '').includes('on_character_entered')
}

const TYPING_PAUSE_MS = 250

function TextInput({ element, held, id, label, set, dispatch }: ControlProps) {
  const [sent, setSent] = useState(asText(held) ?? '')
  const value = asText(held) ?? ''
  const tell = (): void => {
    if (!dispatch || value === sent) return
    setSent(value)
    dispatch()
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was typed and not told yet is the one reason to tell.
  useEffect(() => {
    if (!dispatch || !isToldAsOneTypes(element)) return
    const timer = setTimeout(tell, TYPING_PAUSE_MS)
    return () => clearTimeout(timer)
  }, [value, sent])
  const shared = {
    id,
    value,
    'aria-label': label,
    placeholder: textOfObject(element.placeholder),
    maxLength: typeof element.max_length === 'number' ? element.max_length : undefined,
    onBlur: tell,
    onChange: (event: { target: { value: string } }) => set(event.target.value || null),
  }
  if (element.multiline === true) return <textarea rows={5} {...shared} />
  return (
    <input
      {...shared}
      type={INPUT_TYPES[asText(element.type) ?? ''] ?? 'text'}
      step="any"
      onKeyDown={(event) => event.key === 'Enter' && tell()}
    />
  )
}
