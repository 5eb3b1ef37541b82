import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { resumeConversation } from '../../src/flows/delivery/resume-delivery.ts'
import { silentLog } from '../../src/lib/log.ts'
import { createSandbox, type Sandbox } from '../../src/sandbox/server.ts'
import { createClients } from '../../src/slack/clients.ts'
import { header, table } from '../../src/slack/kit/blocks.ts'
import { validateBlocks } from '../../src/slack/kit/limits.ts'
import { createTestDatabase } from '../support/database.ts'
import { CHANNEL, LEAD, type Stage, setStage } from './delivery-stage.ts'

let db: Awaited<ReturnType<typeof createTestDatabase>>
let stage: Stage
let sandbox: Sandbox
beforeAll(async () => {
  db = await createTestDatabase()
})
beforeEach(async () => {
  stage = await setStage(db)
  sandbox = await createSandbox({ validateBlocks })
})
afterEach(async () => {
  await stage.close()
  await sandbox.close()
})
afterAll(() => db.close())

const HEADER = { kind: 'header', subject: 'week 47' }
const THREAD = [
  HEADER,
  { kind: 'picture', subject: 'chart', parent: HEADER },
  { kind: 'reply', subject: 'winning', parent: HEADER },
]

function announcer(postingTimeoutMs = 5_000) {
  const { apiUrl: slackApiUrl, botToken: token } = sandbox
  const clients = createClients({ token, slackApiUrl, log: silentLog, postingTimeoutMs })
  return stage.announcer({ clients })
}

const posts = (conversation = CHANNEL) =>
  sandbox.state.messages.filter((message) => message.channel === conversation && message.bot_id !== undefined)
const texts = () => posts().map((message) => message.text)

describe('the announcer in a workspace', () => {
  it('opens a thread with a picture in its place', async () => {
    stage.draw = async (said) =>
      said.kind === 'picture'
        ? { kind: 'picture', png: Buffer.from('png'), fileName: 'cac.png', alt: 'CAC rose', comment: said.subject }
        : {
            kind: 'message',
            text: said.subject,
            blocks: [header(said.subject), table({ header: ['KPI'], rows: [['CAC']] })],
          }
    await stage.say(...THREAD)
    await announcer().run()

    const [first, ...replies] = posts()
    expect(texts()).toEqual(['week 47', 'chart', 'winning'])
    expect(replies.map((message) => message.thread_ts)).toEqual([first!.ts, first!.ts])
    expect(sandbox.state.files).toMatchObject([{ id: replies[0]!.fileIds[0], altText: 'CAC rose', state: 'complete' }])
    expect(await stage.row('chart')).toMatchObject({ state: 'sent', ts: replies[0]!.ts })
  })

  it.each([
    ['chat.postMessage', 'reply-lost-after-effect'],
    ['chat.postMessage', 'reply-lost-before-effect'],
    ['chat.postMessage', '500-after'],
    ['chat.postMessage', '500-before'],
    ['chat.postMessage', 'non-json-200'],
    ['files.completeUploadExternal', 'reply-lost-after-effect'],
    ['files.completeUploadExternal', 'reply-lost-before-effect'],
    ['files.completeUploadExternal', '500-after'],
  ] as const)('shows everything once when %s ends with %s', async (method, kind) => {
    sandbox.faults.add({ kind, method })
    await stage.say(...THREAD)
    expect(await announcer().run()).toMatchObject({ uncertain: 1 })
    await stage.pass(71_000)
    await announcer().run()
    expect(texts()).toEqual(['week 47', 'chart', 'winning'])
  })

  it('shows everything once when Slack answers too late', async () => {
    sandbox.faults.add({ kind: 'slow-reply', method: 'chat.postMessage', ms: 400 })
    await stage.say(...THREAD)
    expect(await announcer(100).run()).toMatchObject({ uncertain: 1 })
    await sandbox.settled()
    await stage.pass(71_000)
    await announcer().run()
    expect(texts()).toEqual(['week 47', 'chart', 'winning'])
  })

  it('waits for its invitation', async () => {
    sandbox.admin.remove(CHANNEL)
    await stage.say(...THREAD)
    expect(await announcer().run()).toMatchObject({ blocked: 1 })
    expect(stage.told).toEqual([expect.stringContaining('/invite @Drumbeat')])

    sandbox.admin.invite(CHANNEL)
    await resumeConversation(stage.ctx(), CHANNEL)
    await announcer().run()
    expect(texts()).toEqual(['week 47', 'chart', 'winning'])
  })

  it('lets one broken message stop nothing else', async () => {
    stage.draw = async (said) => ({
      kind: 'message',
      text: said.subject,
      blocks:
        said.subject === 'week 46'
          ? [header('fine'), { type: 'header', text: { type: 'plain_text', text: 'x'.repeat(200) } }]
          : [],
    })
    await stage.say({ kind: 'header', subject: 'week 46' }, HEADER)
    await announcer().run()
    expect(texts()).toEqual(['week 47'])
    expect(await stage.row('week 46')).toMatchObject({ state: 'blocked', error: 'invalid_blocks' })
  })

  it('speaks to a person in private', async () => {
    await stage.say({ kind: 'prompt', subject: 'narrative', conversationId: LEAD })
    await announcer().run()
    const im = sandbox.state.conversations.find((one) => one.kind === 'im' && one.members.includes(LEAD))
    expect(posts(im!.id).map((message) => message.text)).toEqual(['narrative'])
  })

  it('says nothing while its token is revoked, and everything after', async () => {
    sandbox.admin.revokeTokens()
    await stage.say(...THREAD)
    await announcer().run()
    sandbox.admin.restoreTokens()
    await stage.pass(600_000)
    await announcer().run()
    expect(texts()).toEqual(['week 47', 'chart', 'winning'])
  })
})
