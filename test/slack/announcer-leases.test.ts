import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { DELIVERY_QUESTION, readQuestion, settleQuestion } from '../../src/flows/delivery/settle-delivery.ts'
import { createTestDatabase } from '../support/database.ts'
import { LEAD, type Stage, setStage } from './delivery-stage.ts'

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

describe('a process that dies or falls asleep', () => {
  it('leaves a post that the others find, although it wakes up later', async () => {
    let wake = () => {}
    stage.slack.spoil('chat.postMessage', { kind: 'held', until: new Promise((done) => (wake = done)) })
    await stage.say(HEADER, reply('chart'))
    const sleeper = stage.announcer().run()
    await expect.poll(() => stage.slack.posts('chat.postMessage').length).toBe(1)

    await stage.pass(31_000)
    await run()
    expect(await stage.row('week 47')).toMatchObject({ state: 'uncertain', error: 'lease expired' })
    wake()
    await sleeper
    expect(await stage.row('week 47')).toMatchObject({ state: 'uncertain' })

    await stage.pass(71_000)
    await run()
    expect(stage.slack.texts()).toEqual(['week 47', 'week 47 chart'])
  })

  it('holds up nothing when it dies before it sent anything', async () => {
    let wake = () => {}
    const asleep = new Promise<void>((done) => (wake = done))
    const draw = stage.draw
    stage.draw = async (said) => {
      await asleep
      return draw(said)
    }
    await stage.say(HEADER)
    const sleeper = stage.announcer().run()
    await expect.poll(() => stage.drawn.length).toBe(1)

    await stage.pass(31_000)
    stage.draw = draw
    await run()
    expect(stage.slack.texts()).toEqual(['week 47'])
    wake()
    await sleeper
    expect(stage.slack.texts()).toEqual(['week 47'])
  })

  it('bothers nobody when the database is away while it draws', async () => {
    const draw = stage.draw
    stage.draw = async () => {
      throw Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })
    }
    await stage.say(HEADER)
    await run()
    expect(stage.told).toEqual([])
    expect(await stage.row('week 47')).toMatchObject({ state: 'pending', attempts: 0 })

    stage.draw = draw
    await stage.pass(5_000)
    await run()
    expect(stage.slack.texts()).toEqual(['week 47'])
    expect(stage.told).toEqual([])
  })

  it('hands back what it claimed too long ago, and the attempt does not count', async () => {
    await stage.say(HEADER)
    const slow = stage.announcer({ settings: { handBackAfterMs: -1 } })
    await slow.run()
    expect(stage.slack.messages).toEqual([])
    expect(await stage.row('week 47')).toMatchObject({ state: 'pending', attempts: 0 })

    await stage.pass(1_000)
    await run()
    expect(stage.slack.texts()).toEqual(['week 47'])
  })

  it('sends the second time what it froze the first time', async () => {
    stage.slack.spoil('chat.postMessage', { kind: 'reply lost', effect: 'never' })
    await stage.say(HEADER)
    await run()
    stage.draw = async () => ({ kind: 'message', text: 'something else', blocks: [] })
    await stage.pass(71_000)
    await run()
    expect(stage.slack.texts()).toEqual(['week 47'])
  })
})

describe('a post that nobody can find out about', () => {
  const ask = async () => {
    stage.slack.spoil('chat.postMessage', { kind: 'reply lost', effect: 'before' })
    stage.slack.unreadable = true
    await stage.say(HEADER, reply('chart'))
    for (const ms of [0, 71_000, 3_600_000, 3_600_000, 3_600_000]) {
      await stage.pass(ms)
      await run()
    }
    return (await stage.row('week 47')).id
  }
  const question = async () => (await stage.rows()).filter((row) => row.kind === DELIVERY_QUESTION)

  it('is never posted again blindly; after two hours the lead is asked, once', async () => {
    const id = await ask()
    expect(stage.slack.texts()).toEqual(['week 47', id])
    expect(await question()).toMatchObject([{ subject: id, conversationId: LEAD, state: 'sent' }])
    expect(await readQuestion(stage.ctx(), id)).toMatchObject({ kind: 'header', open: true })
  })

  it('is asked about after two hours, not before', async () => {
    stage.slack.spoil('chat.postMessage', { kind: 'reply lost', effect: 'before' })
    stage.slack.unreadable = true
    await stage.say(HEADER)
    await run()
    await stage.pass(7_000_000)
    await run()
    expect(await question()).toEqual([])
  })

  it('counts as posted when the lead says that it is there', async () => {
    const id = await ask()
    expect(await settleQuestion(stage.ctx(), id, 'there')).toBe(true)
    expect(await settleQuestion(stage.ctx(), id, 'again')).toBe(false)
    await run()
    expect(stage.slack.texts().filter((text) => text === 'week 47')).toHaveLength(1)
    expect(stage.slack.texts()).toContain('week 47 chart')
    expect(await readQuestion(stage.ctx(), id)).toMatchObject({ open: false })
  })

  it('is posted again when the lead says so', async () => {
    const id = await ask()
    stage.slack.messages.shift()
    expect(await settleQuestion(stage.ctx(), id, 'again')).toBe(true)
    await run()
    expect(stage.slack.texts().filter((text) => text === 'week 47')).toHaveLength(1)
  })

  it('settles itself as soon as the conversation can be read', async () => {
    const id = await ask()
    stage.slack.unreadable = false
    await stage.pass(3_600_000)
    await run()
    expect(await stage.row('week 47')).toMatchObject({ id, state: 'sent', ts: '1780000000.000001' })
    expect(await settleQuestion(stage.ctx(), id, 'again')).toBe(false)
  })
})
