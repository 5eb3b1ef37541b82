import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Log } from '../lib/log.ts'
import { createGuard } from './slack-guard.ts'

/** What the server answers with; `requestListener` takes Slack's requests in HTTP mode. */
export type HttpParts = {
  requestListener: RequestListener | null
  metrics: () => Promise<{ type: string; body: string }>
  isReady: () => Promise<boolean>
  /** Why it does nothing although it could; null where there is no such reason. */
  trouble: () => string | null
  /** Answers `/ingest/:team`. */
  push: (request: IncomingMessage, response: ServerResponse) => Promise<void>
  log: Log
  now: () => Date
}

/** The bot's own HTTP server: `/healthz` (the process), `/readyz` (database and Slack), `/metrics`, `/ingest/:team`, and `/slack/events`. */
export function createHttpServer(parts: HttpParts): Server {
  const guard = createGuard(parts.now)
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [pathname = '/'] = (request.url ?? '/').split('?')
    if (pathname === '/healthz') return say(response, 200, 'ok')
    if (pathname === '/readyz') {
      const trouble = parts.trouble()
      if (trouble !== null) return say(response, 503, `not ready: ${trouble}`)
      return (await parts.isReady()) ? say(response, 200, 'ready') : say(response, 503, 'not ready')
    }
    if (pathname === '/metrics') {
      const { type, body } = await parts.metrics()
      return say(response, 200, body, type)
    }
    if (/^\/ingest\/[^/]+$/.test(pathname)) return await parts.push(request, response)
    if (pathname === '/slack/events' && parts.requestListener) {
      const refusal = await guard(request)
      if (refusal) return say(response, refusal.status, refusal.reason)
      parts.requestListener(request, response)
      return
    }
    say(response, 404, 'not found')
  }
  return createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      parts.log.error({ err: error, path: request.url }, 'an HTTP request failed')
      if (!response.headersSent) say(response, 500, 'failed')
    })
  })
}

/** Listens, and answers with the port it got. */
export async function listen(server: Server, port: number, host: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  const address: AddressInfo | string | null = server.address()
  return typeof address === 'object' && address ? address.port : port
}

function say(response: ServerResponse, status: number, body: string, type = 'text/plain; charset=utf-8'): void {
  response.writeHead(status, { 'content-type': type })
  response.end(body)
}
