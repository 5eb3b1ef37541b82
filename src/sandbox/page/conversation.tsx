import { useEffect, useRef, useState } from 'react'
import type { PageMessage } from '../snapshot.ts'
import type { Conversation } from '../types.ts'
import { Composer } from './composer.tsx'
import { upload } from './connection.ts'
import { usePage } from './context.ts'
import { dayIn, instantOf } from './format.ts'
import { MessageRow } from './message.tsx'
import { NoticeRow } from './notices.tsx'

const COMPACT_WITHIN_S = 300

/** A conversation: its messages by day, what Slack has to say, and the composer. */
export function ConversationView({ conversation, name }: { conversation: Conversation; name: string }) {
  const { snapshot } = usePage()
  const [over, setOver] = useState(false)
  const end = useRef<HTMLDivElement>(null)
  const messages = snapshot.messages.filter((one) => one.channel === conversation.id)
  const roots = messages.filter(
    (one) => !one.thread_ts || one.thread_ts === one.ts || one.subtype === 'thread_broadcast',
  )
  const notices = snapshot.notices.filter((notice) => notice.conversation === conversation.id)
  const last = `${conversation.id} ${roots.at(-1)?.ts} ${notices.length}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new last line is the reason to scroll.
  useEffect(() => {
    // Newer browsers answer with a promise, which is no way to clean up.
    end.current?.scrollIntoView()
  }, [last])

  async function drop(files: FileList): Promise<void> {
    for (const file of files) await upload(snapshot.me.id, file, { channel: conversation.id })
  }

  return (
    <section
      className={over ? 'conversation over' : 'conversation'}
      aria-label={name}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        void drop(event.dataTransfer.files)
      }}
    >
      <div className="list" role="log" aria-label={`Messages in ${name}`}>
        <Days roots={roots} messages={messages} zone={snapshot.me.tz} name={name} />
        {notices.map((notice) => (
          <NoticeRow key={notice.id} notice={notice} />
        ))}
        <div ref={end} />
      </div>
      {conversation.archived ? (
        <p className="archived">You are viewing {name}, an archived channel.</p>
      ) : (
        <Composer channel={conversation.id} placeholder={`Message ${name}`} />
      )}
    </section>
  )
}

function Days(props: { roots: PageMessage[]; messages: PageMessage[]; zone: string; name: string }) {
  const { roots, messages, zone, name } = props
  if (roots.length === 0) return <p className="empty">This is the very beginning of {name}.</p>
  return roots.map((message, index) => {
    const before = roots[index - 1]
    const day = dayIn(zone, instantOf(message.ts))
    const isNewDay = !before || dayIn(zone, instantOf(before.ts)) !== day
    const compact = !isNewDay && follows(message, before)
    const replies = messages.filter((one) => one.thread_ts === message.ts && one.ts !== message.ts && !one.to)
    return (
      <div key={message.ts}>
        {isNewDay && (
          <h3 className="day">
            <span>{day}</span>
          </h3>
        )}
        <MessageRow message={message} replies={replies} compact={compact} />
      </div>
    )
  })
}

function follows(message: PageMessage, before: PageMessage): boolean {
  const close = Number(message.ts) - Number(before.ts) < COMPACT_WITHIN_S
  return close && message.user === before.user && !message.to && !before.to
}
