import type { IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'

// What Bolt's signature check lets through and should not: timestamps of the future, the same signed request again, and
// bodies that are no object, which would end in an unhandled rejection. The signature itself is Bolt's to check.

/** Why a request is turned away. */
export type Refusal = { status: 400 | 401 | 413; reason: string }

const TOLERANCE_S = 300
const REMEMBERED_MS = 600_000
const LARGEST_BYTES = 2_000_000

/** Makes the guard in front of Bolt; it reads the body and leaves it where Bolt looks for it. */
export function createGuard(now: () => Date): (request: IncomingMessage) => Promise<Refusal | null> {
  const seen = new Map<string, number>()

  function isReplay(signature: string, at: number): boolean {
    for (const [old, when] of seen) {
      if (at - when <= REMEMBERED_MS) break
      seen.delete(old)
    }
    if (seen.has(signature)) return true
    seen.set(signature, at)
    return false
  }

  return async (request) => {
    if (Number(request.headers['content-length'] ?? 0) > LARGEST_BYTES) return { status: 413, reason: 'too large' }
    const at = now().getTime()
    const timestamp = Number(request.headers['x-slack-request-timestamp'])
    if (!(Math.abs(at / 1000 - timestamp) <= TOLERANCE_S)) return { status: 401, reason: 'timestamp' }
    const body = await text(request)
    if (!holdsObject(body, request.headers['content-type'] ?? '')) return { status: 400, reason: 'body' }
    const signature = String(request.headers['x-slack-signature'] ?? '')
    if (isReplay(signature, at)) return { status: 401, reason: 'replay' }
    Object.assign(request, { rawBody: Buffer.from(body) })
    return null
  }
}

function holdsObject(body: string, type: string): boolean {
  if (type.startsWith('application/x-www-form-urlencoded')) {
    const payload = new URLSearchParams(body).get('payload')
    return payload === null ? body !== '' : isObject(payload)
  }
  return isObject(body)
}

function isObject(json: string): boolean {
  try {
    const value: unknown = JSON.parse(json)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}
