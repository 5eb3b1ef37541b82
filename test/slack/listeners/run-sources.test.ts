import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { TeamContext } from '../../../src/flows/context.ts'
import { sourceNamed } from '../../../src/flows/source/change-source.ts'
import { noteSourceFailed } from '../../../src/flows/source/note-run.ts'
import { ACTION } from '../../../src/slack/ids.ts'
import { chooseAtHome } from '../../support/home.ts'
import { CHANNEL, openStage, type Stage, wordsOf } from '../../support/stage.ts'
import { openWarehouse, WAREHOUSE } from '../../support/warehouse.ts'

const NOON = '2026-11-20T12:00:00Z'

let stage: Stage
let warehouse: Awaited<ReturnType<typeof openWarehouse>>
let ctx: TeamContext
beforeAll(async () => {
  warehouse = await openWarehouse()
  stage = await openStage({ at: NOON, sources: [{ ...WAREHOUSE, url: warehouse.url, team: 'growth' }] })
})
beforeEach(async () => {
  await stage.reset(NOON)
  await warehouse.pool.query('TRUNCATE analytics.ad_reporting__campaign_report')
  ctx = await stage.makeTeam()
})
afterEach(() => {
  expect(stage.failures).toEqual([])
})
afterAll(async () => {
  await stage.close()
  await warehouse.close()
})

async function said(line: string, person = stage.mara): Promise<string> {
  await person.command('growth', line)
  return await stage.answer(person)
}

async function makeToken(name: string): Promise<string> {
  const { mara } = stage
  await mara.command('growth', `/beat source new ${name}`)
  await mara.waitForModal('source_form')
  await stage.modal(mara, 'Name of the source')
  await mara.submit()
  const shown = await stage.modal(mara, 'shown this once')
  await mara.closeModal(true)
  return /beat_[0-9a-z]+_[\w-]+/.exec(shown)?.[0] ?? ''
}

async function push(token: string, row: object): Promise<Response> {
  return await fetch(`http://127.0.0.1:${stage.app.port}/ingest/growth`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify([row]),
  })
}

describe('a program that pushes', () => {
  it('gets a token that is shown once, with a line that works, and appears in the list with what it brought', async () => {
    const { mara } = stage
    await mara.command('growth', '/beat source new Partner-Feed')
    await mara.waitForModal('source_form')
    expect(await stage.modal(mara, 'Name of the source')).toContain('ad_reporting__campaign_report')
    await mara.submit()
    const shown = await stage.modal(mara, 'shown this once')
    expect(shown).toContain(`curl http://127.0.0.1:${stage.app.port}/ingest/growth`)
    const token = /beat_[0-9a-z]+_[\w-]+/.exec(shown)?.[0] ?? ''
    const row = JSON.parse(/-d '(\[.*\])'/.exec(shown)?.[1] ?? '')[0]

    expect((await push(token, row)).status).toBe(200)
    const list = await said('/beat source list')
    expect(list).toContain('1 source brings numbers of Growth')
    expect(list).toContain(`*partner-feed* · works · push, token …${token.slice(-4)}`)
    expect(list).toContain('1 row on Fri 20 Nov 13:00 Berlin, numbers reach Thu 19 Nov')
    expect(JSON.stringify(stage.sandbox.state.messages)).not.toContain(token.slice(-20))
    const { rows } = await stage.db.pool.query('SELECT source.*, audit.* FROM source, audit')
    expect(JSON.stringify(rows)).not.toContain(token.slice(-20))
  })

  it('has a name of its own, and one that can be typed', async () => {
    const { mara } = stage
    await makeToken('feed')
    for (const [name, why] of [
      ['feed', 'Choose another name, or revoke that one first.'],
      ['My Feed!', 'small letters, digits and hyphens'],
    ] as const) {
      await mara.command('growth', '/beat source new')
      await mara.waitForModal('source_form')
      await stage.modal(mara, 'Name of the source')
      const sent = await mara.submit({ 'Name of the source': name })
      expect(JSON.stringify(sent)).toContain(why)
      await mara.closeModal(true)
    }
  })

  it('is shut out by pausing and revoking it, by command and by button', async () => {
    const token = await makeToken('feed')
    const row = { date_day: '2026-11-19', platform: 'Awin', spend: 1 }
    expect(await said('/beat source pause feed')).toContain('feed is paused now')
    expect((await push(token, row)).status).toBe(409)
    expect(await said('/beat source resume feed')).toContain('feed is active now')

    await stage.mara.command('growth', '/beat source')
    await stage.mara.click(await stage.answerTo(stage.mara), ACTION.revokeSource)
    expect(await stage.answer(stage.mara)).toContain('feed is revoked')
    expect((await push(token, row)).status).toBe(401)
    expect(await said('/beat source run feed')).toContain('There is no source "feed".')
  })

  it('is for the lead to decide on, as all settings are', async () => {
    await makeToken('feed')
    expect(await said('/beat source revoke feed', stage.jo)).toContain('Settings of Growth are changed by its lead')
    expect(await said('/beat source pause feed')).toContain('feed is paused now')
  })
})

describe('a warehouse', () => {
  it('is read by the heartbeat, and at once when somebody asks', async () => {
    await warehouse.add('2026-11-19', [{ campaign: 'Brand', spend: '5' }])
    await stage.tick(NOON)
    await stage.sandbox.waitFor(
      async () => (await said('/beat source list')).includes('*warehouse* · works'),
      'a reading',
    )
    expect(await said('/beat source list')).toContain('next: Fri 20 Nov 14:00 Berlin')

    await warehouse.add('2026-11-19', [{ campaign: 'Generic', spend: '7' }])
    expect(await said('/beat source run warehouse')).toContain('Reading warehouse')
    expect(await stage.answer(stage.mara)).toContain('warehouse is read: 2 rows imported.')
    expect(await said('/beat source run warehouse')).toContain('Reading warehouse')
    expect(await stage.answer(stage.mara)).toContain('nothing new since the last time')
    expect(await said('/beat source revoke warehouse')).toContain('takes it out of the file of SOURCES')
    expect(await said('/beat source rum warehouse')).toContain('Did you mean `/beat source run warehouse`?')
    expect(stage.posts(CHANNEL).join()).not.toContain('imported')
  })

  it('that waits for an answer asks the lead once, and the answer is a click', async () => {
    await stage.importNumbers(ctx, 'Day,Campaign,Impr.,Clicks,Cost\n2026-11-19,Brand,1000,10,50.00\n')
    await warehouse.add('2026-11-19', [{ campaign: 'Brand', spend: '51' }])
    await stage.tick(NOON)

    const note = await stage.post(
      'U0MARA',
      'warehouse of Growth waits for an answer',
      'is there from another kind of export',
    )
    await stage.mara.click(note, `${ACTION.answerSource}:0`)
    await stage.sandbox.waitFor(
      () => stage.posts('U0MARA').some((each) => each.includes('works again')),
      'the end of it',
    )
    const { rows } = await stage.db.pool.query('SELECT trim_scale(sum(spend))::text AS spend FROM fact')
    expect(rows).toEqual([{ spend: '51' }])
    expect(stage.posts('U0MARA').filter((each) => each.includes('waits for an answer'))).toHaveLength(1)
  })
})

describe('the Home tab', () => {
  it('shows the sources of a team, and lets one make another', async () => {
    const { mara } = stage
    await makeToken('feed')
    await noteSourceFailed(
      ctx,
      { id: (await sourceNamed(ctx, 'feed')).id, fence: null, nextRunAt: null },
      { code: 'refused', sentence: 'Row 3 is <!channel> wrong.', questions: [] },
    )
    await mara.openHome()
    await stage.sandbox.waitFor(() => mara.home(), 'the Home tab')
    await chooseAtHome(mara, 'source')

    const list = await stage.post('U0MARA', '*feed* · failing · push')
    expect(wordsOf(list)).toContain('Row 3 is &lt;!channel&gt; wrong.')
    expect(JSON.stringify(list.blocks)).toContain('&lt;!channel&gt;')
  })
})
