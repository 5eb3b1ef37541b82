import { createHmac } from 'node:crypto'
import type { Carrier, Envelope } from './delivery.ts'
import type { Json } from './json.ts'
import { asJson, isJson, parseJson } from './json.ts'
import type { Ack } from './types.ts'

/** Signs a body as Slack does (`v0`), for the instant given in seconds. */
function signBody(signingSecret: string, timestamp: number, body: string): string {
  return `v0=${createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')}`
}

/** The HTTP carrier, with the handshake Slack does when a request URL is saved. */
export type HttpCarrier = Carrier & { verifyUrl: () => Promise<boolean> }

/** Delivers to the bot's request URL by signed HTTP requests; the clock of signatures is the real one, as at Slack. */
export function createHttpCarrier(options: {
  requestUrl: () => string | undefined
  signingSecret: string
  verificationToken: string
  ackTimeoutMs: number
}): HttpCarrier {
  const stopped = new AbortController()

  async function post(body: string, type: string, retry: Envelope['retry']): Promise<Response | undefined> {
    const url = options.requestUrl()
    if (!url) return undefined
    const timestamp = Math.floor(Date.now() / 1000)
    const headers: Record<string, string> = {
      'content-type': type,
      'user-agent': 'Slackbot 1.0 (sandbox)',
      'x-slack-request-timestamp': String(timestamp),
      'x-slack-signature': signBody(options.signingSecret, timestamp, body),
    }
    if (retry) {
      headers['x-slack-retry-num'] = String(retry.number)
      headers['x-slack-retry-reason'] = retry.reason
    }
    const signal = AbortSignal.any([stopped.signal, AbortSignal.timeout(options.ackTimeoutMs)])
    return fetch(url, { method: 'POST', body, headers, signal })
  }

  return {
    async send(envelope) {
      try {
        const { body, type } = encode(envelope)
        const response = await post(body, type, envelope.retry)
        if (!response) return { ok: false, error: 'not_connected' }
        return await readAck(response)
      } catch (error) {
        const late = error instanceof Error && error.name === 'TimeoutError'
        return { ok: false, error: late ? 'operation_timeout' : 'not_connected' }
      }
    },
    connected: () => options.requestUrl() !== undefined,
    close: () => stopped.abort(),
    async verifyUrl() {
      const challenge = `challenge-${Date.now()}`
      const body = JSON.stringify({ token: options.verificationToken, challenge, type: 'url_verification' })
      const response = await post(body, 'application/json', undefined)
      if (!response?.ok) return false
      const text = await response.text()
      return text === challenge || asJson(parseJson(text)).challenge === challenge
    },
  }
}

function encode(envelope: Envelope): { body: string; type: string } {
  const form = 'application/x-www-form-urlencoded'
  if (envelope.form === 'event') return { body: JSON.stringify(envelope.payload), type: 'application/json' }
  if (envelope.form === 'interactive') {
    return { body: new URLSearchParams({ payload: JSON.stringify(envelope.payload) }).toString(), type: form }
  }
  const fields = Object.entries(envelope.payload).map(([key, value]): [string, string] => [key, String(value)])
  return { body: new URLSearchParams(fields).toString(), type: form }
}

async function readAck(response: Response): Promise<Ack> {
  const text = await response.text()
  if (response.status !== 200) return { ok: false, error: 'dispatch_failed' }
  if (text === '') return { ok: true, body: {} }
  const parsed = parseJson(text)
  const body: Json = isJson(parsed) ? parsed : { text }
  return { ok: true, body }
}
