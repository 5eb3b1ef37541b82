import type { DeliveryKind } from './types.ts'

/** What can go wrong between the bot and the Web API. */
export const API_FAULTS = [
  'error',
  'rate-limited',
  '500-before',
  '500-after',
  'non-json-200',
  'reply-lost-before-effect',
  'reply-lost-after-effect',
  'slow',
  'slow-reply',
] as const

/** What can go wrong on the way from Slack to the bot. */
export const DELIVERY_FAULTS = ['ack-missed', 'delivered-twice', 'delivered-again-as-retry', 'not-delivered'] as const

/** The rest: triggers that are dead on arrival, a workspace nobody can reach, a socket that closes. */
export const OTHER_FAULTS = ['trigger-expired', 'refused', 'socket-closed'] as const

/** One kind of misfortune. */
export type FaultKind = (typeof API_FAULTS)[number] | (typeof DELIVERY_FAULTS)[number] | (typeof OTHER_FAULTS)[number]

/** A misfortune to switch on. */
type Fault = {
  kind: FaultKind
  /** API faults: the method it hits, such as `chat.postMessage`; absent means every method. */
  method?: string
  /** Delivery faults: the kind of delivery it hits; absent means every kind. */
  delivery?: DeliveryKind
  /** How often it strikes before it is over; once unless told otherwise, Infinity until cleared. */
  count?: number
  /** With `error`: the code, such as `token_revoked`. */
  error?: string
  /** With `rate-limited`: seconds for Retry-After, 1 unless told otherwise. */
  retryAfter?: number
  /** With `slow`, `slow-reply` and `refused`: how long, in milliseconds. */
  ms?: number
}

/** A misfortune that is switched on, with the strikes it has left. */
export type ActiveFault = Fault & { id: string; count: number }

/** The switchboard of misfortunes. */
export type Faults = {
  add: (fault: Fault) => string
  remove: (id: string) => void
  clear: (kind?: FaultKind) => void
  list: () => ActiveFault[]
  /** Takes one strike of the first fault of these kinds that fits, if any. */
  take: (kinds: readonly FaultKind[], fits?: (fault: ActiveFault) => boolean) => ActiveFault | undefined
}

/** Makes a switchboard; `onAdd` and `onEnd` hear of faults that act by themselves, such as `refused`. */
export function createFaults(hooks: {
  onAdd(fault: ActiveFault): void
  onEnd(fault: ActiveFault): void
  changed(): void
}): Faults {
  let active: ActiveFault[] = []
  let made = 0
  const drop = (gone: ActiveFault[]): void => {
    active = active.filter((fault) => !gone.includes(fault))
    for (const fault of gone) hooks.onEnd(fault)
    hooks.changed()
  }
  return {
    add(fault) {
      made += 1
      const added = { ...fault, id: `F${made}`, count: fault.count ?? 1 }
      active.push(added)
      hooks.onAdd(added)
      hooks.changed()
      return added.id
    },
    remove: (id) => drop(active.filter((fault) => fault.id === id)),
    clear: (kind) => drop(active.filter((fault) => kind === undefined || fault.kind === kind)),
    list: () => active.map((fault) => ({ ...fault })),
    take(kinds, fits = () => true) {
      const hit = active.find((fault) => kinds.includes(fault.kind) && fits(fault))
      if (!hit) return undefined
      hit.count -= 1
      if (hit.count <= 0) drop([hit])
      else hooks.changed()
      return { ...hit }
    },
  }
}
