import type { IncomingMessage } from 'node:http'

// What Bolt's signature check lets through and should not: timestamps of the future, the same signed request again, and
// bodies that are no object, which would end in an unhandled rejection. The signature itself is Bolt's to check.

/** Why a request is turned away. */
export type Refusal = { status: 400 | 401 | 413; reason: string }

const TOLERANCE_S = 300
const REMEMBERED_MS = 600_000
const LARGEST_BYTES = 2_000_000
/** Signatures are remembered before Bolt checks them: whoever sends nonsense must not fill the memory with it. */
const MOST_REMEMBERED = 20_000

/** Makes the guard in front of Bolt; it reads the body and leaves it where Bolt looks for it. */
export function createGuard(now: () => Date): (request: IncomingMessage) => Promise<Refusal | null> {
  const seen = new Map<string, number>()

  function isReplay(signature: string, at: number): boolean {
    for (const [old, when] of seen) {
      if (at - when <= REMEMBERED_MS && seen.size < MOST_REMEMBERED) break
      seen.delete(old)
    }
    if (seen.has(signature)) return true
    seen.set(signature, at)
    return false
  }

  return async (request) => {
    const at = now().getTime()
    const timestamp = Number(request.headers['x-slack-request-timestamp'])
    if (!(Math.abs(at / 1000 - timestamp) <= TOLERANCE_S)) return { status: 401, reason: 'timestamp' }
    const body = await readBody(request)
    if (body === null) return { status: 413, reason: 'too large' }
    if (!holdsObject(body, request.headers['content-type'] ?? '')) return { status: 400, reason: 'body' }
    const signature = String(request.headers['x-slack-signature'] ?? '')
    if (isReplay(signature, at)) return { status: 401, reason: 'replay' }
    Object.assign(request, { rawBody: Buffer.from(body) })
    return null
  }
}

/** The body, or null as soon as it is larger than anything Slack sends. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size > LARGEST_BYTES) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
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
