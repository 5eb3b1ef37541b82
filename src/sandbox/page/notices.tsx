import type { Notice } from '../types.ts'
import { usePage } from './context.ts'

/** What Slack itself tells a person in a conversation. */
export function NoticeRow({ notice }: { notice: Notice }) {
  const { perform } = usePage()
  return (
    <article className="message notice" role="status">
      <span className="avatar" aria-hidden="true">
        🤖
      </span>
      <div className="grow">
        <p className="only-you">👁 Only visible to you</p>
        <header>
          <b>Slackbot</b>
        </header>
        <p>{notice.text}</p>
      </div>
      <button
        type="button"
        className="icon"
        aria-label="Dismiss"
        onClick={() => void perform('dismiss', { id: notice.id })}
      >
        ✕
      </button>
    </article>
  )
}

/** What Slack tells a person outside any conversation, such as in a modal or on the Home tab. */
export function Toasts() {
  const { snapshot, perform } = usePage()
  const elsewhere = snapshot.notices.filter((notice) => notice.conversation === undefined).slice(-3)
  return (
    <div className="toasts">
      {elsewhere.map((notice) => (
        <div key={notice.id} className="toast" role="status">
          <span>⚠️ {notice.text}</span>
          <button
            type="button"
            className="icon"
            aria-label="Dismiss"
            onClick={() => void perform('dismiss', { id: notice.id })}
          >
            ✕
          </button>
        </div>
      ))}
    </div>
  )
}
