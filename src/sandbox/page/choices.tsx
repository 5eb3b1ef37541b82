import { useEffect, useState } from 'react'
import { optionsOf } from '../form.ts'
import { asJson, asList, asText, type Json, textOfObject } from '../json.ts'
import type { Snapshot } from '../snapshot.ts'
import { usePage } from './context.ts'
import type { ElementProps } from './element.tsx'

/** A choice by what the app gets (an option, or an id) and what a person reads. */
type Choice = { key: string; label: string; value: unknown }

const toChoice = (option: Json): Choice => ({
  key: asText(option.value) ?? '',
  label: textOfObject(option.text),
  value: option,
})

function entities(type: unknown, snapshot: Snapshot): Choice[] {
  if ((asText(type) ?? '').includes('users')) {
    const people = snapshot.people.filter((person) => !person.deleted)
    return people.map(({ id, realName }) => ({ key: id, label: realName, value: id }))
  }
  const conversations = snapshot.conversations.filter((one) => one.kind !== 'im' && !one.archived)
  return conversations.map(({ id, name }) => ({ key: id, label: `#${name}`, value: id }))
}

function Native(props: {
  id: string
  label: string
  placeholder: string
  held: string
  choices: Choice[]
  set: (value: unknown) => void
}) {
  return (
    <select
      id={props.id}
      aria-label={props.label}
      value={props.held}
      onChange={(event) => props.set(props.choices.find((one) => one.key === event.target.value)?.value ?? null)}
    >
      <option value="">{props.placeholder || 'Choose…'}</option>
      {props.choices.map((choice) => (
        <option key={choice.key} value={choice.key}>
          {choice.label}
        </option>
      ))}
    </select>
  )
}

/** One of the options an element lists. */
export function OneChoice({ element, held, id, label, set }: ElementProps) {
  const placeholder = textOfObject(element.placeholder)
  const current = asText(asJson(held).value) ?? ''
  return <Native {...{ id, label, placeholder, set }} held={current} choices={optionsOf(element).map(toChoice)} />
}

/** One person or conversation. */
export function EntityChoice({ element, held, id, label, set }: ElementProps) {
  const { snapshot } = usePage()
  const placeholder = textOfObject(element.placeholder)
  return (
    <Native {...{ id, label, placeholder, set }} held={asText(held) ?? ''} choices={entities(element.type, snapshot)} />
  )
}

type Asking = ElementProps & { ask: (query: string) => Promise<Json[]> }

const ASK_AFTER_MS = 200

/** One of the options the app finds for what is typed. */
export function ExternalChoice({ element, held, id, label, set, ask }: Asking) {
  const [query, setQuery] = useState<string>()
  const [options, setOptions] = useState<Json[]>([])
  const least = typeof element.min_query_length === 'number' ? element.min_query_length : 3
  // biome-ignore lint/correctness/useExhaustiveDependencies: `ask` is made anew on every drawing; only the query asks again.
  useEffect(() => {
    if (query === undefined || query.length < least) return
    const timer = setTimeout(() => void ask(query).then(setOptions), ASK_AFTER_MS)
    return () => clearTimeout(timer)
  }, [query, least])
  if (held && query === undefined) {
    return (
      <span className="chip">
        {textOfObject(asJson(held).text)}
        <button type="button" aria-label={`Clear ${label}`} onClick={() => set(null)}>
          ✕
        </button>
      </span>
    )
  }
  const choose = (option: Json): void => {
    setQuery(undefined)
    set(option)
  }
  return (
    <div className="combo">
      <input
        id={id}
        role="combobox"
        aria-label={label}
        aria-expanded={query !== undefined}
        aria-controls={`${id}-list`}
        autoComplete="off"
        placeholder={textOfObject(element.placeholder) || 'Type to search'}
        value={query ?? ''}
        onFocus={() => setQuery(query ?? '')}
        onChange={(event) => setQuery(event.target.value)}
      />
      {query !== undefined && (
        <div className="menu" id={`${id}-list`} role="listbox">
          {options.map((option) => (
            <button
              key={asText(option.value)}
              type="button"
              role="option"
              aria-selected="false"
              onClick={() => choose(option)}
            >
              {textOfObject(option.text)}
            </button>
          ))}
          {options.length === 0 && (
            <p className="hint">{query.length < least ? `Type ${least} letters` : 'No results'}</p>
          )}
        </div>
      )}
    </div>
  )
}

/** Several of the options, people or conversations: chips, and a list to add from. */
export function ManyChoices(props: Asking) {
  const { element, held, id, label, set, ask } = props
  const { snapshot } = usePage()
  const isOptions = /static|external/.test(asText(element.type) ?? '')
  const listed = isOptions ? optionsOf(element).map(toChoice) : entities(element.type, snapshot)
  const current = Array.isArray(held) ? (held as unknown[]) : []
  const choices = isOptions ? asList(current).map(toChoice) : listed.filter((one) => current.includes(one.value))
  const left = listed.filter((one) => !choices.some((chosen) => chosen.key === one.key))
  const add = (value: unknown): void => {
    if (value !== null) set([...current, value])
  }
  return (
    <div className="many">
      {choices.map((choice) => (
        <span key={choice.key} className="chip">
          {choice.label}
          <button
            type="button"
            aria-label={`Remove ${choice.label}`}
            onClick={() => set(choices.filter((one) => one !== choice).map((one) => one.value))}
          >
            ✕
          </button>
        </span>
      ))}
      {element.type === 'multi_external_select' ? (
        <ExternalChoice {...{ element, id, label, ask }} held={undefined} set={add} />
      ) : (
        <Native {...{ id, label }} placeholder="Add…" held="" choices={left} set={add} />
      )}
    </div>
  )
}
