import type { IncomingMessage, ServerResponse } from 'node:http'
import { dropFile } from './acts.ts'
import type { Admin } from './admin.ts'
import { readArguments, readBody, sendJson } from './body.ts'
import { attachFile } from './files.ts'
import { type Desk, personOf } from './interactions.ts'
import { asText } from './json.ts'
import { createPageActs, type PageActs } from './page-acts.ts'
import { bundlePage, type PageBundle } from './page-bundle.ts'
import { createPageStreams } from './page-stream.ts'
import type { World } from './world.ts'

/** The page's side of the sandbox: its files, its state by server-sent events, and what people do in it. */
export type PageServer = {
  answer: (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>
  close: () => void
}

const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
}

const DOCUMENT = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sandbox workspace</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/page/style.css">
<div id="root"></div>
<script type="module" src="/page/script.js"></script>
</html>`

/** Serves the page. */
export function createPageServer(parts: { desk: Desk; admin: Admin; connected: () => boolean }): PageServer {
  const { world } = parts.desk
  const acts = createPageActs(parts.desk, parts.admin)
  const streams = createPageStreams(world, parts.connected)
  let bundle: Promise<PageBundle> | undefined
  const bundled = (): Promise<PageBundle> => {
    bundle ??= bundlePage()
    return bundle
  }

  async function read(path: string, id: string, request: IncomingMessage, response: ServerResponse, url: URL) {
    const send = (type: string, text: string) => {
      response.writeHead(200, { ...HEADERS, 'content-type': `${type}; charset=utf-8` }).end(text)
    }
    if (path === 'document') send('text/html', DOCUMENT)
    else if (path === 'state') streams.open(request, response, url.searchParams.get('as') ?? '')
    else if (path === 'file') sendFile(world, response, id)
    else if (path === 'script.js') send('text/javascript', (await bundled()).script)
    else if (path === 'style.css') send('text/css', (await bundled()).style)
    else response.writeHead(404, HEADERS).end()
  }

  return {
    async answer(request, response, url) {
      const [, first, second = '', third = ''] = url.pathname.split('/')
      const path = first === 'page' ? second : first === '' || first === 'archives' ? 'document' : ''
      if (!isLocal(request, world.url())) sendJson(response, { ok: false, error: 'not_local' }, 403)
      else if (request.method !== 'POST') await read(path, third, request, response, url)
      else if (path === 'do') await perform(acts, request, response)
      else if (path === 'attach') await receiveAttachment(world, request, response, url.searchParams)
      else if (path === 'file') await receiveFile(parts.desk, request, response, url.searchParams)
      else response.writeHead(404, HEADERS).end()
    },
    close: streams.close,
  }
}

async function perform(acts: PageActs, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const order = await readArguments(request, new URLSearchParams())
  try {
    const act = acts[asText(order.kind) ?? '']
    if (!act) throw new Error('The page asked for something unknown.')
    const result: unknown = await act(asText(order.as) ?? '', order)
    sendJson(response, { ok: true, result: result ?? null })
  } catch (error) {
    sendJson(response, { ok: false, error: error instanceof Error ? error.message : String(error) })
  }
}

async function receiveFile(
  desk: Desk,
  request: IncomingMessage,
  response: ServerResponse,
  query: URLSearchParams,
): Promise<void> {
  const bytes = new Uint8Array(await readBody(request))
  const [name, text, thread_ts] = ['name', 'text', 'thread_ts'].map((key) => query.get(key) ?? undefined)
  dropFile(desk, query.get('as') ?? '', query.get('channel') ?? '', { name: name ?? 'file', bytes, text, thread_ts })
  sendJson(response, { ok: true })
}

async function receiveAttachment(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
  query: URLSearchParams,
): Promise<void> {
  const bytes = new Uint8Array(await readBody(request))
  const person = personOf(world, query.get('as') ?? '')
  sendJson(response, { ok: true, result: attachFile(world, person.id, { name: query.get('name') ?? 'file', bytes }) })
}

function sendFile(world: World, response: ServerResponse, id: string): void {
  const found = world.state.files.find((candidate) => candidate.id === id)
  if (!found) {
    sendJson(response, { ok: false, error: 'file_not_found' }, 404)
    return
  }
  const shown = found.mimetype.startsWith('image/') ? 'inline' : 'attachment'
  const headers = {
    ...HEADERS,
    'content-security-policy': 'sandbox',
    'content-type': found.mimetype,
    'content-disposition': `${shown}; filename*=UTF-8''${encodeURIComponent(found.name)}`,
  }
  response.writeHead(200, headers).end(found.bytes)
}

/** Keeps other web pages in the same browser out: they come with a foreign origin, or under a foreign name. */
function isLocal(request: IncomingMessage, root: string): boolean {
  const { port } = new URL(root)
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`]
  const { host = '', origin } = request.headers
  return hosts.includes(host) && (origin === undefined || hosts.some((known) => origin === `http://${known}`))
}
