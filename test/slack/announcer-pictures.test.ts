import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../support/database.ts'
import { type Stage, setStage } from './delivery-stage.ts'
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
const CHART = { kind: 'picture', subject: 'chart', parent: HEADER }
const NEXT = { kind: 'reply', subject: 'winning', parent: HEADER }
const ALL = ['week 47', 'chart', 'winning']
const run = () => stage.announcer().run()
const share = (...misfortunes: Misfortune[]) => stage.slack.spoil('files.completeUploadExternal', ...misfortunes)

describe('a picture', () => {
  it('stands in the thread, between what comes before and after it, with its alt text', async () => {
    await stage.say(HEADER, CHART, NEXT)
    await run()

    const [header, chart] = stage.slack.messages
    expect(stage.slack.texts()).toEqual(ALL)
    expect(chart).toMatchObject({ thread_ts: header!.ts, fileId: expect.any(String) })
    expect(await stage.row('chart')).toMatchObject({ state: 'sent', ts: chart!.ts, fileId: chart!.fileId })
    expect(stage.slack.posts('files.getUploadURLExternal')[0]!.args).toMatchObject({ alt_text: 'CAC rose' })
  })

  it.each<[what: string, misfortune: Misfortune]>([
    ['the reply was lost after it was shared', { kind: 'reply lost', effect: 'before' }],
    ['the reply was lost before it was shared', { kind: 'reply lost', effect: 'never' }],
    ['Slack failed after it was shared', { kind: 'HTTP 500', effect: 'before' }],
    ['Slack failed before it was shared', { kind: 'HTTP 500', effect: 'never' }],
  ])('is there once: %s', async (_, misfortune) => {
    share(misfortune)
    await stage.say(HEADER, CHART, NEXT)
    await run()
    expect(await stage.row('chart')).toMatchObject({ state: 'uncertain', fileId: expect.any(String) })

    await stage.pass(71_000)
    await run()
    expect(stage.slack.texts()).toEqual(ALL)
  })

  it('is there once even where the lost one would be shared after its successor', async () => {
    share({ kind: 'reply lost', effect: 'after' })
    await stage.say(HEADER, CHART)
    await run()
    await stage.pass(71_000)
    await run()
    stage.slack.landLate()
    expect(stage.slack.texts()).toEqual(['week 47', 'chart'])
  })

  it('is simply sent again when it failed before anything of it could be seen', async () => {
    stage.slack.spoil('files.getUploadURLExternal', { kind: 'reply lost', effect: 'before' })
    await stage.say(HEADER, CHART, NEXT)
    await run()
    expect(await stage.row('chart')).toMatchObject({ state: 'pending', uncertainSince: null })
    await stage.pass(3_000)
    await run()
    expect(stage.slack.texts()).toEqual(ALL)
  })

  it('is drawn anew for a second attempt, because only its place is kept', async () => {
    share({ kind: 'rate-limited', seconds: 1 })
    await stage.say(HEADER, CHART)
    await run()
    await stage.pass(1_500)
    await run()
    expect(stage.drawn.filter((subject) => subject === 'chart')).toHaveLength(2)
    expect(await stage.row('chart')).toMatchObject({ payload: { kind: 'picture' } })
    expect(stage.slack.texts()).toEqual(['week 47', 'chart'])
  })

  it('pauses alone when the permission for files is missing', async () => {
    stage.slack.spoil('files.getUploadURLExternal', { kind: 'error', code: 'missing_scope' })
    await stage.say(HEADER, CHART, NEXT)
    await run()
    expect(stage.slack.texts()).toEqual(['week 47', 'winning'])
    expect(stage.told[0]).toContain('missing_scope')
  })
})
