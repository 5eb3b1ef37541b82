import { randomUUID } from 'node:crypto'
import type { IncomingMessage, Server } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Carrier, Envelope } from './delivery.ts'
import { asJson, asText, parseJson } from './json.ts'
import { BOT } from './state.ts'
import type { Ack } from './types.ts'

const PING_EVERY_MS = 10_000
const CLOSE_WITHIN_MS = 200

/** Socket Mode: the carrier, and what `apps.connections.open` needs. */
export type SocketMode = Carrier & {
  /** A web socket address that works once, as Slack gives them out. */
  ticketUrl: (root: string) => string
  /** Asks every connection to reconnect, as Slack does now and then. */
  refresh: () => void
}

/** Serves Socket Mode on a running HTTP server, to any number of connections, in turn. */
export function createSocketMode(server: Server, ackTimeoutMs: number, changed: () => void): SocketMode {
  const tickets = new Set<string>()
  const connections: WebSocket[] = []
  const waiting = new Map<string, (ack: Ack) => void>()
  const sockets = new WebSocketServer({ noServer: true })
  let turn = 0

  server.on('upgrade', (request: IncomingMessage, socket, head) => {
    const ticket = new URL(request.url ?? '/', 'http://localhost').searchParams.get('ticket') ?? ''
    if (!tickets.delete(ticket)) {
      socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n')
      return
    }
    sockets.handleUpgrade(request, socket, head, welcome)
  })

  function welcome(connection: WebSocket): void {
    connections.push(connection)
    const pings = setInterval(() => connection.ping('ping'), PING_EVERY_MS)
    connection.on('message', (data: Buffer) => settle(data.toString('utf8')))
    connection.on('error', () => connection.terminate())
    connection.on('close', () => {
      clearInterval(pings)
      connections.splice(connections.indexOf(connection), 1)
      changed()
    })
    const hello = {
      type: 'hello',
      num_connections: connections.length,
      connection_info: { app_id: BOT.appId },
      debug_info: { host: 'sandbox', approximate_connection_time: 18_060 },
    }
    connection.send(JSON.stringify(hello))
    changed()
  }

  function settle(source: string): void {
    const message = asJson(parseJson(source))
    waiting.get(asText(message.envelope_id) ?? '')?.({ ok: true, body: asJson(message.payload) })
  }

  function send(envelope: Envelope): Promise<Ack> {
    const open = connections.filter((connection) => connection.readyState === connection.OPEN)
    turn += 1
    const connection = open[turn % Math.max(open.length, 1)]
    if (!connection) return Promise.resolve({ ok: false, error: 'not_connected' })
    const id = randomUUID()
    return new Promise((resolve) => {
      const finish = (ack: Ack): void => {
        clearTimeout(timer)
        waiting.delete(id)
        resolve(ack)
      }
      const timer = setTimeout(() => finish({ ok: false, error: 'operation_timeout' }), ackTimeoutMs)
      waiting.set(id, finish)
      connection.send(JSON.stringify(frame(id, envelope)))
    })
  }

  return {
    send,
    connected: () => connections.length > 0,
    ticketUrl(root) {
      const ticket = randomUUID()
      tickets.add(ticket)
      return `${root.replace(/^http/, 'ws')}/link/?ticket=${ticket}&app_id=${BOT.appId}`
    },
    refresh() {
      for (const connection of connections) {
        connection.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested', debug_info: {} }))
      }
    },
    close() {
      for (const finish of waiting.values()) finish({ ok: false, error: 'not_connected' })
      for (const connection of connections) connection.close(1001)
      setTimeout(() => {
        for (const connection of connections) connection.terminate()
      }, CLOSE_WITHIN_MS)
      sockets.close()
    },
  }
}

function frame(id: string, envelope: Envelope): Record<string, unknown> {
  const type = envelope.form === 'command' ? 'slash_commands' : envelope.form === 'event' ? 'events_api' : 'interactive'
  const retry = envelope.retry
    ? { retry_attempt: envelope.retry.number, retry_reason: envelope.retry.reason }
    : type === 'events_api' && { retry_attempt: 0, retry_reason: '' }
  return {
    envelope_id: id,
    type,
    payload: envelope.payload,
    accepts_response_payload: type !== 'events_api',
    ...retry,
  }
}
