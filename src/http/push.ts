import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import type { ImportAnswers } from '../domain/import/import.ts'
import { withAnswer } from '../domain/import/import.ts'
import type { Source } from '../domain/import/source.ts'
import type { TeamContext } from '../flows/context.ts'
import { fingerprint } from '../lib/fingerprint.ts'
import type { Log } from '../lib/log.ts'
import { type Answer, busyNow, failed, refusal, tooMany } from './push-answers.ts'
import { drain, writeBody } from './push-body.ts'
import { createTokenCheck, type OpenedByToken, type OpenToken } from './push-token.ts'
import { createRateLimit, type RateLimit } from './rate-limit.ts'

/** A push's body on disk, and what was asked with it. */
type Pushed = { path: string; type: 'json' | 'csv'; answers: ImportAnswers; dryRun: boolean }

/** What became of an idempotency key, as flows/ says it. */
type Claim = { kind: 'mine' | 'under way' | 'another body' } | { kind: 'done'; status: number; answer: unknown }

/** What the endpoint works with; app.ts composes it. */
export type PushParts = {
  now: () => Date
  log: Log
  dataDir: string
  /** Names by which questions are answered in the address, by their keys. */
  parameters: Readonly<Record<string, string>>
  open: OpenToken
  claim(ctx: TeamContext, sourceId: string, push: { key: string; bodyHash: string }): Promise<Claim>
  settle(ctx: TeamContext, sourceId: string, key: string, answer: Answer | null): Promise<void>
  take(ctx: TeamContext, source: Source, pushed: Pushed): Promise<Answer>
  /** Called with the status of every answer. */
  count(status: number): void
}

/** The largest body of a push. */
const LARGEST_PUSH_BYTES = 10_000_000

const PER_MINUTE = 60
const MOST_AT_ONCE = 4
const LONGEST_KEY = 200

const TYPES: Readonly<Record<string, Pushed['type']>> = { 'application/json': 'json', 'text/csv': 'csv' }

/** Makes the endpoint `POST /ingest/:team`: bearer token, JSON or CSV, idempotency key; answers are JSON. */
export function createPushEndpoint(
  parts: PushParts,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const limits = {
    pushes: createRateLimit(PER_MINUTE, parts.now),
    check: createTokenCheck(parts.open, parts.now),
  }
  let busy = 0
  return async (request, response) => {
    let answer: Answer
    busy += 1
    try {
      answer = busy > MOST_AT_ONCE ? busyNow(MOST_AT_ONCE) : await answerTo(request, parts, limits)
    } catch (error) {
      parts.log.error({ err: error }, 'a push failed')
      answer = failed()
    } finally {
      busy -= 1
    }
    parts.count(answer.status)
    const body = JSON.stringify(answer.body)
    const isUnread = !request.complete
    // The rest of a body would be taken for the next request.
    const closing: Record<string, string> = isUnread ? { connection: 'close' } : {}
    response.writeHead(answer.status, {
      'content-type': 'application/json; charset=utf-8',
      ...closing,
      ...answer.headers,
    })
    response.end(`${body}\n`)
    if (isUnread) drain(request)
  }
}

type Limits = { pushes: RateLimit; check: ReturnType<typeof createTokenCheck> }

async function answerTo(request: IncomingMessage, parts: PushParts, limits: Limits): Promise<Answer> {
  const url = new URL(request.url ?? '/', 'http://here')
  if (request.method !== 'POST') {
    return { ...refusal(405, 'method', 'Only POST is answered here.'), headers: { allow: 'POST' } }
  }
  const opened = await limits.check(request)
  if ('status' in opened) return opened
  const { ctx, source } = opened
  const teamKey = decodedKey(url.pathname)
  if (teamKey !== ctx.team.key) {
    return refusal(
      404,
      'no such team',
      `This token belongs to another team than "${teamKey}". Its address ends in /ingest/${ctx.team.key}.`,
    )
  }
  if (source.state === 'paused') {
    return refusal(
      409,
      'paused',
      `The source ${source.name} is paused. Somebody of the team resumes it with /beat source resume ${source.name}.`,
    )
  }
  const wait = limits.pushes.take(source.id)
  if (wait !== null) return tooMany(wait, `More than ${PER_MINUTE} pushes a minute. Send more rows in each.`)
  return await answerToPush(request, url, parts, { ctx, source })
}

async function answerToPush(
  request: IncomingMessage,
  url: URL,
  parts: PushParts,
  opened: OpenedByToken,
): Promise<Answer> {
  const type = TYPES[(request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '']
  const encoding = request.headers['content-encoding'] ?? 'identity'
  if (type === undefined || encoding !== 'identity') {
    return {
      ...refusal(415, 'content type', 'Send an uncompressed body with Content-Type: application/json or text/csv.'),
      headers: { 'accept-post': Object.keys(TYPES).join(', ') },
    }
  }
  const asked = readParameters(url.searchParams, parts.parameters)
  if ('status' in asked) return asked
  const given = request.headers['idempotency-key']
  const key = given === undefined || asked.dryRun ? null : String(given)
  if (key !== null && !/^[\x21-\x7e]{1,200}$/.test(key)) {
    return refusal(
      400,
      'idempotency key',
      `An Idempotency-Key has 1 to ${LONGEST_KEY} visible characters and no space.`,
    )
  }
  const parent = join(parts.dataDir, 'downloads')
  await mkdir(parent, { recursive: true })
  const folder = await mkdtemp(join(parent, 'push-'))
  try {
    const path = join(folder, 'body')
    const hash = await writeBody(request, path, LARGEST_PUSH_BYTES)
    if (hash === null) {
      return refusal(
        413,
        'too large',
        `A push has at most ${LARGEST_PUSH_BYTES / 1_000_000} MB. Send it in parts, by day or by month.`,
      )
    }
    const pushed = { path, type, ...asked }
    if (key === null) return await parts.take(opened.ctx, opened.source, pushed)
    return await once(parts, opened, { key, bodyHash: fingerprint(`${hash} ${url.search}`) }, pushed)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The same key is answered the same and imported once; what changed nothing may be tried again. */
async function once(
  parts: PushParts,
  { ctx, source }: OpenedByToken,
  push: { key: string; bodyHash: string },
  pushed: Pushed,
): Promise<Answer> {
  const claim = await parts.claim(ctx, source.id, push)
  switch (claim.kind) {
    case 'done':
      return { status: claim.status, body: claim.answer as Answer['body'], headers: { 'idempotency-replayed': 'true' } }
    case 'another body':
      return refusal(
        422,
        'idempotency key',
        `This Idempotency-Key was used for another body. I imported nothing: use a new key for new rows.`,
      )
    case 'under way':
      return {
        ...refusal(
          409,
          'under way',
          'A push with this Idempotency-Key is being imported right now. Ask again for its answer.',
        ),
        headers: { 'retry-after': '5' },
      }
    case 'mine': {
      let answer: Answer | null = null
      try {
        answer = await parts.take(ctx, source, pushed)
        return answer
      } finally {
        await parts.settle(ctx, source.id, push.key, answer?.status === 200 ? answer : null)
      }
    }
  }
}

function readParameters(
  search: URLSearchParams,
  parameters: Readonly<Record<string, string>>,
): { answers: ImportAnswers; dryRun: boolean } | Answer {
  let answers: ImportAnswers = {}
  let dryRun = false
  for (const [name, value] of search) {
    const key = Object.keys(parameters).find((each) => parameters[each] === name)
    const answered = key === undefined ? answers : withAnswer(answers, key, value)
    if (name === 'dry_run' && /^(?:1|true|0|false)$/.test(value)) dryRun = value === '1' || value === 'true'
    else if (answered !== answers) answers = answered
    else {
      const known = ['dry_run=1', ...Object.values(parameters)].join(', ')
      return refusal(
        400,
        'parameter',
        `I cannot use the parameter ${name.slice(0, 60)}=${value.slice(0, 60)}. There are: ${known}.`,
      )
    }
  }
  return { answers, dryRun }
}

function decodedKey(pathname: string): string {
  const last = pathname.slice('/ingest/'.length)
  try {
    return decodeURIComponent(last).slice(0, 100)
  } catch {
    return ''
  }
}
