import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { announcementKey, redraw } from '../../src/flows/delivery/announce.ts'
import { transaction } from '../../src/store/transaction.ts'
import { createTestDatabase } from '../support/database.ts'
import { CHANNEL, LEAD, type Stage, setStage } from './delivery-stage.ts'

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

describe('what flows announced', () => {
  it('is posted once, the thread below its header and in order, however often and wherever the announcer runs', async () => {
    await stage.say(HEADER, reply('chart'), reply('winning'), reply('leaking'))
    await stage.say(HEADER, reply('chart'))

    const [one, two, three] = [stage.announcer(), stage.announcer(), stage.announcer()]
    await Promise.all([one.run(), two.run(), three.run(), one.run()])
    await one.run()

    const [header, ...replies] = stage.slack.messages
    expect(stage.slack.texts()).toEqual(['week 47', 'week 47 chart', 'week 47 winning', 'week 47 leaking'])
    expect(replies.map((one) => one.thread_ts)).toEqual([header!.ts, header!.ts, header!.ts])
    expect(await stage.row('week 47')).toMatchObject({ state: 'sent', ts: header!.ts, attempts: 1, leaseUntil: null })
  })

  it('counts what it did', async () => {
    await stage.say(HEADER, reply('chart'))
    expect(await stage.announcer().run()).toEqual({ sent: 2, updated: 0, blocked: 0, uncertain: 0 })
    expect(await stage.announcer().run()).toEqual({ sent: 0, updated: 0, blocked: 0, uncertain: 0 })
  })

  it('carries its opaque key, unfurls nothing and links no names', async () => {
    await stage.say(HEADER)
    await stage.announcer().run()

    const key = announcementKey('team1', HEADER)
    const [call] = stage.slack.posts('chat.postMessage')
    expect(JSON.parse(call!.args.metadata!)).toEqual({ event_type: 'drumbeat_post', event_payload: { k: key } })
    expect(call!.args).toMatchObject({ client_msg_id: key, unfurl_links: 'false', unfurl_media: 'false' })
    expect(call!.args).not.toHaveProperty('link_names')
  })

  it('has the same key in every life of the database, and another one for another team', () => {
    expect(announcementKey('team1', { ...HEADER, slot: '2026-W47' })).toBe(
      announcementKey('team1', { kind: 'header', subject: 'another id', slot: '2026-W47' }),
    )
    expect(announcementKey('team1', HEADER)).not.toBe(announcementKey('team2', HEADER))
  })

  it('goes to a person through the direct message with them', async () => {
    await stage.say({ kind: 'prompt', subject: 'narrative', conversationId: LEAD })
    await stage.announcer().run()
    expect(stage.slack.messages).toMatchObject([{ channel: `D${LEAD}`, text: 'narrative' }])
  })

  it('is skipped with what hangs on it when there is nothing to say', async () => {
    stage.draw = async () => ({ kind: 'nothing', reason: 'the review was closed' })
    await stage.say(HEADER, reply('chart'))
    await stage.announcer().run()

    expect(stage.slack.messages).toEqual([])
    expect((await stage.rows()).map((row) => [row.state, row.error])).toEqual([
      ['skipped', 'the review was closed'],
      ['skipped', 'what it replies to was not posted'],
    ])
  })

  it('does not stop the rest when it cannot be drawn', async () => {
    const draw = stage.draw
    stage.draw = (said) => (said.part === 'chart' ? Promise.reject(new Error('no font')) : draw(said))
    await stage.say(HEADER, reply('chart'), reply('winning'))
    await stage.announcer().run()
    expect(stage.slack.texts()).toEqual(['week 47', 'week 47 winning'])

    stage.draw = draw
    await stage.pass(600_000)
    await stage.announcer().run()
    expect(stage.slack.texts()).toEqual(['week 47', 'week 47 winning', 'week 47 chart'])
  })

  it('is no longer taken on once the announcer was told to stop', async () => {
    await stage.say(HEADER)
    const announcer = stage.announcer()
    await announcer.stop()
    await announcer.run()
    expect(stage.slack.messages).toEqual([])
  })
})

describe('what has changed since it was posted', () => {
  const again = () => transaction(stage.db, (tx) => redraw(tx, stage.ctx(), { subject: 'week 47', kind: 'header' }))

  beforeEach(async () => {
    await stage.say(HEADER, reply('chart'))
    await stage.announcer().run()
    stage.draw = async (said) => ({ kind: 'message', text: `revision ${said.revision}`, blocks: [] })
  })

  it('is drawn anew at once, and then at most every 45 seconds', async () => {
    await again()
    expect(await stage.announcer().run()).toMatchObject({ updated: 1 })
    await again()
    await again()
    expect(await stage.announcer().run()).toMatchObject({ updated: 0 })
    expect(stage.slack.texts()[0]).toBe('revision 2')

    await stage.pass(46_000)
    expect(await stage.announcer().run()).toMatchObject({ updated: 1 })
    expect(stage.slack.texts()).toEqual(['revision 4', 'week 47 chart'])
  })

  it('is tried again when the update fails, because updating twice harms nobody', async () => {
    await again()
    stage.slack.spoil('chat.update', { kind: 'reply lost', effect: 'before' }, { kind: 'rate-limited', seconds: 7 })
    for (const ms of [0, 2_500]) {
      await stage.pass(ms)
      await stage.announcer().run()
    }
    expect(stage.slack.posts('chat.update')).toHaveLength(2)
    await stage.pass(7_500)
    expect(await stage.announcer().run()).toMatchObject({ updated: 1 })
  })

  it('is given up when somebody has deleted the post', async () => {
    stage.slack.messages.length = 0
    await again()
    await stage.announcer().run()
    await stage.pass(3_600_000)
    await stage.announcer().run()
    expect(stage.slack.posts('chat.update')).toHaveLength(1)
    expect(stage.slack.messages).toEqual([])
  })

  it('is drawn once more if it changed between its drawing and its posting', async () => {
    stage.draw = async (said) => {
      if (said.revision === 1) await transaction(stage.db, (tx) => redraw(tx, stage.ctx(), { subject: 'week 48' }))
      return { kind: 'message', text: `revision ${said.revision}`, blocks: [] }
    }
    await stage.say({ kind: 'header', subject: 'week 48', conversationId: CHANNEL })
    await stage.announcer().run()
    expect(stage.slack.texts().at(-1)).toBe('revision 2')
  })
})
