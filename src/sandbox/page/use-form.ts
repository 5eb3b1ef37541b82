import { useState } from 'react'
import { enter, initialValues, keepValues } from '../form.ts'
import { asList, type Json } from '../json.ts'
import type { View, ViewValues } from '../types.ts'
import type { Hand } from './blocks.tsx'
import { attach } from './connection.ts'
import { type Page, usePage } from './context.ts'

/** A form that is being filled in, and its hand; what is still uploading is not in the values yet. */
export type Form = { values: ViewValues; hand: Hand; uploading: boolean }

/** Keeps what a person enters into a view, also while the app redraws it. */
export function useForm(view: View): Form {
  const { snapshot, perform } = usePage()
  const [uploads, setUploads] = useState(0)
  const [state, setState] = useState({ hash: view.hash, values: view.values })
  const values =
    state.hash === view.hash
      ? state.values
      : keepValues(initialValues(view.blocks), { ...view.values, ...state.values })
  if (state.hash !== view.hash) setState({ hash: view.hash, values })

  const take = (action: Json): void => {
    // An upload ends later than it began: by then other things may have been entered, which must stay.
    setState((now) => ({ ...now, values: entered(now.values, action) }))
  }
  return {
    values,
    uploading: uploads > 0,
    hand: {
      values,
      errors: view.errors,
      enter: take,
      act(action) {
        take(action)
        void perform('action', { view_id: view.id, values: entered(values, action), action })
      },
      async options(ask) {
        const done = await perform('options', { view_id: view.id, values, ask })
        return done.ok ? asList(done.result) : []
      },
      async attach(file) {
        setUploads((count) => count + 1)
        const stored = await attach(snapshot.me.id, file)
        setUploads((count) => count - 1)
        return stored
      },
    },
  }
}

function entered(values: ViewValues, action: Json): ViewValues {
  const next = structuredClone(values)
  enter(next, action)
  return next
}

/** The hand for a message: choices show at once what was chosen, and the app is told. */
export function useMessageHand(place: { channel: string; ts: string }, perform: Page['perform']): Hand {
  const [values, setValues] = useState<ViewValues>({})
  const take = (action: Json): void => setValues((now) => entered(now, action))
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
    attach: async () => undefined,
  }
}
