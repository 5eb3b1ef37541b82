import { useRef, useState } from 'react'
import type { AppCommand } from '../types.ts'
import { upload } from './connection.ts'
import { usePage } from './context.ts'
import { referencesIn } from './format.ts'
import { useMenu } from './use-menu.ts'

/** Where people write: text, files, and the app's command. */
export function Composer({ channel, thread, placeholder }: { channel: string; thread?: string; placeholder: string }) {
  const { snapshot, perform } = usePage()
  const [text, setText] = useState('')
  const [complaint, setComplaint] = useState('')
  const files = useRef<HTMLInputElement>(null)
  const commands = text.startsWith('/') && !thread ? matching(snapshot.app.commands, text) : []

  async function send(): Promise<void> {
    const line = text.trim()
    if (line === '') return
    const isCommand = line.startsWith('/')
    if (isCommand && thread) {
      setComplaint(`${line.split(' ')[0]} is not supported in threads. Sorry!`)
      return
    }
    setText('')
    dismissNotices()
    const order = isCommand
      ? { channel, line }
      : { channel, text: referencesIn(line, snapshot), ...(thread && { thread_ts: thread }) }
    const done = await perform(isCommand ? 'command' : 'say', order)
    setComplaint(done.ok ? '' : done.error)
  }

  /** What Slack had to say about the last command has been seen when the next one is sent. */
  function dismissNotices(): void {
    for (const { id, conversation } of snapshot.notices) {
      if (conversation === channel) void perform('dismiss', { id })
    }
  }

  async function attach(list: FileList | null): Promise<void> {
    for (const file of list ?? []) await upload(snapshot.me.id, file, { channel, thread_ts: thread })
    if (files.current) files.current.value = ''
  }

  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      {complaint && (
        <p className="error" role="alert">
          {complaint}
        </p>
      )}
      <Suggestions commands={commands} take={(command) => setText(`${command} `)} />
      <div className="composer-box">
        <button type="button" className="icon" aria-label="Attach a file" onClick={() => files.current?.click()}>
          +
        </button>
        <input
          ref={files}
          type="file"
          multiple
          hidden
          aria-label="File"
          onChange={(event) => void attach(event.target.files)}
        />
        <textarea
          rows={1}
          aria-label={thread ? 'Reply' : 'Message'}
          placeholder={placeholder}
          value={text}
          onChange={(event) => {
            setComplaint('')
            setText(event.target.value)
          }}
          onKeyDown={(event) => {
            if (event.key === 'Tab' && commands[0] && !text.includes(' ')) {
              event.preventDefault()
              setText(`${commands[0].command} `)
            }
            if (event.key !== 'Enter' || event.shiftKey) return
            event.preventDefault()
            void send()
          }}
        />
        {!thread && <ShortcutMenu />}
        <button type="submit" className="icon send" aria-label="Send" disabled={text.trim() === ''}>
          ➤
        </button>
      </div>
    </form>
  )
}

function matching<T extends { command: string }>(commands: T[], text: string): T[] {
  const [word = ''] = text.split(' ')
  return commands.filter(({ command }) => (text.includes(' ') ? command === word : command.startsWith(word)))
}

function Suggestions({ commands, take }: { commands: AppCommand[]; take: (command: string) => void }) {
  if (commands.length === 0) return null
  return (
    <div className="menu suggestions" role="listbox" aria-label="Commands">
      {commands.map(({ command, usageHint, description }) => (
        <button key={command} type="button" role="option" aria-selected="true" onClick={() => take(command)}>
          <b>{command}</b> <span>{usageHint}</span>
          <small>{description}</small>
        </button>
      ))}
    </div>
  )
}

function ShortcutMenu() {
  const { snapshot, perform } = usePage()
  const { open, setOpen, anchor } = useMenu()
  const shortcuts = snapshot.app.shortcuts.filter((shortcut) => shortcut.type === 'global')
  if (shortcuts.length === 0) return null
  return (
    <span className="menu-anchor" ref={anchor}>
      <button type="button" className="icon" aria-label="Shortcuts" aria-expanded={open} onClick={() => setOpen(!open)}>
        ⚡
      </button>
      {open && (
        <div className="menu up" role="menu">
          {shortcuts.map(({ name, callbackId, description }) => (
            <button
              key={callbackId}
              type="button"
              role="menuitem"
              onClick={() => {
                setOpen(false)
                void perform('shortcut', { callbackId })
              }}
            >
              {name} <small>{description ?? snapshot.app.name}</small>
            </button>
          ))}
        </div>
      )}
    </span>
  )
}
