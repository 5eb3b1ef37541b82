import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { plainText } from '../../src/sandbox/reading.ts'
import { createSandbox, type Sandbox } from '../../src/sandbox/server.ts'
import { type EchoBot, startHttpBot, startSocketBot } from './echo-bot.ts'

describe.each([
  ['Socket Mode', startSocketBot],
  ['HTTP mode', startHttpBot],
])('a person and a bot in %s', (_mode, start) => {
  let sandbox: Sandbox
  let bot: EchoBot

  beforeAll(async () => {
    sandbox = await createSandbox({ ackTimeoutMs: 1000 })
    bot = await start(sandbox)
  })
  afterAll(async () => {
    await bot.stop()
    await sandbox.close()
  })

  it('runs a command that answers in its acknowledgement, privately', async () => {
    const mara = sandbox.asPerson('U0MARA')

    expect(await mara.command('growth', '/beat inline good morning')).toEqual({ ok: true })

    expect(mara.ephemerals('growth').at(-1)?.text).toBe('You said good morning')
    expect(sandbox.asPerson('U0SAM').ephemerals()).toEqual([])
  })

  it('opens a form, shows its errors, and posts what was entered', async () => {
    const priya = sandbox.asPerson('U0PRIYA')
    await priya.command('growth', '/beat form')
    await priya.waitForModal('Log a test')

    expect(await priya.submit({ Channel: 'Paid social' })).toEqual({
      outcome: 'errors',
      errors: { name: 'Please complete this required field.' },
    })
    expect(await priya.submit({ Name: 'x' })).toEqual({ outcome: 'errors', errors: { name: 'Say what is tested.' } })
    expect(priya.modal()?.errors).toEqual({ name: 'Say what is tested.' })
    expect(await priya.submit({ Name: 'Shorter form', Owner: 'Sam Ortiz', Test: 'T-2 New landing page' })).toEqual({
      outcome: 'closed',
    })

    await sandbox.waitFor(() => priya.messages('growth').some((one) => one.text === 'Logged Shorter form'))
    expect(priya.modal()).toBeUndefined()
    const view = sandbox.state.deliveries.findLast((one) => one.kind === 'submission')?.payload.view
    expect(view).toMatchObject({
      state: {
        values: {
          owner: { v: { selected_user: 'U0SAM' } },
          channel: { v: { selected_option: { value: 'paid social' } } },
          test: { tests: { selected_option: { value: 'T-2' } } },
        },
      },
    })
  })

  it('answers submissions with another form, one on top of it, and by closing them all', async () => {
    const jo = sandbox.asPerson('U0JO')
    await jo.command('growth', '/beat form')
    await jo.waitForModal()

    expect(await jo.submit({ Name: 'next', Channel: 'Paid search' })).toMatchObject({ outcome: 'updated' })
    expect(plainText((await jo.waitForModal('Step two'))!)).toContain('Step two')
    expect(jo.modal()?.values.name?.v?.value).toBeNull()
    expect(await jo.submit({ Name: 'deeper', Channel: 'Paid search' })).toMatchObject({ outcome: 'pushed' })
    expect(await jo.submit({ Name: 'done', Channel: 'Paid search' })).toEqual({ outcome: 'cleared' })

    expect(jo.modal()).toBeUndefined()
  })

  it('tells the app of a form that was closed', async () => {
    const sam = sandbox.asPerson('U0SAM')
    await sam.shortcut('log_test')
    await sam.waitForModal()

    await sam.closeModal()

    await sandbox.waitFor(() => bot.events.some((event) => event.type === 'view_closed'))
  })

  it('clicks a button of a message, which opens a form or replaces the message', async () => {
    const mara = sandbox.asPerson('U0MARA')
    await mara.command('marketing-leads', '/beat card')
    const posted = await sandbox.waitFor(() => mara.messages('marketing-leads').at(-1))

    expect(await mara.click(posted, 'Write narrative')).toEqual({ ok: true })
    await mara.waitForModal('form')
    await mara.closeModal()
    await mara.click(posted, 'acknowledge')

    await sandbox.waitFor(() => mara.messages('marketing-leads').at(-1)?.text === 'Acknowledged by <@U0MARA>')
    expect(mara.messages('marketing-leads').at(-1)).toMatchObject({ ts: posted.ts, edited: { user: 'U0BEAT' } })
  })

  it('hears what people say and the files they drop, and downloads a file with its token only', async () => {
    const priya = sandbox.asPerson('U0PRIYA')

    await priya.say('growth', 'Numbers are coming')
    const dropped = await priya.dropFile('growth', { name: 'ads.csv', bytes: 'day,spend\n2026-11-16,12.5\n' })

    await sandbox.waitFor(() => bot.events.some((event) => event.type === 'file_shared'))
    expect(bot.events.some((event) => event.text === 'Numbers are coming' && event.channel_type === 'channel')).toBe(
      true,
    )
    const info = await bot.app.client.files.info({ file: dropped.fileIds[0]! })
    expect(info.file?.shares?.public?.C0GROWTH?.[0]?.ts).toBe(dropped.ts)
    const address = info.file?.url_private_download ?? ''
    const authorised = await fetch(address, { headers: { authorization: `Bearer ${sandbox.botToken}` } })
    expect(await authorised.text()).toBe('day,spend\n2026-11-16,12.5\n')
    expect(await (await fetch(address)).text()).toContain('Sign in')
  })

  it('uses a shortcut on a message, answered in its thread', async () => {
    const priya = sandbox.asPerson('U0PRIYA')
    const said = await priya.say('growth', 'Please import this')

    await priya.messageShortcut('import_numbers', said)

    await sandbox.waitFor(() => priya.thread(said).length === 2)
    expect(priya.thread(said).map((one) => one.text)).toEqual(['Please import this', 'Importing'])
  })

  it('draws the Home tab of the person who opens it', async () => {
    const jo = sandbox.asPerson('U0JO')

    await jo.openHome()

    expect(plainText(await sandbox.waitFor(() => jo.home()))).toContain('Your week')
    expect(sandbox.asPerson('U0SAM').home()).toBeUndefined()
    await jo.click('home', 'Write narrative')
    expect((await jo.waitForModal()).callback_id).toBe('form')
  })

  it('shows the person a command that was not acknowledged in time', async () => {
    const sam = sandbox.asPerson('U0SAM')

    expect(await sam.command('growth', '/beat late')).toMatchObject({ ok: false, error: 'operation_timeout' })

    expect(sam.notices().at(-1)?.text).toBe('/beat failed: operation_timeout')
  })
})
