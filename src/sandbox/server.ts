import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Admin, createAdmin } from './admin.ts'
import { createDeliver } from './delivery.ts'
import { createEventSender } from './events.ts'
import { createHttpCarrier } from './events-http.ts'
import { type ActiveFault, createFaults, type Faults } from './faults.ts'
import { receiveUpload, serveFile } from './files.ts'
import { createDesk } from './interactions.ts'
import { chatMethods } from './methods/chat.ts'
import { connectionMethods } from './methods/connections.ts'
import { conversationMethods } from './methods/conversations.ts'
import { fileMethods } from './methods/files.ts'
import { peopleMethods } from './methods/people.ts'
import { viewMethods } from './methods/views.ts'
import { createPageServer } from './page-server.ts'
import { createPerson, type PersonDriver } from './person.ts'
import { readSettings, type SandboxOptions } from './settings.ts'
import { createSocketMode, type SocketMode } from './socket-mode.ts'
import { createState, type SandboxState } from './state.ts'
import { settled, type WaitFor, waitFor } from './waiting.ts'
import { createWebApi } from './web-api.ts'
import { createWorld, type World } from './world.ts'

/** A running workspace: its addresses and secrets, what it remembers, and the people in it. */
export type Sandbox = {
  url: string
  /** For SLACK_API_URL, with the slash at its end. */
  apiUrl: string
  botToken: string
  appToken: string
  signingSecret: string
  state: SandboxState
  faults: Faults
  admin: Admin
  asPerson: (id: string) => PersonDriver
  /** Whether the bot can be reached: a socket is open, or a request URL is known. */
  connected: () => boolean
  /** Changes the way in which the bot is reached. */
  setMode: (mode: 'socket' | 'http', requestUrl?: string) => void
  /** Does the challenge Slack does when a request URL is saved. */
  verifyRequestUrl: () => Promise<boolean>
  /** Sends an event of the caller's own making, for what no act of a person causes. */
  emitEvent: (event: Record<string, unknown>) => Promise<void>
  /** Resolves when no delivery and no API call has been under way for a little while (60 ms unless told otherwise). */
  settled: (quietMs?: number, timeoutMs?: number) => Promise<void>
  waitFor: WaitFor
  close: () => Promise<void>
}

/** Starts a workspace on 127.0.0.1. */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { settings, seed, now, tokens } = readSettings(options)
  const reach = { mode: options.mode ?? 'socket', requestUrl: options.requestUrl }
  const server = createServer()
  const port = await listen(server, options.port ?? 0)
  const url = `http://127.0.0.1:${port}`
  const world = createWorld({
    settings,
    state: createState(seed),
    now,
    url: () => url,
    makeFaults: (changed) =>
      createFaults({
        onAdd: (fault) => startFault(fault, { server, socket, faults: world.faults }),
        onEnd: (fault) => endFault(fault, { server, port, faults: world.faults }),
        changed,
      }),
  })
  const socket = createSocketMode(server, settings.ackTimeoutMs, world.changed)
  const http = createHttpCarrier({ ...settings, requestUrl: () => reach.requestUrl })
  const carrier = () => (reach.mode === 'http' ? http : socket)
  const deliver = createDeliver(world, carrier)
  const events = createEventSender(world, deliver)
  const desk = createDesk(world, deliver)
  const admin = createAdmin(world)
  const page = createPageServer({ desk, admin, connected: () => carrier().connected() })
  const api = createWebApi(world, {
    ...chatMethods,
    ...conversationMethods,
    ...fileMethods,
    ...peopleMethods,
    ...viewMethods(desk.triggers),
    ...connectionMethods(() => socket.ticketUrl(url)),
  })
  const routes = { api, page: page.answer, respond: desk.responseUrls.answer }
  server.on('request', (request, response) => void route(world, routes, request, response))

  return {
    url,
    apiUrl: `${url}/api/`,
    ...tokens,
    signingSecret: settings.signingSecret,
    state: world.state,
    faults: world.faults,
    admin,
    asPerson: (id) => createPerson(desk, id, events.idle, waitFor),
    connected: () => carrier().connected(),
    setMode(mode, requestUrl) {
      Object.assign(reach, { mode, requestUrl: requestUrl ?? reach.requestUrl })
      world.changed()
    },
    verifyRequestUrl: http.verifyUrl,
    async emitEvent(event) {
      world.emit(event)
      await events.idle()
    },
    settled: (quietMs, timeoutMs) => settled(world.isBusy, quietMs, timeoutMs),
    waitFor,
    async close() {
      events.close()
      page.close()
      socket.close()
      http.close()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
    },
  }
}

function startFault(fault: ActiveFault, parts: { server: Server; socket: SocketMode; faults: Faults }): void {
  if (fault.kind === 'socket-closed') {
    parts.socket.refresh()
    queueMicrotask(() => parts.faults.remove(fault.id))
  }
  if (fault.kind === 'refused') {
    parts.server.close()
    setTimeout(() => parts.faults.remove(fault.id), fault.ms ?? 10_000).unref()
  }
}

function endFault(fault: ActiveFault, parts: { server: Server; port: number; faults: Faults }): void {
  const still = parts.faults.list().some((one) => one.kind === 'refused')
  if (fault.kind === 'refused' && !still && !parts.server.listening) parts.server.listen(parts.port, '127.0.0.1')
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve((server.address() as AddressInfo).port)
    })
  })
}

type Routes = {
  api: (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>
  page: (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>
  respond: (request: IncomingMessage, response: ServerResponse, id: string) => Promise<void>
}

async function route(world: World, routes: Routes, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', world.url())
  const [, first, second = ''] = url.pathname.split('/')
  try {
    if (first === 'api') await routes.api(request, response, url)
    else if (first === 'upload') await receiveUpload(world, request, response, second)
    else if (first === 'files') serveFile(world, request, response, second)
    else if (first === 'respond') await world.busy(routes.respond(request, response, second))
    else await routes.page(request, response, url)
  } catch (error) {
    if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' })
    response.end(error instanceof Error ? error.message : String(error))
  }
}
