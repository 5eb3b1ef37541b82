import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'

const LINGER_MS = 2_000

/** Writes a request's body to disk and answers with its fingerprint; null as soon as it is larger than it may be. */
export async function writeBody(request: IncomingMessage, path: string, most: number): Promise<string | null> {
  if (Number(request.headers['content-length'] ?? 0) > most) return null
  const hash = createHash('sha256')
  let size = 0
  const file = await open(path, 'w', 0o600)
  try {
    // The request outlives what is read of it: somebody waits for an answer on the same line.
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > most) return null
      hash.update(chunk)
      await file.write(chunk)
    }
    return hash.digest('hex')
  } finally {
    await file.close()
  }
}

/** Lets the rest of a body that nobody wants run out for a moment: cut off at once, its sender would never see the answer. */
export function drain(request: IncomingMessage): void {
  request.resume()
  setTimeout(() => request.destroy(), LINGER_MS).unref()
}
