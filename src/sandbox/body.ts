import type { IncomingMessage, ServerResponse } from 'node:http'
import { asJson, type Json, parseJson } from './json.ts'

const LARGEST_BODY = 64 * 1024 * 1024

/** Reads a whole request body. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size > LARGEST_BODY) throw new Error('The body is too large.')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** Reads the arguments of a Web API call: JSON, or a form whose structured fields are JSON. */
export async function readArguments(request: IncomingMessage, query: URLSearchParams): Promise<Json> {
  const body = (await readBody(request)).toString('utf8')
  const asked = fromForm(query)
  if ((request.headers['content-type'] ?? '').includes('application/json')) {
    return { ...asked, ...asJson(parseJson(body)) }
  }
  return { ...asked, ...fromForm(new URLSearchParams(body)) }
}

function fromForm(fields: URLSearchParams): Json {
  return Object.fromEntries(
    [...fields].map(([key, value]) => [
      key,
      /^[[{]/.test(value) && isStructured(key) ? (parseJson(value) ?? value) : value,
    ]),
  )
}

function isStructured(key: string): boolean {
  return ['blocks', 'attachments', 'view', 'metadata', 'files', 'unfurls', 'users'].includes(key)
}

/** Answers with JSON. */
export function sendJson(
  response: ServerResponse,
  body: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
  response.end(JSON.stringify(body))
}
