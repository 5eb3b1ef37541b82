import { useState } from 'react'
import { enter, initialValues, keepValues } from '../form.ts'
import { asList, type Json } from '../json.ts'
import type { View, ViewValues } from '../types.ts'
import type { Hand } from './blocks.tsx'
import type { Page } from './context.ts'

/** A form that is being filled in, and its hand. */
export type Form = { values: ViewValues; hand: Hand }

/** Keeps what a person enters into a view, also while the app redraws it. */
export function useForm(view: View, perform: Page['perform']): Form {
  const [state, setState] = useState({ hash: view.hash, values: view.values })
  const values =
    state.hash === view.hash
      ? state.values
      : keepValues(initialValues(view.blocks), { ...view.values, ...state.values })
  if (state.hash !== view.hash) setState({ hash: view.hash, values })

  const entered = (action: Json): ViewValues => {
    const next = structuredClone(values)
    enter(next, action)
    setState({ hash: view.hash, values: next })
    return next
  }
  return {
    values,
    hand: {
      values,
      errors: view.errors,
      enter: entered,
      act: (action) => void perform('action', { view_id: view.id, values: entered(action), action }),
      async options(ask) {
        const done = await perform('options', { view_id: view.id, values, ask })
        return done.ok ? asList(done.result) : []
      },
    },
  }
}

/** The hand for a message: choices show at once what was chosen, and the app is told. */
export function useMessageHand(place: { channel: string; ts: string }, perform: Page['perform']): Hand {
  const [values, setValues] = useState<ViewValues>({})
  const take = (action: Json): void => {
    const next = structuredClone(values)
    enter(next, action)
    setValues(next)
  }
  return {
    values,
    errors: {},
    enter: take,
    act(action) {
      take(action)
      void perform('action', { ...place, action })
    },
    async options(ask) {
      const done = await perform('options', { ...place, ask })
      return done.ok ? asList(done.result) : []
    },
  }
}
