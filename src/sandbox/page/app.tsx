import { useEffect, useMemo, useState } from 'react'
import type { Snapshot } from '../snapshot.ts'
import { perform, useSnapshot } from './connection.ts'
import { type Page, PageContext } from './context.ts'
import { ConversationView } from './conversation.tsx'
import { FaultsDrawer } from './faults.tsx'
import { Home } from './home.tsx'
import { Modal } from './modal.tsx'
import { Toasts } from './notices.tsx'
import { Sidebar } from './sidebar.tsx'
import { Thread } from './thread.tsx'
import { useAddress } from './use-address.ts'
import { useTheme } from './use-theme.ts'
import { useUnread } from './use-unread.ts'

/** The whole page. */
export function App() {
  const address = useAddress()
  const { theme, toggle } = useTheme()
  const { snapshot, lost } = useSnapshot(address.person)
  const faults = useState(false)
  const page = useMemo<Page | undefined>(
    () =>
      snapshot && {
        snapshot,
        theme,
        place: address.place,
        go: address.go,
        openThread: address.openThread,
        perform: (kind, order) => perform(address.person, kind, order),
      },
    [snapshot, theme, address],
  )
  if (!page) return <p className="empty">{lost ? 'The sandbox is not running.' : 'Opening the workspace…'}</p>
  return (
    <PageContext value={page}>
      <Workspace address={address} page={page} lost={lost} toggleTheme={toggle} drawer={faults} />
    </PageContext>
  )
}

type WorkspaceProps = {
  address: ReturnType<typeof useAddress>
  page: Page
  lost: boolean
  toggleTheme: () => void
  /** Whether the faults are shown; it outlives a change of person. */
  drawer: [boolean, (shown: boolean) => void]
}

function Workspace({ address, page, lost, toggleTheme, drawer }: WorkspaceProps) {
  const { snapshot } = page
  const [faults, setFaults] = drawer
  const [menu, setMenu] = useState(false)
  const unread = useUnread(snapshot, address.place)
  const modal = snapshot.modals.at(-1)
  const shownAs = conversationAt(snapshot, address.place)
  const name = shownAs ? shownAs.name : `${snapshot.app.name} Home`
  useEffect(() => {
    document.title = `${name} · ${snapshot.workspace.name}`
  }, [name, snapshot.workspace.name])
  useOpening(page)
  const classes = ['app', menu && 'with-menu', address.thread && 'with-thread', faults && 'with-faults']
    .filter(Boolean)
    .join(' ')
  return (
    <div className={classes}>
      <div className="sidebar-holder" onClickCapture={(event) => isChoice(event.target) && setMenu(false)}>
        <Sidebar unread={unread} change={address.be} />
      </div>
      <main>
        <header className="bar">
          <button type="button" className="icon menu-button" aria-label="Menu" onClick={() => setMenu(!menu)}>
            ☰
          </button>
          <div className="grow">
            <h2>{name}</h2>
            {shownAs?.conversation.topic && <p>{shownAs.conversation.topic}</p>}
          </div>
          <button type="button" className="icon" aria-label="Light or dark" onClick={toggleTheme}>
            {page.theme === 'dark' ? '☀️' : '🌙'}
          </button>
          <button
            type="button"
            className={snapshot.faults.length > 0 ? 'button alarmed' : 'button'}
            aria-label="Faults panel"
            onClick={() => setFaults(!faults)}
          >
            Faults{snapshot.faults.length > 0 && ` · ${snapshot.faults.length}`}
          </button>
        </header>
        <Banner lost={lost} snapshot={snapshot} />
        {shownAs ? <ConversationView key={shownAs.conversation.id} {...shownAs} /> : <Home />}
      </main>
      {address.thread && <Thread key={address.thread.ts} {...address.thread} />}
      {faults && <FaultsDrawer close={() => setFaults(false)} />}
      {modal && <Modal key={`${modal.id}-${modal.filling}`} view={modal} depth={snapshot.modals.length} />}
      <Toasts />
    </div>
  )
}

/** Choosing a conversation or a person closes the menu of small screens; opening the list of people does not. */
function isChoice(target: EventTarget): boolean {
  return target instanceof Element && target.closest('ul, [role=menu]') !== null
}

function Banner({ lost, snapshot }: { lost: boolean; snapshot: Snapshot }) {
  const [seen, setSeen] = useState(snapshot.connected)
  if (snapshot.connected && !seen) setSeen(true)
  if (lost) return <p className="banner warn">The sandbox does not answer. Trying again…</p>
  if (snapshot.connected) return null
  return (
    <p className="banner warn">
      {seen ? `${snapshot.app.name} is not connected.` : `${snapshot.app.name} is starting…`}
    </p>
  )
}

function conversationAt(snapshot: Snapshot, place: string) {
  const id = place === 'messages' ? directMessageId(snapshot) : place
  const conversation = snapshot.conversations.find((one) => one.id === id)
  if (!conversation) return undefined
  return { conversation, name: conversation.kind === 'im' ? snapshot.app.name : `#${conversation.name}` }
}

function directMessageId(snapshot: Snapshot): string {
  return snapshot.conversations.find((one) => one.kind === 'im' && one.members.includes(snapshot.me.id))?.id ?? ''
}

/** Slack tells an app each time somebody opens its Home or Messages tab. */
function useOpening(page: Page): void {
  const { place, snapshot } = page
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each opening, and again when the app has come up.
  useEffect(() => {
    if (place === 'home' || place === 'messages') void page.perform('home', { tab: place })
  }, [place, snapshot.me.id, snapshot.connected])
}
