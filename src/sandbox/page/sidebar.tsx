import type { Conversation } from '../types.ts'
import { Avatar } from './avatar.tsx'
import { usePage } from './context.ts'
import { useMenu } from './use-menu.ts'

/** The workspace, its conversations and the app, with marks at what has not been seen. */
export function Sidebar({ unread, change }: { unread: Set<string>; change: (person: string) => void }) {
  const { snapshot, place, go } = usePage()
  const entry = (id: string, sign: string, name: string) => (
    <li key={id}>
      <button
        type="button"
        className={[place === id && 'here', unread.has(id) && 'unread'].filter(Boolean).join(' ')}
        aria-current={place === id ? 'page' : undefined}
        onClick={() => go(id)}
      >
        <span aria-hidden="true">{sign}</span> {name}
      </button>
    </li>
  )
  const isOpen = (one: Conversation): boolean => one.kind !== 'im' && (!one.archived || one.id === place)
  const channels = snapshot.conversations.filter(isOpen)
  return (
    <nav className="sidebar" aria-label="Workspace">
      <h1>{snapshot.workspace.name}</h1>
      <PersonSwitch change={change} />
      <h2>Channels</h2>
      <ul>
        {channels.map((one) => entry(one.id, one.archived ? '🗄' : one.kind === 'private' ? '🔒' : '#', one.name))}
      </ul>
      <h2>Apps</h2>
      <ul>
        {entry('home', '🥁', `${snapshot.app.name} Home`)}
        {entry('messages', '💬', `${snapshot.app.name} Messages`)}
      </ul>
    </nav>
  )
}

function PersonSwitch({ change }: { change: (person: string) => void }) {
  const { snapshot } = usePage()
  const { open, setOpen, anchor } = useMenu()
  const people = snapshot.people.filter((person) => !person.isBot)
  const first = snapshot.me.realName.split(' ')[0]
  return (
    <div className="menu-anchor switch" ref={anchor}>
      <button
        type="button"
        aria-label={`You are: ${snapshot.me.realName}`}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Avatar small person={snapshot.me} /> You are: <b>{first}</b> ▾
      </button>
      {open && (
        <div className="menu" role="menu" aria-label="Be somebody else">
          {people.map((person) => (
            <button
              key={person.id}
              type="button"
              role="menuitem"
              onClick={() => {
                setOpen(false)
                change(person.id)
              }}
            >
              <Avatar small person={person} /> {person.realName}{' '}
              <small>
                {person.deleted
                  ? 'deactivated'
                  : [person.status.text, person.title, person.tz].filter(Boolean).join(' · ')}
              </small>
            </button>
          ))}
        </div>
      )}
    </div>
  )
}
