import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage({ mode: 'http', at: new Date().toISOString() })
})
afterAll(async () => {
  await stage.close()
})

const SLACK = '/slack/events'
const JSON_TYPE = 'application/json'
const seconds = (shift = 0) => Math.floor(stage.clock.now.getTime() / 1000) + shift

type Sent = { body: string; at?: number; secret?: string; type?: string; path?: string }

/** Sends what Slack would send, signed, unless told to do it wrong. */
async function send({ body, at = seconds(), secret, type = JSON_TYPE, path = SLACK }: Sent) {
  const key = secret ?? stage.sandbox.signingSecret
  const signature = `v0=${createHmac('sha256', key).update(`v0:${at}:${body}`).digest('hex')}`
  const headers = { 'content-type': type, 'x-slack-request-timestamp': String(at), 'x-slack-signature': signature }
  const response = await fetch(`http://127.0.0.1:${stage.app.port}${path}`, { method: 'POST', headers, body })
  return { status: response.status, text: await response.text() }
}

const get = async (path: string) => {
  const response = await fetch(`http://127.0.0.1:${stage.app.port}${path}`)
  return { status: response.status, text: await response.text() }
}

const challenge = (word: string) => JSON.stringify({ type: 'url_verification', challenge: word })

describe('a request to the address of Slack', () => {
  it('is answered when it is signed', async () => {
    const { status, text } = await send({ body: challenge('drum') })

    expect(status).toBe(200)
    expect(text).toContain('drum')
  })

  it('is refused the second time', async () => {
    const body = challenge('twice')
    expect(await send({ body })).toMatchObject({ status: 200 })

    expect(await send({ body })).toEqual({ status: 401, text: 'replay' })
  })

  it.each([
    ['signed with another secret', { body: challenge('x'), secret: 'not ours' }],
    ['six minutes old', { body: challenge('x'), shift: -360 }],
    ['of a time that is six minutes ahead', { body: challenge('x'), shift: 360 }],
  ])('is refused when it is %s', async (_, { shift, ...sent }: Sent & { shift?: number }) => {
    expect(await send({ ...sent, at: seconds(shift) })).toMatchObject({ status: 401 })
  })

  it('is refused without a signature or a time', async () => {
    const response = await fetch(`http://127.0.0.1:${stage.app.port}${SLACK}`, { method: 'POST', body: '{}' })

    expect(response.status).toBe(401)
  })

  it.each([
    ['null', JSON_TYPE],
    ['[]', JSON_TYPE],
    ['"text"', JSON_TYPE],
    ['{', JSON_TYPE],
    ['payload=null', 'application/x-www-form-urlencoded'],
    ['payload=%5B%5D', 'application/x-www-form-urlencoded'],
    ['', 'application/x-www-form-urlencoded'],
  ])('is refused when its body is %s, however well signed', async (body, type) => {
    expect(await send({ body, type })).toEqual({ status: 400, text: 'body' })
  })

  it('is refused when it is larger than anything Slack sends', async () => {
    expect(await send({ body: `{"x":"${'x'.repeat(2_000_001)}"}` })).toMatchObject({ status: 413 })
  })

  it('is not found at any other address', async () => {
    expect(await send({ body: challenge('x'), path: '/' })).toEqual({ status: 404, text: 'not found' })
  })

  it('leaves the bot as well as before, whatever it was', async () => {
    expect(await send({ body: challenge('still here') })).toMatchObject({ status: 200 })
    expect(stage.failures).toEqual([])
  })
})

describe('what the operator watches', () => {
  it('says that the process lives and that it is ready', async () => {
    expect(await get('/healthz')).toEqual({ status: 200, text: 'ok' })
    expect(await get('/readyz')).toEqual({ status: 200, text: 'ready' })
  })

  it('counts beats, reviews and posts', async () => {
    await stage.makeTeam()
    await stage.app.tick(stage.clock.now)
    const { text } = await get('/metrics')

    expect(text).toContain('drumbeat_reviews_total{outcome="opened"} 0')
    expect(text).toMatch(/drumbeat_last_tick_timestamp_seconds \d/)
    expect(text).toContain('process_resident_memory_bytes')
  })
})
