import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { readArguments, sendJson } from './body.ts'
import { type ActiveFault, API_FAULTS } from './faults.ts'
import { asText, type Json } from './json.ts'
import { Refusal } from './refusal.ts'
import { keepInLog } from './state.ts'
import type { ApiRequest, Token } from './types.ts'
import type { World } from './world.ts'

/** One call of a method, after the caller has been recognised. */
export type Call = { world: World; args: Json; token: Token }

/** A method of the Web API: the scope it needs, the kind of token, and what it does. */
export type Method = {
  scope?: string | readonly string[]
  token?: Token['kind']
  run: (call: Call) => Json | Promise<Json>
}

/** Answers `/api/<method>`, faults included. */
export function createWebApi(world: World, methods: Record<string, Method>) {
  return async function answer(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const method = url.pathname.slice('/api/'.length)
    const args = await readArguments(request, url.searchParams)
    const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1]
    const record: ApiRequest = { method, args, at: world.now(), answer: undefined, fault: undefined }
    keepInLog(world.state.requests, record)
    const fault = world.faults.take(API_FAULTS, (candidate) => (candidate.method ?? method) === method)
    record.fault = fault?.kind
    if (fault && (await failBefore(fault, response, record))) return
    const reply = await world.busy(perform(world, methods, method, args, bearer ?? asText(args.token)))
    record.answer = reply.body
    if (fault && (await failAfter(fault, response))) return
    sendJson(response, reply.body, 200, reply.headers)
  }
}

async function failBefore(fault: ActiveFault, response: ServerResponse, record: ApiRequest): Promise<boolean> {
  switch (fault.kind) {
    case 'error': {
      const error = fault.error ?? 'internal_error'
      const scopes = error === 'missing_scope' ? { needed: 'chat:write', provided: 'commands' } : {}
      record.answer = { ok: false, error, ...scopes }
      sendJson(response, record.answer)
      return true
    }
    case 'rate-limited':
      record.answer = { ok: false, error: 'ratelimited' }
      sendJson(response, record.answer, 429, { 'retry-after': String(fault.retryAfter ?? 1) })
      return true
    case '500-before':
      response.writeHead(500, { 'content-type': 'text/html' }).end('<h1>500 Server Error</h1>')
      return true
    case 'reply-lost-before-effect':
      response.socket?.destroy()
      return true
    case 'slow':
      await wait(fault.ms ?? 1000)
      return false
    default:
      return false
  }
}

async function failAfter(fault: ActiveFault, response: ServerResponse): Promise<boolean> {
  switch (fault.kind) {
    case '500-after':
      response.writeHead(500, { 'content-type': 'text/html' }).end('<h1>500 Server Error</h1>')
      return true
    case 'non-json-200':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>Just a moment…</body></html>')
      return true
    case 'reply-lost-after-effect':
      response.socket?.destroy()
      return true
    case 'slow-reply':
      await wait(fault.ms ?? 1000)
      return false
    default:
      return false
  }
}

type Reply = { body: Json; headers: Record<string, string> }

async function perform(
  world: World,
  methods: Record<string, Method>,
  name: string,
  args: Json,
  bearer: string | undefined,
): Promise<Reply> {
  const headers: Record<string, string> = { 'x-slack-req-id': world.newId('R') }
  try {
    const method = methods[name]
    if (!method) throw new Refusal('unknown_method', { req_method: name })
    const token = authenticate(world, method, bearer)
    headers['x-oauth-scopes'] = token.scopes.join(',')
    const wanted = typeof method.scope === 'string' ? [method.scope] : (method.scope ?? [])
    if (wanted.length > 0) headers['x-accepted-oauth-scopes'] = wanted.join(',')
    if (wanted.length > 0 && !wanted.some((scope) => token.scopes.includes(scope))) {
      throw new Refusal('missing_scope', { needed: wanted.join(','), provided: token.scopes.join(',') })
    }
    return { body: { ok: true, ...(await method.run({ world, args, token })) }, headers }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { body: { ok: false, error: error.code, ...error.details }, headers }
  }
}

function authenticate(world: World, method: Method, bearer: string | undefined): Token {
  if (!bearer) throw new Refusal('not_authed')
  const token = world.state.tokens.find((known) => known.value === bearer)
  if (!token) throw new Refusal('invalid_auth')
  if (token.status === 'revoked') throw new Refusal('token_revoked')
  if (token.status === 'inactive') throw new Refusal('account_inactive')
  if (token.kind !== (method.token ?? 'bot')) throw new Refusal('not_allowed_token_type')
  return token
}
