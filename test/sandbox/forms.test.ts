import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { plainText } from '../../src/sandbox/reading.ts'
import { createSandbox, type Sandbox } from '../../src/sandbox/server.ts'
import { type EchoBot, startSocketBot } from './echo-bot.ts'
import { type Heard, listenForForms } from './form-bot.ts'
import { listenForShow } from './show-bot.ts'

const CSV = 'unit,arm,converted\n1,control,0\n2,variant,1\n'

describe('forms, as Slack keeps and checks them', () => {
  let sandbox: Sandbox
  let bot: EchoBot
  let heard: Heard

  beforeAll(async () => {
    sandbox = await createSandbox({
      ackTimeoutMs: 1000,
      app: {
        name: 'Drumbeat',
        commands: [],
        shortcuts: [
          { type: 'message', name: 'Make this a test', callbackId: 'make_test' },
          { type: 'message', name: 'Ask about this', callbackId: 'ask_about' },
        ],
      },
    })
    bot = await startSocketBot(sandbox)
    heard = listenForForms(bot.app)
    listenForShow(bot.app, Buffer.from('a picture'))
  })
  beforeEach(() => sandbox.state.views.clear())
  afterAll(async () => {
    await sandbox.settled()
    await bot.stop()
    await sandbox.close()
  })

  async function open(form: string) {
    const sam = sandbox.asPerson('U0SAM')
    await sam.command('growth', `/form ${form}`)
    await sam.waitForModal('A reading')
    return sam
  }

  const stateOf = () => heard.submissions.at(-1)?.state.values

  it('takes a file, which the bot then reads with its token', async () => {
    const sam = await open('file')

    expect(await sam.submit({ Units: { name: 'units.CSV', content: CSV } })).toEqual({ outcome: 'closed' })

    const held: unknown = stateOf()?.units?.v
    expect(held).toMatchObject({ type: 'file_input', files: [{ name: 'units.CSV', filetype: 'csv', user: 'U0SAM' }] })
    expect(stateOf()?.pictures?.v).toEqual({ type: 'file_input', files: [] })
    const [file] = (held as { files: { id: string; url_private: string; url_private_download: string }[] }).files
    const info = await bot.app.client.files.info({ file: file!.id })
    expect(info.file).toMatchObject({ name: 'units.CSV', size: CSV.length, is_public: false, channels: [] })
    for (const address of [file!.url_private, file!.url_private_download]) {
      const authorised = await fetch(address, { headers: { authorization: `Bearer ${sandbox.botToken}` } })
      expect(await authorised.text()).toBe(CSV)
      expect(await (await fetch(address)).text()).toContain('Sign in')
    }
  })

  it('says at the field that a file is missing, of the wrong type, too large or one too many', async () => {
    const sam = await open('file')
    const before = heard.submissions.length
    const errorsOf = async (values: Parameters<typeof sam.submit>[0]) => {
      const result = await sam.submit(values)
      return 'errors' in result ? result.errors : {}
    }

    expect(await errorsOf({})).toEqual({ units: 'Please complete this required field.' })
    expect(await errorsOf({ Units: { name: 'units.xlsx', content: 'x' } })).toEqual({
      units: 'units.xlsx cannot be added. Only these file types can: csv.',
    })
    const csv = { name: 'units.csv', content: CSV }
    expect(await errorsOf({ Units: [csv, csv] })).toEqual({ units: 'Please choose at most one file.' })
    expect(await errorsOf({ Units: { name: 'a.csv', content: new Uint8Array(10 * 1024 * 1024 + 1) } })).toEqual({
      units: 'a.csv cannot be added. A file can be at most 10 MB.',
    })
    expect(await errorsOf({ Units: csv, Pictures: [csv, csv, csv] })).toEqual({
      pictures: 'Please choose at most 2 files.',
    })
    expect(heard.submissions).toHaveLength(before)
    await expect(sam.fillModal({ Note: csv })).rejects.toThrow('takes no file')
    await expect(sam.fillModal({ Units: 'units.csv' })).rejects.toThrow('takes { name, content }')

    expect(await sam.submit({ Pictures: null })).toEqual({ outcome: 'closed' })
  })

  it('fills several choices, decimals, days and ticks, and leaves them empty again', async () => {
    const sam = await open('reading')
    await sam.fillModal({ Lever: 'Page', Markets: 'Italy', Checks: 'Tracking', Lift: '3' })

    await sam.submit({ Markets: ['Austria', 'spain'], Lift: 0.05, From: '2026-12-01', Checks: ['Tracking', 'Budget'] })

    expect(stateOf()).toMatchObject({
      markets: { v: { selected_options: [{ value: 'austria' }, { value: 'spain' }] } },
      lift: { v: { value: '0.05' } },
      from: { v: { selected_date: '2026-12-01' } },
      checks: { v: { selected_options: [{ value: 'tracking' }, { value: 'budget' }] } },
    })
    const jo = await open('reading')
    await jo.submit({ Lever: 'Page', Markets: null, Lift: null, Checks: [] })
    expect(stateOf()).toMatchObject({
      markets: { v: { selected_options: [] } },
      lift: { v: { value: null } },
      checks: { v: { selected_options: [] } },
    })
  })

  it('tells the app of a choice with everything that stands in the form, and keeps it when the form is redrawn', async () => {
    const sam = await open('reading')
    await sam.fillModal({ Lift: 2.5, Markets: ['Spain'], From: '2026-12-01' })

    await sam.fillModal({ Lever: 'Offer' })

    await sandbox.waitFor(() => plainText(sam.modal()!).includes('Needs 6 weeks'))
    expect(heard.actions.at(-1)).toMatchObject({
      actions: [{ type: 'static_select', block_id: 'lever', selected_option: { value: 'offer' } }],
      view: {
        state: {
          values: {
            lever: { v: { selected_option: { value: 'offer' } } },
            note: { v: { value: null } },
            markets: { v: { selected_options: [{ value: 'spain' }] } },
            lift: { v: { value: '2.5' } },
            from: { v: { selected_date: '2026-12-01' } },
            checks: { v: { selected_options: [] } },
          },
        },
      },
    })
    expect(sam.modal()?.values).toMatchObject({
      lever: { v: { selected_option: { value: 'offer' } } },
      lift: { v: { value: '2.5' } },
      from: { v: { type: 'plain_text_input', value: null } },
    })
  })

  it('starts anew from its initial values when a submission is answered with another view', async () => {
    const sam = await open('reading')

    expect(await sam.submit({ Note: 'again', Lever: 'Page', Lift: 4, From: '2026-12-01' })).toMatchObject({
      outcome: 'updated',
    })

    expect(sam.modal()?.values).toMatchObject({
      lever: { v: { selected_option: null } },
      note: { v: { value: 'from the start' } },
      lift: { v: { value: null } },
    })
  })

  it('chooses in the menu of a message', async () => {
    const jo = sandbox.asPerson('U0JO')
    await jo.command('growth', '/show')
    const message = await sandbox.waitFor(() => jo.messages('growth').findLast((one) => one.text === 'Week 47'))

    expect(await jo.click(message, 'more', 'Change owner')).toEqual({ ok: true })

    expect(sandbox.state.deliveries.findLast((one) => one.kind === 'action')?.payload).toMatchObject({
      actions: [{ type: 'overflow', action_id: 'more', selected_option: { value: 'change-owner' } }],
    })
  })

  it('uses one of several shortcuts on a message, with the message in hand', async () => {
    const [jo, priya] = [sandbox.asPerson('U0JO'), sandbox.asPerson('U0PRIYA')]
    const said = await priya.say('growth', 'Shorter forms convert better')
    const answer = await priya.say('growth', 'Says who?', said)

    await jo.messageShortcut('make_test', said)
    await jo.messageShortcut('ask_about', answer)

    expect(heard.shortcuts).toMatchObject([
      {
        callback_id: 'make_test',
        user: { id: 'U0JO' },
        channel: { id: 'C0GROWTH', name: 'growth' },
        message_ts: said.ts,
        message: { type: 'message', text: 'Shorter forms convert better', user: 'U0PRIYA', ts: said.ts },
      },
      { callback_id: 'ask_about', message: { text: 'Says who?', ts: answer.ts, thread_ts: said.ts } },
    ])
    await expect(jo.messageShortcut('make_tset', said)).rejects.toThrow('no message shortcut make_tset')
  })
})
