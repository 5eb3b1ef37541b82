import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  WebClient,
} from '@slack/web-api'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createSandbox, type Sandbox } from '../../src/sandbox/server.ts'
import { type EchoBot, startSocketBot } from './echo-bot.ts'

let sandbox: Sandbox
let bot: EchoBot
let client: WebClient

beforeAll(async () => {
  sandbox = await createSandbox({
    ackTimeoutMs: 400,
    retryDelaysMs: [20, 20],
  })
  bot = await startSocketBot(sandbox)
  client = new WebClient(sandbox.botToken, {
    slackApiUrl: sandbox.apiUrl,
    retryConfig: { retries: 0 },
    timeout: 300,
    rejectRateLimitedCalls: true,
  })
})
afterEach(() => sandbox.faults.clear())
afterAll(async () => {
  await bot.stop()
  await sandbox.close()
})

const said = (): number => sandbox.state.messages.filter((message) => message.text === 'once').length

async function post(): Promise<unknown> {
  return client.chat.postMessage({ channel: 'C0GROWTH', text: 'once' }).then(
    () => 'posted',
    (error: unknown) => error,
  )
}

describe('faults between the bot and the Web API', () => {
  it.each([
    ['500-before', 0, WebAPIHTTPError],
    ['500-after', 1, WebAPIHTTPError],
    ['reply-lost-before-effect', 0, WebAPIRequestError],
    ['reply-lost-after-effect', 1, WebAPIRequestError],
    ['non-json-200', 1, WebAPIPlatformError],
    ['rate-limited', 0, WebAPIRateLimitedError],
  ] as const)('%s leaves %i messages and an error, then is over', async (kind, effect, kindOfError) => {
    const before = said()
    sandbox.faults.add({ kind, method: 'chat.postMessage', retryAfter: 7 })

    const error = await post()

    expect(error).toBeInstanceOf(kindOfError)
    expect(said() - before).toBe(effect)
    if (error instanceof WebAPIRateLimitedError) expect(error.retryAfter).toBe(7)
    expect(sandbox.faults.list()).toEqual([])
    expect(await post()).toBe('posted')
  })

  it('lets a slow call land after the caller has given up', async () => {
    const before = said()
    sandbox.faults.add({ kind: 'slow', method: 'chat.postMessage', ms: 500 })

    expect(await post()).toBeInstanceOf(WebAPIRequestError)
    expect(said()).toBe(before)

    await sandbox.waitFor(() => said() === before + 1)
  })

  it('lets nobody connect while connections are refused', async () => {
    sandbox.faults.add({ kind: 'refused', ms: 60_000 })
    const before = said()

    const error = await post()
    expect(error).toBeInstanceOf(WebAPIRequestError)
    expect(said()).toBe(before)

    sandbox.faults.clear()
    await sandbox.waitFor(async () => (await post()) === 'posted')
  })

  it.each(['token_revoked', 'restricted_action', 'missing_scope'])(
    'refuses with %s as often as told',
    async (error) => {
      sandbox.faults.add({ kind: 'error', error, count: 2 })

      expect(await post()).toMatchObject({ data: { error } })
      expect(await post()).toMatchObject({ data: { error } })
      expect(await post()).toBe('posted')
    },
  )

  it('hits only the method that was named', async () => {
    sandbox.faults.add({ kind: 'error', error: 'internal_error', method: 'chat.update' })

    expect(await post()).toBe('posted')
    expect(sandbox.faults.list()).toHaveLength(1)
  })
})

describe('faults between Slack and the bot', () => {
  it('shows the person that the answer to a command came too late', async () => {
    const mara = sandbox.asPerson('U0MARA')
    sandbox.faults.add({ kind: 'ack-missed', delivery: 'command' })

    expect(await mara.command('growth', '/beat inline hello')).toMatchObject({ error: 'operation_timeout' })

    expect(mara.notices().at(-1)).toMatchObject({ text: '/beat failed: operation_timeout', conversation: 'C0GROWTH' })
  })

  it('keeps the form open, with trouble at its top, when the submission was not acknowledged', async () => {
    const priya = sandbox.asPerson('U0PRIYA')
    await priya.shortcut('log_test')
    await priya.waitForModal()
    sandbox.faults.add({ kind: 'ack-missed', delivery: 'submission' })

    const result = await priya.submit({ Name: 'Shorter form', Channel: 'Paid search' })

    expect(result).toMatchObject({ outcome: 'failed', error: 'operation_timeout' })
    expect(priya.modal()?.errors).toEqual({ '': 'We had some trouble connecting. Try again?' })
    await priya.closeModal()
  })

  it('gives out a trigger that is dead on arrival', async () => {
    sandbox.faults.add({ kind: 'trigger-expired' })
    const before = sandbox.state.requests.length

    await sandbox.asPerson('U0SAM').command('growth', '/beat form')

    const opened = await sandbox.waitFor(() =>
      sandbox.state.requests.slice(before).find((one) => one.method === 'views.open' && one.answer),
    )
    expect(opened.answer).toMatchObject({ ok: false, error: 'expired_trigger_id' })
    expect(sandbox.asPerson('U0SAM').modal()).toBeUndefined()
  })

  it.each([
    ['delivered-twice', [undefined, undefined]],
    ['delivered-again-as-retry', [undefined, 1]],
  ] as const)('an event is %s', async (kind, retries) => {
    sandbox.faults.add({ kind, delivery: 'event' })
    const text = `hello ${kind}`

    await sandbox.asPerson('U0SAM').say('growth', text)

    const heard = () => bot.events.filter((event) => event.text === text)
    await sandbox.waitFor(() => heard().length === 2)
    expect(heard().map((event) => event.retryNum || undefined)).toEqual(retries)
  })

  it('delivers an event again, numbered, until it is acknowledged', async () => {
    sandbox.faults.add({ kind: 'ack-missed', delivery: 'event', count: 2 })

    await sandbox.asPerson('U0SAM').say('growth', 'knock knock')

    const heard = () => bot.events.filter((event) => event.text === 'knock knock')
    await sandbox.waitFor(() => heard().length === 3)
    expect(heard().map((event) => event.retryNum ?? 0)).toEqual([0, 1, 2])
  })

  it('says so when the app is not connected', async () => {
    const lonely = await createSandbox()
    const mara = lonely.asPerson('U0MARA')

    expect(await mara.command('growth', '/beat')).toMatchObject({ ok: false, error: 'not_connected' })

    expect(lonely.connected()).toBe(false)
    expect(mara.notices()[0]?.text).toContain('Drumbeat is not connected')
    await lonely.close()
  })
})
