import { useState } from 'react'
import type { Json } from '../json.ts'
import { usePage } from './context.ts'

const METHODS = [
  '',
  'chat.postMessage',
  'chat.update',
  'chat.postEphemeral',
  'views.open',
  'views.update',
  'views.publish',
]
const MORE_METHODS = [
  'conversations.history',
  'conversations.replies',
  'files.getUploadURLExternal',
  'files.completeUploadExternal',
  'users.info',
]

const TO_BOT: [string, string, Json][] = [
  ['ack-missed', 'The answer comes too late', {}],
  ['delivered-twice', 'Delivered twice', {}],
  ['delivered-again-as-retry', 'Delivered again as a retry', {}],
  ['not-delivered', 'Not delivered', {}],
  ['trigger-expired', 'The trigger has expired', {}],
  ['socket-closed', 'The socket is closed', {}],
]

const TO_SLACK: [string, string, Json][] = [
  ['rate-limited', '429, retry after 3 s', { retryAfter: 3 }],
  ['500-before', '500, nothing done', {}],
  ['500-after', '500, though it was done', {}],
  ['reply-lost-before-effect', 'Connection lost, nothing done', {}],
  ['reply-lost-after-effect', 'Reply lost, though it was done', {}],
  ['non-json-200', 'A 200 that is no JSON', {}],
  ['slow', 'Takes 5 s', { ms: 5000 }],
  ['slow-reply', 'Answers after 12 s', { ms: 12_000 }],
  ['refused', 'Nobody can connect for 10 s', { ms: 10_000 }],
]

const CODES = [
  'invalid_blocks',
  'not_in_channel',
  'channel_not_found',
  'is_archived',
  'token_revoked',
  'invalid_auth',
  'account_inactive',
  'missing_scope',
  'msg_too_long',
  'no_text',
  'restricted_action',
  'user_not_found',
  'internal_error',
]

/** The drawer in which misfortunes are switched on and off. */
export function FaultsDrawer({ close }: { close: () => void }) {
  const { snapshot, perform } = usePage()
  const [method, setMethod] = useState('')
  const [code, setCode] = useState('invalid_blocks')
  const [times, setTimes] = useState('1')
  const count = times === 'always' ? null : Number(times)
  const add = (kind: string, extra: Json, withMethod: boolean): void =>
    void perform('fault-add', { fault: { kind, count, ...extra, ...(withMethod && method && { method }) } })
  const button = ([kind, label, extra]: [string, string, Json], withMethod: boolean) => (
    <button key={kind} type="button" className="button" onClick={() => add(kind, extra, withMethod)}>
      {label}
    </button>
  )
  return (
    <aside className="faults" aria-label="Faults">
      <header>
        <h2>Faults</h2>
        <button type="button" className="icon" aria-label="Close faults" onClick={close}>
          ✕
        </button>
      </header>
      <p className="hint">Switch on what goes wrong at Slack now and then, and watch what the app makes of it.</p>
      <label className="row">
        How often
        <select value={times} onChange={(event) => setTimes(event.target.value)}>
          <option value="1">once</option>
          <option value="3">three times</option>
          <option value="always">until switched off</option>
        </select>
      </label>
      <h3>From Slack to the app</h3>
      <div className="buttons">{TO_BOT.map((fault) => button(fault, false))}</div>
      <h3>From the app to Slack</h3>
      <label className="row">
        Method
        <select value={method} onChange={(event) => setMethod(event.target.value)}>
          {[...METHODS, ...MORE_METHODS].map((name) => (
            <option key={name} value={name}>
              {name || 'any'}
            </option>
          ))}
        </select>
      </label>
      <div className="buttons">{TO_SLACK.map((fault) => button(fault, fault[0] !== 'refused'))}</div>
      <label className="row">
        Refused with
        <select value={code} onChange={(event) => setCode(event.target.value)}>
          {CODES.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
        <button type="button" className="button" onClick={() => add('error', { error: code }, true)}>
          Switch on
        </button>
      </label>
      <h3>On now</h3>
      <ul className="on-now">
        {snapshot.faults.map((fault) => (
          <li key={fault.id}>
            <span>
              {fault.error ?? fault.kind} {fault.method && `· ${fault.method}`} · {fault.count ?? '∞'}×
            </span>
            <button
              type="button"
              className="icon"
              aria-label="Switch off"
              onClick={() => void perform('fault-remove', { id: fault.id })}
            >
              ✕
            </button>
          </li>
        ))}
        {snapshot.faults.length === 0 && <li className="hint">Nothing. All is well.</li>}
      </ul>
      <WorkspaceSwitches />
    </aside>
  )
}

function WorkspaceSwitches() {
  const { snapshot, place, perform } = usePage()
  const conversation = snapshot.conversations.find((one) => one.id === place && one.kind !== 'im')
  const others = snapshot.people.filter((person) => !person.isBot && person.id !== snapshot.me.id)
  const toggle = (label: string, on: boolean, verbs: [string, string], order: Json) => (
    <Switch
      key={label}
      label={label}
      on={on}
      turn={(to) => void perform('admin', { verb: to ? verbs[0] : verbs[1], ...order })}
    />
  )
  const of = { conversation: conversation?.id }
  return (
    <>
      <h3>The workspace</h3>
      {conversation && toggle(`#${conversation.name} is archived`, conversation.archived, ['archive', 'unarchive'], of)}
      {conversation &&
        toggle(`${snapshot.app.name} is in #${conversation.name}`, conversation.botIn, ['invite', 'remove'], of)}
      {toggle('The token is revoked', snapshot.tokenStatus !== 'active', ['revoke-tokens', 'restore-tokens'], {})}
      {others.map((person) =>
        toggle(`${person.realName} is deactivated`, person.deleted, ['deactivate', 'reactivate'], {
          person: person.id,
        }),
      )}
      {snapshot.people
        .filter((person) => !person.isBot)
        .map((person) =>
          toggle(
            `The status of ${person.realName}: Vacationing`,
            person.status.text !== '',
            ['vacation', 'no-status'],
            {
              person: person.id,
            },
          ),
        )}
    </>
  )
}

/** Shows at once what was wanted, until the workspace says how it is. */
function Switch({ label, on, turn }: { label: string; on: boolean; turn: (to: boolean) => void }) {
  const [wanted, setWanted] = useState({ on, while: on })
  const shown = wanted.while === on ? wanted.on : on
  return (
    <label className="row">
      <input
        type="checkbox"
        checked={shown}
        onChange={() => {
          setWanted({ on: !shown, while: on })
          turn(!shown)
        }}
      />
      {label}
    </label>
  )
}
