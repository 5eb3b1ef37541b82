import { WebClient } from '@slack/web-api'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createSandbox, type Sandbox } from '../../src/sandbox/server.ts'
import { form } from './echo-bot.ts'

let sandbox: Sandbox
let client: WebClient
let now: number

beforeEach(async () => {
  now = Date.parse('2026-11-23T08:00:00Z')
  sandbox = await createSandbox({
    now: () => now,
    validateBlocks: (blocks) => (blocks.length > 4 ? ['too many blocks'] : []),
  })
  client = clientOf(sandbox.botToken)
})
afterEach(() => sandbox.close())

function clientOf(token: string): WebClient {
  return new WebClient(token, { slackApiUrl: sandbox.apiUrl, retryConfig: { retries: 0 } })
}

async function refusalOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => 'ok',
    (error: unknown) => (error as { data?: { error?: string } }).data?.error ?? error,
  )
}

const text = (words: string) => ({ type: 'section' as const, text: { type: 'mrkdwn' as const, text: words } })

describe('who may call', () => {
  it('knows its token, and names the scopes it has', async () => {
    const who = await client.auth.test()

    expect(who).toMatchObject({ user_id: 'U0BEAT', bot_id: 'B0BEAT', team_id: 'T0SANDBOX' })
    expect(who.response_metadata?.scopes).toContain('chat:write')
  })

  it('refuses strangers, revoked tokens and missing scopes, each by its name', async () => {
    expect(await refusalOf(clientOf('xoxb-stranger').auth.test())).toBe('invalid_auth')
    expect(await refusalOf(client.apps.connections.open({}))).toBe('not_allowed_token_type')

    sandbox.admin.revokeTokens()
    expect(await refusalOf(client.auth.test())).toBe('token_revoked')
    sandbox.admin.deactivateBot()
    expect(await refusalOf(client.auth.test())).toBe('account_inactive')

    const small = await createSandbox({ tokens: { scopes: ['commands'] } })
    const poor = new WebClient(small.botToken, { slackApiUrl: small.apiUrl, retryConfig: { retries: 0 } })
    expect(await refusalOf(poor.chat.postMessage({ channel: 'C0GROWTH', text: 'hi' }))).toBe('missing_scope')
    await small.close()
  })
})

describe('messages', () => {
  it.each([
    ['channel_not_found', { channel: 'C0NOWHERE', text: 'hi' }],
    ['not_in_channel', { channel: 'C0RANDOM', text: 'hi' }],
    ['no_text', { channel: 'C0GROWTH', text: '' }],
    ['msg_too_long', { channel: 'C0GROWTH', text: 'x'.repeat(40_001) }],
    ['invalid_blocks', { channel: 'C0GROWTH', text: 'hi', blocks: ['1', '2', '3', '4', '5'].map(text) }],
    ['thread_not_found', { channel: 'C0GROWTH', text: 'hi', thread_ts: '1.000001' }],
    ['user_not_found', { user: 'U0NOBODY' }],
  ])('are refused with %s', async (error, args) => {
    expect(await refusalOf(client.apiCall('user' in args ? 'users.info' : 'chat.postMessage', args))).toBe(error)
  })

  it('are refused in an archived channel, and after the bot was removed', async () => {
    sandbox.admin.archive('growth')
    sandbox.admin.remove('marketing-leads')

    expect(await refusalOf(client.chat.postMessage({ channel: 'C0GROWTH', text: 'hi' }))).toBe('is_archived')
    expect(await refusalOf(client.chat.postMessage({ channel: 'C0LEADS', text: 'hi' }))).toBe('not_in_channel')
  })

  it('get timestamps that never repeat and never fall, also while the clock stands still', async () => {
    const stamps: string[] = []
    for (const words of ['one', 'two', 'three']) {
      stamps.push((await client.chat.postMessage({ channel: 'C0GROWTH', text: words })).ts ?? '')
    }

    expect(stamps).toEqual([...new Set(stamps)].sort())
    expect(stamps[0]).toMatch(/^1795420800\.\d{6}$/)
  })

  it('show their metadata in history and replies only to those who ask for it', async () => {
    const metadata = { event_type: 'drumbeat', event_payload: { k: 'key-1' } }
    const root = await client.chat.postMessage({ channel: 'C0GROWTH', text: 'root', metadata })
    const place = { channel: 'C0GROWTH', thread_ts: root.ts ?? '' }
    await client.chat.postMessage({ ...place, text: 'reply', metadata })
    await client.chat.postMessage({ ...place, text: 'loud reply', reply_broadcast: true })

    const plain = await client.conversations.history({ channel: 'C0GROWTH' })
    const full = await client.conversations.history({ channel: 'C0GROWTH', include_all_metadata: true })
    const replies = await client.conversations.replies({
      channel: 'C0GROWTH',
      ts: root.ts ?? '',
      include_all_metadata: true,
    })

    expect(plain.messages?.map((one) => one.text)).toEqual(['loud reply', 'root'])
    expect(plain.messages?.[1]).toMatchObject({ reply_count: 2 })
    expect(plain.messages?.[1]).not.toHaveProperty('metadata')
    expect(full.messages?.[1]).toMatchObject({ metadata })
    expect(replies.messages?.map((one) => one.text)).toEqual(['root', 'reply', 'loud reply'])
    expect(replies.messages?.[1]).toMatchObject({ metadata, thread_ts: root.ts })
  })

  it('come in pages, within a window', async () => {
    for (const words of ['1', '2', '3', '4', '5']) {
      now += 1000
      await client.chat.postMessage({ channel: 'C0GROWTH', text: words })
    }
    const oldest = String(Date.parse('2026-11-23T08:00:02Z') / 1000)

    const first = await client.conversations.history({ channel: 'C0GROWTH', limit: 2, oldest, inclusive: true })
    const next = first.response_metadata?.next_cursor ?? ''
    const second = await client.conversations.history({
      channel: 'C0GROWTH',
      limit: 2,
      oldest,
      inclusive: true,
      cursor: next,
    })

    expect(first).toMatchObject({ has_more: true, messages: [{ text: '5' }, { text: '4' }] })
    expect(second).toMatchObject({ has_more: false, messages: [{ text: '3' }, { text: '2' }] })
  })

  it('can be changed and deleted by their author only', async () => {
    const mine = await client.chat.postMessage({ channel: 'C0GROWTH', text: 'first' })
    const theirs = await sandbox.asPerson('U0SAM').say('growth', 'hands off')
    const at = { channel: 'C0GROWTH', ts: mine.ts ?? '' }

    await client.chat.update({ ...at, text: 'second' })
    expect(sandbox.asPerson('U0MARA').messages('growth')[0]).toMatchObject({
      text: 'second',
      edited: { user: 'U0BEAT' },
    })
    expect(await refusalOf(client.chat.update({ channel: 'C0GROWTH', ts: theirs.ts, text: 'x' }))).toBe(
      'cant_update_message',
    )
    expect(await refusalOf(client.chat.delete({ channel: 'C0GROWTH', ts: theirs.ts }))).toBe('cant_delete_message')
    await client.chat.delete(at)
    expect(await refusalOf(client.chat.update({ ...at, text: 'x' }))).toBe('message_not_found')
  })

  it('take a reaction once', async () => {
    const posted = await client.chat.postMessage({ channel: 'C0GROWTH', text: 'done' })
    const reaction = { channel: 'C0GROWTH', timestamp: posted.ts ?? '', name: 'eyes' }

    await client.reactions.add(reaction)

    expect(await refusalOf(client.reactions.add(reaction))).toBe('already_reacted')
  })

  it('reach one person only when they are ephemeral', async () => {
    const quiet = { channel: 'C0GROWTH', user: 'U0JO', text: 'psst' }
    await client.chat.postEphemeral(quiet)

    expect(sandbox.asPerson('U0JO').ephemerals()).toHaveLength(1)
    expect(sandbox.asPerson('U0MARA').ephemerals()).toHaveLength(0)
    expect((await client.conversations.history({ channel: 'C0GROWTH' })).messages).toEqual([])
    sandbox.admin.remove('growth', 'U0JO')
    expect(await refusalOf(client.chat.postEphemeral(quiet))).toBe('user_not_in_channel')
  })
})

describe('files', () => {
  it('are shared into a thread, and say where', async () => {
    const root = await client.chat.postMessage({ channel: 'C0GROWTH', text: 'root' })

    const uploaded = await client.filesUploadV2({
      channel_id: 'C0GROWTH',
      thread_ts: root.ts ?? '',
      filename: 'cac.png',
      file: Buffer.from([1, 2, 3]),
      title: 'CAC',
    })

    const id = (uploaded as unknown as { files: { files: { id: string }[] }[] }).files[0]?.files[0]?.id ?? ''
    const { file } = await client.files.info({ file: id })
    expect(file).toMatchObject({ title: 'CAC', size: 3, mimetype: 'image/png' })
    expect(file?.shares?.public?.C0GROWTH).toMatchObject([{ thread_ts: root.ts }])
    expect(sandbox.state.files[0]?.bytes).toEqual(new Uint8Array([1, 2, 3]))
    expect(sandbox.asPerson('U0MARA').thread({ ts: root.ts ?? '' })).toHaveLength(2)
  })
})

describe('modals', () => {
  async function triggerOf(person: string): Promise<string> {
    await sandbox.asPerson(person).command('growth', '/beat')
    return String(sandbox.state.deliveries.at(-1)?.payload.trigger_id)
  }

  it('open by a trigger that works once and for three seconds', async () => {
    const first = await triggerOf('U0MARA')
    await client.views.open({ trigger_id: first, view: form })
    expect(await refusalOf(client.views.open({ trigger_id: first, view: form }))).toBe('exchanged_trigger_id')

    const late = await triggerOf('U0MARA')
    now += 3001
    expect(await refusalOf(client.views.open({ trigger_id: late, view: form }))).toBe('expired_trigger_id')
    expect(await refusalOf(client.views.open({ trigger_id: 'made up', view: form }))).toBe('invalid_trigger_id')
  })

  it('stack three high, and are updated only by the hash they have', async () => {
    const open = async (method: 'open' | 'push') =>
      client.views[method]({ trigger_id: await triggerOf('U0MARA'), view: small })
    const first = await open('open')
    await open('push')
    await open('push')
    const update = { view_id: first.view?.id ?? '', view: small }

    expect(await refusalOf(open('push'))).toBe('push_limit_reached')
    expect(await refusalOf(client.views.update({ ...update, hash: 'old' }))).toBe('hash_conflict')
    expect(await refusalOf(client.views.update({ ...update, hash: first.view?.hash ?? '' }))).toBe('ok')
    await sandbox.asPerson('U0MARA').closeModal(true)
    expect(await refusalOf(client.views.update(update))).toBe('not_found')
  })

  it('are refused when they break a limit', async () => {
    const attempt = async (view: object) =>
      refusalOf(client.apiCall('views.open', { trigger_id: await triggerOf('U0MARA'), view }))

    expect(await attempt({ ...small, title: plain('x'.repeat(25)) })).toBe('invalid_arguments')
    expect(await attempt({ ...form, blocks: form.blocks.slice(0, 1), submit: undefined })).toBe('invalid_arguments')
    expect(await attempt({ ...small, private_metadata: 'x'.repeat(3001) })).toBe('invalid_arguments')
    expect(await attempt({ ...small, blocks: ['1', '2', '3', '4', '5'].map(text) })).toBe('invalid_blocks')
    expect(await attempt({ ...small, private_metadata: 'x'.repeat(250_001) })).toBe('view_too_large')
  })
})

const plain = (words: string) => ({ type: 'plain_text' as const, text: words })
const small = { type: 'modal' as const, title: plain('Small'), blocks: [text('hello')] }

describe('response URLs', () => {
  it('answer five times within thirty minutes', async () => {
    const jo = sandbox.asPerson('U0JO')
    const answer = async (url: unknown): Promise<number> => {
      const headers = { 'content-type': 'application/json' }
      return (await fetch(String(url), { method: 'POST', headers, body: JSON.stringify({ text: 'well' }) })).status
    }
    await jo.command('growth', '/beat')
    const url = sandbox.state.deliveries.at(-1)?.payload.response_url

    const statuses: number[] = []
    for (let use = 1; use <= 6; use++) statuses.push(await answer(url))
    expect(statuses).toEqual([200, 200, 200, 200, 200, 404])
    expect(jo.ephemerals('growth')).toHaveLength(5)

    await jo.command('growth', '/beat')
    now += 30 * 60_000 + 1
    expect(await answer(sandbox.state.deliveries.at(-1)?.payload.response_url)).toBe(404)
  })
})
