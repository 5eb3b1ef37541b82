import { DELIVERY_FAULTS } from './faults.ts'
import type { Json } from './json.ts'
import { keepInLog } from './state.ts'
import type { Ack, DeliveryKind } from './types.ts'
import type { World } from './world.ts'

/** One thing on its way to the bot. */
export type Envelope = {
  form: 'command' | 'interactive' | 'event'
  payload: Json
  retry?: { number: number; reason: string } | undefined
}

/** A way to reach the bot: a socket, or its request URL. */
export type Carrier = {
  send: (envelope: Envelope) => Promise<Ack>
  connected: () => boolean
  close: () => void
}

/** Delivers to the bot and waits for its answer, within the limit. */
export type Deliver = (kind: DeliveryKind, envelope: Envelope) => Promise<Ack>

/** Makes `deliver`: the current carrier, with the faults that are switched on and a log of everything sent. */
export function createDeliver(world: World, carrier: () => Carrier): Deliver {
  async function once(kind: DeliveryKind, envelope: Envelope): Promise<Ack> {
    const started = performance.now()
    const record = {
      kind,
      payload: envelope.payload,
      at: world.now(),
      ms: 0,
      outcome: 'under way',
      retry: envelope.retry?.number ?? 0,
    }
    keepInLog(world.state.deliveries, record)
    const ack = await world.busy(carrier().send(envelope))
    record.ms = performance.now() - started
    record.outcome = ack.ok ? 'acknowledged' : ack.error
    return ack
  }

  return async (kind, envelope) => {
    const fault = world.faults.take(DELIVERY_FAULTS, (candidate) => (candidate.delivery ?? kind) === kind)
    switch (fault?.kind) {
      case 'not-delivered':
        return { ok: false, error: 'not_connected' }
      case 'ack-missed':
        await once(kind, envelope)
        return { ok: false, error: 'operation_timeout' }
      case 'delivered-twice': {
        const [first] = await Promise.all([once(kind, envelope), once(kind, envelope)])
        return first
      }
      case 'delivered-again-as-retry': {
        const first = await once(kind, envelope)
        await once(kind, { ...envelope, retry: { number: 1, reason: 'http_timeout' } })
        return first
      }
      default:
        return once(kind, envelope)
    }
  }
}
