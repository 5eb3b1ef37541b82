import type { Faults } from './faults.ts'
import type { Json } from './json.ts'
import type { SandboxState } from './state.ts'
import type { AppInfo, BlockValidator } from './types.ts'

/** Settings that stay as they are while the sandbox runs. */
export type Settings = {
  app: AppInfo
  signingSecret: string
  verificationToken: string
  ackTimeoutMs: number
  triggerMs: number
  /** Waits before the first, second and third redelivery of an event that was not acknowledged. */
  retryDelaysMs: readonly number[]
  validateBlocks: BlockValidator
}

/** What every part of the sandbox shares: the state, the clock, ids, and word of what happens. */
export type World = {
  settings: Settings
  state: SandboxState
  faults: Faults
  /** The root of the sandbox, without a slash at its end. */
  url: () => string
  now: () => number
  /** A message timestamp, unique and higher than all before. */
  nextTs: () => string
  newId: (prefix: string) => string
  /** Says that the state has changed, so that pages redraw and waiting tests look again. */
  changed: () => void
  onChange: (listener: () => void) => () => void
  /** Tells the app of an event, if it subscribes to it. */
  emit: (event: Json) => void
  onEvent: (listener: (event: Json) => void) => () => void
  /** Counts work under way (deliveries, calls), for `settled`. */
  busy: <T>(work: Promise<T>) => Promise<T>
  isBusy: () => boolean
}

/** Makes the shared core of a sandbox. */
export function createWorld(parts: {
  settings: Settings
  state: SandboxState
  now: () => number
  url: () => string
  makeFaults: (changed: () => void) => Faults
}): World {
  const changeListeners = new Set<() => void>()
  const eventListeners = new Set<(event: Json) => void>()
  const changed = (): void => {
    for (const listener of changeListeners) listener()
  }
  let lastMicros = 0
  let made = 0
  let running = 0
  return {
    settings: parts.settings,
    state: parts.state,
    faults: parts.makeFaults(changed),
    url: parts.url,
    now: parts.now,
    nextTs() {
      lastMicros = Math.max(lastMicros + 1, Math.floor(parts.now()) * 1000)
      return `${Math.floor(lastMicros / 1e6)}.${String(lastMicros % 1e6).padStart(6, '0')}`
    },
    newId(prefix) {
      made += 1
      return `${prefix}${made.toString(36).toUpperCase().padStart(9, '0')}`
    },
    changed,
    onChange: (listener) => subscribe(changeListeners, listener),
    emit(event) {
      for (const listener of eventListeners) listener(event)
    },
    onEvent: (listener) => subscribe(eventListeners, listener),
    async busy(work) {
      running += 1
      try {
        return await work
      } finally {
        running -= 1
      }
    },
    isBusy: () => running > 0,
  }
}

function subscribe<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
