import type { IncomingMessage, ServerResponse } from 'node:http'
import { snapshotFor } from './snapshot.ts'
import type { World } from './world.ts'

const REDRAW_AFTER_MS = 30

/** Open pages, each told what its person sees whenever something changes. */
export type PageStreams = {
  open: (request: IncomingMessage, response: ServerResponse, person: string) => void
  close: () => void
}

/** Keeps the open pages up to date by server-sent events. */
export function createPageStreams(world: World, connected: () => boolean): PageStreams {
  const sends = new Set<() => void>()
  let redraw: NodeJS.Timeout | undefined
  const stop = world.onChange(() => {
    redraw ??= setTimeout(() => {
      redraw = undefined
      for (const send of sends) send()
    }, REDRAW_AFTER_MS)
  })
  return {
    open(request, response, person) {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
      const send = (): void => {
        response.write(`data: ${JSON.stringify(snapshotFor(world, person, connected()) ?? null)}\n\n`)
      }
      sends.add(send)
      request.on('close', () => sends.delete(send))
      send()
    },
    close() {
      stop()
      clearTimeout(redraw)
      sends.clear()
    },
  }
}
