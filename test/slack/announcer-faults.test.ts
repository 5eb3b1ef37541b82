import { createServer } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { resumeConversation, resumeWorkspace } from '../../src/flows/delivery/resume-delivery.ts'
import { silentLog } from '../../src/lib/log.ts'
import { createClients } from '../../src/slack/clients.ts'
import { createTestDatabase } from '../support/database.ts'
import { CHANNEL, clientsOf, type Stage, setStage } from './delivery-stage.ts'
import type { Misfortune } from './fake-slack.ts'

let db: Awaited<ReturnType<typeof createTestDatabase>>
let stage: Stage
beforeAll(async () => {
  db = await createTestDatabase()
})
beforeEach(async () => {
  stage = await setStage(db)
})
afterEach(() => stage.close())
afterAll(() => db.close())

const HEADER = { kind: 'header', subject: 'week 47' }
const reply = (part: string) => ({ kind: 'reply', subject: 'week 47', part, parent: HEADER })
const run = () => stage.announcer().run()
const post = (...misfortunes: Misfortune[]) => stage.slack.spoil('chat.postMessage', ...misfortunes)

describe('a post whose reply was lost', () => {
  it.each<[what: string, misfortune: Misfortune]>([
    ['the connection broke after Slack had posted it', { kind: 'reply lost', effect: 'before' }],
    ['the connection broke before Slack posted it', { kind: 'reply lost', effect: 'never' }],
    ['Slack failed after it had posted it', { kind: 'HTTP 500', effect: 'before' }],
    ['Slack failed before it posted it', { kind: 'HTTP 500', effect: 'never' }],
    ['Slack answered with a page after it had posted it', { kind: 'no JSON', effect: 'before' }],
    ['Slack answered with a page and did nothing', { kind: 'no JSON', effect: 'never' }],
    ['Slack answered with a code nobody knows', { kind: 'error', code: 'fatal_error' }],
    ['it landed half a minute later', { kind: 'reply lost', effect: 'after' }],
  ])('is there once: %s', async (_, misfortune) => {
    post(misfortune)
    await stage.say(HEADER, reply('chart'))

    expect(await run()).toMatchObject({ sent: 0, uncertain: 1 })
    await stage.pass(30_000)
    stage.slack.landLate()
    await run()
    expect(stage.slack.posts('chat.postMessage')).toHaveLength(1)

    await stage.pass(41_000)
    await run()
    expect(stage.slack.texts()).toEqual(['week 47', 'week 47 chart'])
    expect(stage.slack.messages[1]!.thread_ts).toBe(stage.slack.messages[0]!.ts)
  })

  it('is there once when Slack takes longer than we wait', async () => {
    let release = () => {}
    post({ kind: 'held', until: new Promise((done) => (release = done)) })
    await stage.say(HEADER)
    await stage.announcer({ clients: clientsOf(stage.slack, 60) }).run()
    expect(await stage.row('week 47')).toMatchObject({ state: 'uncertain' })

    release()
    await expect.poll(() => stage.slack.messages.length).toBe(1)
    await stage.pass(71_000)
    await run()
    expect(stage.slack.texts()).toEqual(['week 47'])
    expect(await stage.row('week 47')).toMatchObject({ state: 'sent', ts: stage.slack.messages[0]!.ts })
  })

  it('is removed again where it lands so late that it was posted anew', async () => {
    post({ kind: 'reply lost', effect: 'after' })
    await stage.say(HEADER)
    await run()
    await stage.pass(71_000)
    await run()
    stage.slack.landLate()
    expect(stage.slack.messages).toHaveLength(2)

    await stage.pass(61_000)
    await run()
    expect(stage.slack.messages).toHaveLength(1)
    expect(await stage.row('week 47')).toMatchObject({ ts: stage.slack.messages[0]!.ts })
    await stage.pass(61_000)
    await run()
    expect(await stage.row('week 47')).toMatchObject({ sweepAt: null })
  })

  it('keeps the first of several and deletes the rest', async () => {
    post({ kind: 'reply lost', effect: 'before' })
    await stage.say(HEADER)
    await run()
    stage.slack.messages.push({ ...stage.slack.messages[0]!, ts: '1780000001.000000' })
    await stage.pass(71_000)
    await run()
    expect(stage.slack.messages).toHaveLength(1)
    expect(await stage.row('week 47')).toMatchObject({ state: 'sent', ts: '1780000000.000001' })
  })

  it('is not mistaken for the same words and key of somebody else', async () => {
    post({ kind: 'reply lost', effect: 'before' })
    await stage.say(HEADER)
    await run()
    stage.slack.messages[0]!.user = 'U0OTHER'
    await stage.pass(71_000)
    await run()
    expect(stage.slack.messages.map((message) => message.user)).toEqual(['U0OTHER', 'U0BOT'])
  })

  it('holds back what comes after it in its thread, and nothing elsewhere', async () => {
    await stage.say(HEADER)
    await run()
    post({ kind: 'reply lost', effect: 'never' })
    await stage.say(reply('chart'), reply('winning'), { kind: 'digest', subject: 'week 46' })
    await run()
    expect(stage.slack.texts()).toEqual(['week 47', 'week 46'])

    await stage.pass(71_000)
    await run()
    expect(stage.slack.texts()).toEqual(['week 47', 'week 46', 'week 47 chart', 'week 47 winning'])
  })
})

describe('a post that Slack cannot take now', () => {
  it('waits as long as Slack says, its conversation with it, and the attempt does not count', async () => {
    post({ kind: 'rate-limited', seconds: 20 })
    await stage.say(
      HEADER,
      { kind: 'digest', subject: 'week 46' },
      { kind: 'x', subject: 'other', conversationId: 'C2' },
    )
    await run()
    expect(stage.slack.texts()).toEqual(['other'])
    expect(await stage.row('week 47')).toMatchObject({ state: 'pending', attempts: 0 })

    await stage.pass(15_000)
    await run()
    expect(stage.slack.posts('chat.postMessage')).toHaveLength(2)
    await stage.pass(8_000)
    await run()
    expect(stage.slack.texts()).toEqual(['other', 'week 47', 'week 46'])
    expect(await stage.row('week 47')).toMatchObject({ attempts: 1 })
  })

  it('is tried again soon when it never left, because then it cannot be there', async () => {
    const nobody = `http://127.0.0.1:${await freePort()}/api/`
    const clients = createClients({ token: 'xoxb-test', slackApiUrl: nobody, log: silentLog })
    await stage.say(HEADER)
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      await stage.announcer({ clients }).run()
      expect(await stage.row('week 47')).toMatchObject({ state: 'pending', attempts: attempt, uncertainSince: null })
      await stage.pass(60_000)
    }
    await run()
    expect(stage.slack.texts()).toEqual(['week 47'])
  })
})

describe('a post that Slack refuses', () => {
  it('pauses, is explained to the owner once, and goes out in order after the invitation', async () => {
    stage.slack.refusing.set(CHANNEL, 'not_in_channel')
    await stage.say(HEADER, reply('chart'), { kind: 'digest', subject: 'week 46' })
    await run()
    await stage.pass(600_000)
    await run()
    expect(stage.told).toHaveLength(1)
    expect(stage.told[0]).toContain('/invite @Drumbeat')
    expect(stage.slack.posts('chat.postMessage')).toHaveLength(2)

    stage.slack.refusing.clear()
    expect(await resumeConversation(stage.ctx(), CHANNEL)).toBe(1)
    await run()
    expect(stage.slack.texts()).toEqual(['week 47', 'week 47 chart', 'week 46'])
    expect(await stage.row('week 47')).toMatchObject({ state: 'sent', error: null, toldAt: null })
  })

  it('goes out by itself after a while, without any word of an invitation', async () => {
    stage.slack.refusing.set(CHANNEL, 'is_archived')
    await stage.say(HEADER, reply('chart'))
    await run()
    stage.slack.refusing.clear()
    await run()
    expect(stage.slack.messages).toEqual([])
    await stage.pass(600_000)
    await run()
    expect(stage.slack.texts()).toEqual(['week 47', 'week 47 chart'])
  })

  it('is explained again when it happens again', async () => {
    for (const subject of ['week 47', 'week 48']) {
      stage.slack.refusing.set(CHANNEL, 'not_in_channel')
      await stage.say({ kind: 'header', subject })
      await run()
      stage.slack.refusing.clear()
      await resumeConversation(stage.ctx(), CHANNEL)
      await run()
    }
    expect(stage.told).toHaveLength(2)
  })

  it.each(['invalid_blocks', 'msg_too_long', 'no_text', 'missing_scope'])(
    'stops nothing but itself when the fault lies in it (%s)',
    async (code) => {
      post({ kind: 'error', code })
      await stage.say({ kind: 'header', subject: 'week 46' }, HEADER)
      expect(await run()).toMatchObject({ sent: 1, blocked: 1 })
      expect(stage.slack.texts()).toEqual(['week 47'])
      expect(await stage.row('week 46')).toMatchObject({ state: 'blocked', error: code })
    },
  )

  it.each(['invalid_auth', 'token_revoked', 'account_inactive'])(
    'stops the workspace when the access is lost (%s), until it is installed again',
    async (code) => {
      post({ kind: 'error', code })
      await stage.say(HEADER)
      await run()
      await stage.say({ kind: 'x', subject: 'other', conversationId: 'C2' })
      await run()
      expect(stage.slack.posts('chat.postMessage')).toHaveLength(1)

      await resumeWorkspace(stage.ctx())
      await run()
      expect(stage.slack.texts().sort()).toEqual(['other', 'week 47'])
    },
  )

  it('waits where the bot is not installed at all', async () => {
    await stage.say(HEADER)
    await stage.announcer({ clients: null }).run()
    expect(await stage.row('week 47')).toMatchObject({ state: 'blocked', error: 'not_installed' })
  })
})

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  await new Promise((done) => server.close(done))
  return typeof address === 'object' && address !== null ? address.port : 0
}
