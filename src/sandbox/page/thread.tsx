import { useEffect, useRef } from 'react'
import { Composer } from './composer.tsx'
import { usePage } from './context.ts'
import { MessageRow } from './message.tsx'

/** A thread in the pane on the right. */
export function Thread({ channel, ts }: { channel: string; ts: string }) {
  const { snapshot, openThread } = usePage()
  const conversation = snapshot.conversations.find((one) => one.id === channel)
  const messages = snapshot.messages.filter((one) => one.channel === channel && (one.ts === ts || one.thread_ts === ts))
  const last = useRef<HTMLDivElement>(null)
  const shown = useRef(messages.length)
  useEffect(() => {
    // Only what is said while the thread is open scrolls it; it opens at its top.
    if (messages.length > shown.current) last.current?.scrollIntoView()
    shown.current = messages.length
  }, [messages.length])
  return (
    <aside className="thread" aria-label="Thread">
      <header>
        <h2>
          Thread <small>#{conversation?.name}</small>
        </h2>
        <button type="button" className="icon" aria-label="Close thread" onClick={() => openThread(undefined)}>
          ✕
        </button>
      </header>
      <div className="list" role="log" aria-label="Replies">
        {messages.map((message) => (
          <MessageRow key={message.ts} message={message} inThread />
        ))}
        <div ref={last} />
      </div>
      {!conversation?.archived && <Composer channel={channel} thread={ts} placeholder="Reply…" />}
    </aside>
  )
}
