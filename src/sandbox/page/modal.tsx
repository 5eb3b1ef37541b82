import { useEffect, useRef, useState } from 'react'
import { textOfObject } from '../json.ts'
import type { View } from '../types.ts'
import { Blocks } from './blocks.tsx'
import { usePage } from './context.ts'
import { useForm } from './use-form.ts'

/** The modal on top of the stack. */
export function Modal({ view, depth }: { view: View; depth: number }) {
  const { snapshot, perform } = usePage()
  const { values, hand, uploading } = useForm(view)
  const [busy, setBusy] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const title = textOfObject(view.title)
  const trouble = view.errors['']
  const submit = async (): Promise<void> => {
    setBusy(true)
    await perform('submit', { view_id: view.id, values })
    setBusy(false)
  }
  const close = (all: boolean): void => {
    // What was typed last is told before the form is gone.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    void perform('close', { all })
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: `close` does the same for as long as the view is shown.
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') close(false)
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [view.id])
  const complaints = JSON.stringify(view.errors)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the first complaint is shown each time that an answer brings some.
  useEffect(() => {
    if (!busy) form.current?.querySelector('[role=alert]')?.scrollIntoView({ block: 'center' })
  }, [complaints, busy])
  // What is typed next is not meant for the conversation behind.
  useEffect(() => form.current?.focus(), [])
  return (
    <div className="veil">
      <form
        ref={form}
        tabIndex={-1}
        className="modal"
        role="dialog"
        aria-modal="true"
        aria-label={title}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <header>
          <span aria-hidden="true">🥁</span>
          <h2 className="modal-title">
            {title} <span className="modal-app">{snapshot.app.name}</span>
          </h2>
          <button type="button" className="icon" aria-label="Close all" onClick={() => close(true)}>
            ✕
          </button>
        </header>
        <div className="modal-body">
          {trouble && (
            <p className="error banner" role="alert">
              {trouble}
            </p>
          )}
          <Blocks blocks={view.blocks} hand={hand} />
        </div>
        <footer>
          <button type="button" className="button" onClick={() => close(false)}>
            {textOfObject(view.close) || (depth > 1 ? 'Back' : 'Cancel')}
          </button>
          {view.submit && (
            <button type="submit" className="button primary" disabled={busy || uploading}>
              {busy ? 'Sending…' : textOfObject(view.submit)}
            </button>
          )}
        </footer>
      </form>
    </div>
  )
}
