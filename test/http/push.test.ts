import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { TeamContext } from '../../src/flows/context.ts'
import { newPushSource, pauseSource, revokeSource, sourceNamed } from '../../src/flows/source/change-source.ts'
import { packageRoot } from '../../src/lib/root.ts'
import { newSecret } from '../../src/lib/secret.ts'
import { openStage, type Stage } from '../support/stage.ts'

const run = promisify(execFile)

let stage: Stage
let ctx: TeamContext
let token: string
beforeAll(async () => {
  stage = await openStage({ at: '2026-11-20T12:00:00Z' })
})
beforeEach(async () => {
  await stage.reset('2026-11-20T12:00:00Z')
  ctx = await stage.makeTeam()
  token = (await newPushSource(ctx, 'partner-feed', newSecret())).token
})
afterEach(() => {
  expect(stage.failures).toEqual([])
})
afterAll(async () => {
  await stage.close()
})

const ROW = { date_day: '2026-11-19', platform: 'Partner network', campaign_name: 'Autumn', spend: 120.5, clicks: 340 }

type Sent = {
  body?: unknown
  type?: string
  path?: string
  key?: string
  bearer?: string
  port?: number
  method?: string
}
type Answer = {
  status: number
  headers: Headers
  body: Record<string, unknown> & { errors?: { row: number; field: string; reason: string }[] }
}

/** Pushes as a program would; what is no text is sent as JSON. */
async function push({
  body = [ROW],
  type = 'application/json',
  path = '',
  key,
  bearer = token,
  port,
  method,
}: Sent = {}): Promise<Answer> {
  const response = await fetch(`http://127.0.0.1:${port ?? stage.app.port}/ingest/growth${path}`, {
    method: method ?? 'POST',
    headers: {
      'content-type': type,
      ...(bearer && { authorization: `Bearer ${bearer}` }),
      ...(key && { 'idempotency-key': key }),
    },
    body:
      method === 'GET'
        ? undefined
        : typeof body === 'string' || body instanceof Buffer
          ? (body as BodyInit)
          : JSON.stringify(body),
  } as RequestInit)
  return { status: response.status, headers: response.headers, body: (await response.json()) as Answer['body'] }
}

/** The team's numbers as they stand. */
async function facts() {
  const { rows } = await stage.db.pool.query(
    `SELECT count(*)::int AS rows, trim_scale(sum(spend))::text AS spend FROM fact WHERE team_id = $1`,
    [ctx.team.id],
  )
  return rows[0]
}

describe('the lines of the README', () => {
  const readme = readFileSync(join(packageRoot(), 'README.md'), 'utf8')
  const lines = [...readme.matchAll(/```sh\n(curl "\$DRUMBEAT_URL\/[^`]*)```/g)].map(([, line = '']) => line)

  it('push days of campaigns, try a CSV, and push a CRM object', async () => {
    const answers = []
    const env = { ...process.env, DRUMBEAT_TOKEN: token, DRUMBEAT_URL: `http://127.0.0.1:${stage.app.port}` }
    for (const line of lines) {
      const { stdout } = await run('sh', ['-c', line.replace('curl ', 'curl --silent ')], { env })
      answers.push(JSON.parse(stdout))
    }

    expect(answers).toMatchObject([
      {
        outcome: 'imported',
        source: 'partner-feed',
        rows: { read: 1, kept: 1 },
        sums: { spend: '120.5', conversions: '12' },
        firstDay: '2026-11-19',
      },
      {
        outcome: 'dry run',
        sums: { spend: '50' },
        skipped: [{ reason: 'grand total row', firstLine: 3 }],
      },
      { outcome: 'imported', objects: { wonAmount: '4800' } },
    ])
    expect(await facts()).toEqual({ rows: 1, spend: '120.5' })
    expect(stage.posts()).not.toContainEqual(expect.stringContaining('imported'))
  })
})

describe('a push', () => {
  it('with the same key is answered the same and imported once, on every process', async () => {
    const other = await stage.startBot()
    try {
      const at = [stage.app.port, other.port, stage.app.port, other.port]
      const answers = await Promise.all(at.map(async (port) => await push({ key: 'day-19', port })))
      expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true)
      const first = answers.find(({ status }) => status === 200)

      const again = await push({ key: 'day-19', port: other.port })
      expect(again.headers.get('idempotency-replayed')).toBe('true')
      expect(again.body).toEqual(first?.body)
      const { rows } = await stage.db.pool.query(`SELECT FROM import WHERE state = 'imported'`)
      expect(rows).toHaveLength(1)
      expect(await push({ key: 'day-19', body: [{ ...ROW, spend: 1 }] })).toMatchObject({
        status: 422,
        body: { error: 'idempotency key' },
      })
      expect(await facts()).toEqual({ rows: 1, spend: '120.5' })
    } finally {
      await stage.stopBot(other)
    }
  })

  it('with a key may be tried again after it was refused, and changes nothing when it is only tried', async () => {
    expect(await push({ key: 'k', body: [{ ...ROW, spend: 'x' }] })).toMatchObject({ status: 422 })
    expect(await push({ path: '?dry_run=1', key: 'k' })).toMatchObject({ status: 200, body: { outcome: 'dry run' } })
    expect(await facts()).toEqual({ rows: 0, spend: null })
    expect(await push({ key: 'k' })).toMatchObject({ status: 200, body: { outcome: 'imported' } })
  })

  it('restates what it brought before, and keeps apart what is not reported from 0', async () => {
    await push({ body: [ROW, { ...ROW, campaign_name: 'Winter', spend: null }] })
    await push({ body: [{ ...ROW, spend: '0.10' }] })

    const { rows } = await stage.db.pool.query(
      'SELECT campaign_id AS id, trim_scale(spend)::text AS spend FROM fact ORDER BY 1',
    )
    expect(rows).toEqual([
      { id: 'Autumn', spend: '0.1' },
      { id: 'Winter', spend: null },
    ])
  })

  it('of a platform that a file has brought is refused with the question, until it is answered in the address', async () => {
    await stage.importNumbers(ctx, 'Day,Campaign,Impr.,Clicks,Cost\n2026-11-19,Brand,1000,10,50.00\n')
    const body = [{ ...ROW, platform: 'google_ads', campaign_name: 'Brand', spend: 51 }]

    const refused = await push({ body })
    expect(refused).toMatchObject({
      status: 422,
      body: { error: 'needs an answer', questions: [{ key: 'overlap', parameter: 'overlap' }] },
    })
    expect(refused.body.message).toContain('I imported nothing. Answer with ?overlap=replace')
    expect(await facts()).toEqual({ rows: 1, spend: '50' })
    expect(await push({ body, path: '?overlap=replace' })).toMatchObject({ status: 200 })
    expect(await facts()).toEqual({ rows: 1, spend: '51' })
  })
})

describe('rows that are wrong', () => {
  it('are named one by one, and nothing is imported', async () => {
    const { status, body } = await push({
      body: [
        ROW,
        { ...ROW, date_day: '19.11.2026' },
        { ...ROW, date_day: '2026-02-30' },
        { ...ROW, spend: '1.234,50' },
        { ...ROW, clicks: -1 },
        { ...ROW, ad_link: 'http://example.com' },
        { ...ROW, campain_name: 'x' },
        { date_day: '2026-11-19' },
        null,
        [],
        { ...ROW, campaign_name: { toString: 'x' } },
        { ...ROW, spend: true },
        JSON.parse('{"date_day":"2026-11-19","spend":1,"__proto__":{"spend":5}}'),
      ],
    })

    expect(status).toBe(422)
    expect(body.errors?.map(({ row, field }) => `${row} ${field}`)).toEqual([
      '2 date_day',
      '3 date_day',
      '4 spend',
      '5 clicks',
      '6 ad_link',
      '7 campain_name',
      '8 ',
      '9 ',
      '10 ',
      '11 campaign_name',
      '12 spend',
      '13 __proto__',
    ])
    expect(body.errors?.[5]?.reason).toContain('did you mean campaign_name?')
    expect(body.message).toContain('First: row 2, date_day')
    expect(await facts()).toEqual({ rows: 0, spend: null })
  })

  it('of two currencies, or of another than the team’s, are refused by their rows', async () => {
    const two = await push({
      body: [
        { ...ROW, currency: 'EUR' },
        { ...ROW, currency: 'USD' },
      ],
    })
    expect(two).toMatchObject({ status: 422, body: { message: expect.stringContaining('first on row 2') } })
    const other = await push({ body: [{ ...ROW, currency: 'USD' }] })
    expect(other.body.message).toBe(
      'It is in USD; Growth counts in EUR. I imported nothing. Bring it in EUR, or convert its amounts first.',
    )
  })

  it('of a CSV are refused by their lines, and a question of its is one of the push', async () => {
    const csv = { type: 'text/csv; charset=utf-8' }
    const damaged = await push({ ...csv, body: 'date,campaign,spend\n2026-11-19,A,1\nsoon,B,2\n' })
    expect(damaged).toMatchObject({ status: 422, body: { errors: [{ reason: 'no readable date', firstLine: 3 }] } })

    const dates = 'date,campaign,spend\n03/04/2026,A,1\n'
    expect(await push({ ...csv, body: dates })).toMatchObject({
      status: 422,
      body: { questions: [{ parameter: 'date_order' }] },
    })
    expect(await push({ ...csv, body: dates, path: '?date_order=dmy' })).toMatchObject({
      status: 200,
      body: { firstDay: '2026-04-03' },
    })
  })
})

describe('a push that may not be', () => {
  const REFUSED: [string, Sent, number][] = [
    ['without a token', { bearer: '' }, 401],
    ['with no token of ours', { bearer: 'beat_x' }, 401],
    ['by another method', { method: 'GET' }, 405],
    ['of a type nobody reads', { type: 'application/xml' }, 415],
    ['that is no JSON', { body: '[{' }, 400],
    ['that is null', { body: 'null' }, 422],
    ['that has no row', { body: [] }, 422],
    ['that is not UTF-8', { body: Buffer.from([0x5b, 0xff, 0x5d]) }, 400],
    ['with a parameter nobody knows', { path: '?dryrun=1' }, 400],
    ['with an answer that is none', { path: '?overlap=perhaps' }, 400],
    ['with a key that is none', { key: 'a b' }, 400],
    ['that is an empty CSV', { type: 'text/csv', body: '' }, 422],
    ['that is a workbook', { type: 'text/csv', body: Buffer.from([0x50, 0x4b, 3, 4, 0]) }, 422],
    ['nested beyond reason', { body: `${'['.repeat(50_000)}${']'.repeat(50_000)}` }, 422],
  ]
  it('is refused in JSON, with what to do, whatever is wrong with it', async () => {
    const answers = []
    for (const [what, sent] of REFUSED) {
      const { status, body } = await push(sent)
      answers.push([what, sent, typeof body.error === 'string' && typeof body.message === 'string' ? status : body])
    }

    expect(answers).toEqual(REFUSED)
    expect(await facts()).toEqual({ rows: 0, spend: null })
  })

  it('of another team is not found, and one whose token was revoked or is nearly right opens nothing', async () => {
    const other = await stage.makeTeam({ key: 'brand', conversationId: 'C0BRAND' })
    const { token: foreign } = await newPushSource(other, 'partner-feed', newSecret())
    expect(await push({ bearer: foreign })).toMatchObject({
      status: 404,
      body: { message: expect.stringContaining('/ingest/brand') },
    })
    expect(await push({ bearer: `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}` })).toMatchObject({
      status: 401,
    })
    expect((await push()).status).toBe(200)

    await pauseSource(ctx, await sourceNamed(ctx, 'partner-feed'), 'pause')
    expect(await push()).toMatchObject({ status: 409, body: { error: 'paused' } })
    await revokeSource(ctx, await sourceNamed(ctx, 'partner-feed'))
    expect(await push()).toMatchObject({ status: 401 })
  })

  it('larger than it may be is refused, with and without its length said before', async () => {
    const large = `[${' '.repeat(10_000_001)}]`
    expect(await push({ body: large })).toMatchObject({ status: 413 })
    const piece = new Blob([large]).stream()
    const response = await fetch(`http://127.0.0.1:${stage.app.port}/ingest/growth`, {
      method: 'POST',
      headers: { 'content-type': 'text/csv', authorization: `Bearer ${token}` },
      body: piece,
      duplex: 'half',
    } as RequestInit)
    expect(response.status).toBe(413)
    expect((await push()).status).toBe(200)
  })

  it('more often than sixty times a minute has to wait', async () => {
    for (let sent = 0; sent < 60; sent++) await push({ type: 'application/xml' })
    const limited = await push()
    expect(limited).toMatchObject({ status: 429, body: { error: 'too many' } })
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0)
    stage.at('2026-11-20T12:00:02Z')
    expect((await push()).status).toBe(200)
  })

  it('after thirty wrong tokens is stopped before anything is looked up, unless its own token has worked before', async () => {
    stage.at('2026-11-20T12:10:00Z')
    const { token: unused } = await newPushSource(ctx, 'another-feed', newSecret())
    expect((await push({ body: [] })).status).toBe(422)
    const guesses = []
    for (let sent = 0; sent < 31; sent++)
      guesses.push((await push({ bearer: `${token}${'x'.repeat(sent + 1)}` })).status)
    expect([guesses.slice(0, 30).every((status) => status === 401), guesses[30]]).toEqual([true, 429])

    // A right token that nobody has shown yet: had it been looked up, it would have opened the door.
    const stopped = await push({ bearer: unused })
    expect(stopped).toMatchObject({ status: 429, body: { error: 'too many' } })
    expect(Number(stopped.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await push()).status).toBe(200)
    await revokeSource(ctx, await sourceNamed(ctx, 'partner-feed'))
    expect((await push()).status).toBe(401)
    expect((await push()).status).toBe(429)
    stage.at('2026-11-20T12:12:00Z')
    expect((await push({ bearer: unused })).status).toBe(200)
  })

  it('that goes wrong on our side is answered in JSON, with when to try again', async () => {
    stage.at('2026-11-20T12:20:00Z')
    await stage.db.pool.query('ALTER TABLE import RENAME TO import_away')
    try {
      const failed = await push()
      expect(failed).toMatchObject({ status: 500, body: { error: 'failed' } })
      expect(failed.headers.get('retry-after')).toBe('60')
    } finally {
      await stage.db.pool.query('ALTER TABLE import_away RENAME TO import')
    }
    expect((await push()).status).toBe(200)
    expect((await push({ type: 'application/xml' })).headers.get('accept-post')).toBe('application/json, text/csv')
    expect(stage.failures.splice(0)).toEqual([expect.stringContaining('a push failed')])
  })

  it('is counted for the operator, by its answer', async () => {
    await push({ bearer: 'x' })
    const metrics = await (await fetch(`http://127.0.0.1:${stage.app.port}/metrics`)).text()
    expect(metrics).toMatch(/drumbeat_pushes_total\{status="401"\} \d/)
    expect(metrics).toMatch(/drumbeat_source_rows_total \d/)
  })
})
