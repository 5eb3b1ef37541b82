import type { PageFile, PageMessage } from '../snapshot.ts'
import { Avatar } from './avatar.tsx'
import { Blocks } from './blocks.tsx'
import { usePage } from './context.ts'
import { Markup } from './display.tsx'
import { instantOf, sizeOf, timeIn } from './format.ts'
import { useMessageHand } from './use-form.ts'
import { useMenu } from './use-menu.ts'

/** Draws one message; `replies` are given outside of threads, `compact` follows the same author. */
export function MessageRow(props: {
  message: PageMessage
  replies?: PageMessage[]
  compact?: boolean
  inThread?: boolean
}) {
  const { message, replies = [], compact = false, inThread = false } = props
  const { snapshot, openThread } = usePage()
  const author = snapshot.people.find((person) => person.id === message.user)
  const time = timeIn(snapshot.me.tz, instantOf(message.ts))
  const name = author?.realName ?? message.user
  const open = (): void => openThread({ channel: message.channel, ts: message.thread_ts ?? message.ts })
  const classes = ['message', message.to && 'ephemeral', compact && 'compact'].filter(Boolean).join(' ')
  return (
    <article className={classes} aria-label={`${name} at ${time}`} data-ts={message.ts}>
      {compact ? <time className="gutter">{time}</time> : <Avatar person={author} />}
      <div className="grow">
        {message.to && <p className="only-you">👁 Only visible to you</p>}
        {!compact && (
          <header>
            <b>{name}</b>
            {author?.isBot && <span className="badge">APP</span>}
            <time title={instantOf(message.ts).toISOString()}>{time}</time>
          </header>
        )}
        <Body message={message} />
        <Reactions message={message} />
        {!inThread && replies.length > 0 && <ReplyLine replies={replies} open={open} />}
      </div>
      {!message.to && <HoverMenu message={message} reply={inThread ? undefined : open} />}
    </article>
  )
}

function Body({ message }: { message: PageMessage }) {
  const { perform } = usePage()
  const hand = useMessageHand({ channel: message.channel, ts: message.ts }, perform)
  const hasBlocks = (message.blocks?.length ?? 0) > 0
  return (
    <div className="body">
      {hasBlocks ? (
        <Blocks blocks={message.blocks ?? []} hand={hand} />
      ) : (
        message.text && <Markup text={message.text} />
      )}
      {message.edited && <span className="edited">(edited)</span>}
      {message.files.map((file) => (
        <FileCard key={file.id} file={file} />
      ))}
    </div>
  )
}

function FileCard({ file }: { file: PageFile }) {
  const address = `/page/file/${file.id}`
  if (file.mimetype.startsWith('image/')) {
    return (
      <figure className="picture">
        <figcaption>{file.title}</figcaption>
        <a href={address} target="_blank" rel="noreferrer">
          <img src={address} alt={file.altText || file.title} />
        </a>
      </figure>
    )
  }
  return (
    <a className="file" href={address} download={file.name}>
      <span aria-hidden="true">📄</span>
      <span>
        <b>{file.title}</b>
        <small>
          {file.name.split('.').at(-1)?.toUpperCase()} · {sizeOf(file.size)}
        </small>
      </span>
    </a>
  )
}

function Reactions({ message }: { message: PageMessage }) {
  const { snapshot, perform } = usePage()
  if (message.reactions.length === 0) return null
  return (
    <div className="reactions">
      {message.reactions.map(({ name, users }) => (
        <button
          key={name}
          type="button"
          className={users.includes(snapshot.me.id) ? 'mine' : ''}
          aria-label={`${name}, ${users.length}`}
          onClick={() => void perform('react', { channel: message.channel, ts: message.ts, name })}
        >
          <Markup text={`:${name}:`} /> {users.length}
        </button>
      ))}
    </div>
  )
}

function ReplyLine({ replies, open }: { replies: PageMessage[]; open: () => void }) {
  const { snapshot } = usePage()
  const authors = [...new Set(replies.map((reply) => reply.user))].slice(0, 4)
  const last = replies.at(-1)
  return (
    <button type="button" className="replies" onClick={open}>
      {authors.map((id) => (
        <Avatar key={id} small person={snapshot.people.find((person) => person.id === id)} />
      ))}
      <b>{replies.length === 1 ? '1 reply' : `${replies.length} replies`}</b>
      {last && <small>Last reply {timeIn(snapshot.me.tz, instantOf(last.ts))}</small>}
    </button>
  )
}

const QUICK = [
  ['white_check_mark', '✅'],
  ['eyes', '👀'],
  ['+1', '👍'],
] as const

function HoverMenu({ message, reply }: { message: PageMessage; reply: (() => void) | undefined }) {
  const { snapshot, perform } = usePage()
  const { open, setOpen, anchor } = useMenu()
  const shortcuts = snapshot.app.shortcuts.filter((shortcut) => shortcut.type === 'message')
  const at = { channel: message.channel, ts: message.ts }
  return (
    <div className="hover-menu">
      {QUICK.map(([name, sign]) => (
        <button
          key={name}
          type="button"
          aria-label={`React ${name}`}
          onClick={() => void perform('react', { ...at, name })}
        >
          {sign}
        </button>
      ))}
      {reply && (
        <button type="button" aria-label="Reply in thread" onClick={reply}>
          💬
        </button>
      )}
      {shortcuts.length > 0 && (
        <span className="menu-anchor" ref={anchor}>
          <button type="button" aria-label="Message shortcuts" aria-expanded={open} onClick={() => setOpen(!open)}>
            ⋮
          </button>
          {open && (
            <div className="menu" role="menu">
              {shortcuts.map(({ name, callbackId }) => (
                <button
                  key={callbackId}
                  type="button"
                  role="menuitem"
                  onClick={() => {
                    setOpen(false)
                    void perform('message-shortcut', { ...at, callbackId })
                  }}
                >
                  {name} <small>{snapshot.app.name}</small>
                </button>
              ))}
            </div>
          )}
        </span>
      )}
    </div>
  )
}
