import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TeamContext } from '../../src/flows/context.ts'
import { adDaysCsv, everyDay } from '../support/ad-days.ts'
import { channelId, makeGuardrail } from '../support/guardrails.ts'
import { CHANNEL, openStage, type Stage, wordsOf } from '../support/stage.ts'

let stage: Stage
let ctx: TeamContext
beforeAll(async () => {
  stage = await openStage({ at: '2026-11-18T10:00:00Z' })
})
afterAll(async () => {
  await stage.close()
})

const USUAL = { campaign: 'Brand', spend: 1_000, impressions: 50_000, clicks: 500, conversions: 60 }

/** Numbers of some days arrive, as an export that somebody drops in the morning. */
async function arrive(at: string, from: string, to: string, conversions = USUAL.conversions): Promise<void> {
  stage.at(at)
  await stage.importNumbers({ ...ctx, now: stage.clock.now }, adDaysCsv(everyDay(from, to, { ...USUAL, conversions })))
  await stage.tick()
  await stage.quiet()
}

function alerts(): string[] {
  return stage.posts().filter((post) => post.includes('G-') || post.includes('TEST'))
}

describe('a breach, from its first day to its end', () => {
  beforeAll(async () => {
    ctx = await stage.makeTeam()
    const scope = { level: 'channel', channelId: channelId(ctx, 'paid-search') } as const
    await makeGuardrail(ctx, { scope, windowDays: 1, runbook: 'Look at the landing page first.' })
  })

  it('wakes nobody for one bad day', async () => {
    await arrive('2026-11-18T10:00:00Z', '2026-09-01', '2026-11-17')
    await arrive('2026-11-19T10:00:00Z', '2026-11-18', '2026-11-18', 35)

    expect(alerts()).toEqual([])
  })

  it('posts one card on the second, with what to do and whom it waits for', async () => {
    await arrive('2026-11-20T10:00:00Z', '2026-11-19', '2026-11-19', 35)

    expect(wordsOf(await stage.post(CHANNEL, 'G-1 Cost ceiling, Paid search'))).toMatchInlineSnapshot(`
      "*G-1 Cost ceiling, Paid search* · _breaching since Wed 18 Nov_
      *€28.57* against ≤ €20.00 (1 day through Thu 19 Nov), 99 % sure, 35 conversions on €1,000
      If it stays: about €2,100 a week more than these results may cost.
      What to do: Look at the landing page first.
      Nobody is on it yet: it waits for <@U0PRIYA>
      I'm on it Snooze until… Assign Stress test Log a decision"
    `)
  })

  it('asks the lead when nobody takes it for four hours, and nobody twice', async () => {
    await stage.tick('2026-11-20T13:59:00Z')
    await stage.quiet()
    expect(stage.posts().filter((post) => post.includes('nobody has taken it'))).toEqual([])

    await stage.tick('2026-11-20T14:01:00Z')
    await stage.tick('2026-11-20T15:00:00Z')
    await stage.quiet()
    expect(stage.posts().filter((post) => post.includes('nobody has taken it'))).toEqual([
      "<@U0MARA>, nobody has taken it since Fri 20 Nov 11:00 Berlin. Press [I'm on it] or [Assign].",
    ])
  })

  it('tells whoever has no right to it whose it is, and keeps the card for its owner', async () => {
    const card = await stage.post(CHANNEL, 'G-1 Cost ceiling, Paid search')
    await stage.sam.click(card, "I'm on it")
    expect(await stage.answer(stage.sam)).toContain('is for <@U0MARA>, <@U0PRIYA> to act on. Nothing changed')

    await stage.priya.click(card, "I'm on it")
    expect(await stage.answer(stage.priya)).toContain('You are on G-1 Cost ceiling, Paid search.')
    await stage.post(CHANNEL, 'G-1 Cost ceiling, Paid search', '<@U0PRIYA> is on it since Fri 20 Nov')
  })

  it('sleeps until a moment for a reason, and wakes up when it gets worse', async () => {
    const card = await stage.post(CHANNEL, 'G-1 Cost ceiling, Paid search')
    await stage.priya.click(card, 'Snooze until…')
    await stage.modal(stage.priya, 'Until which day?')
    await stage.priya.submit({
      'Until which day?': '2026-11-25',
      'At what time, in Berlin?': '09:00',
      'Why can it wait?': 'The fix goes live on Tuesday',
    })
    await stage.post(CHANNEL, 'snoozed by <@U0PRIYA> until Wed 25 Nov 09:00 Berlin: The fix goes live on Tuesday')

    await arrive('2026-11-21T10:00:00Z', '2026-11-20', '2026-11-20', 22)
    expect(await stage.post(CHANNEL, '<@U0PRIYA>, it got worse, so it is awake again: €45.45')).toBeDefined()
    expect(wordsOf(await stage.post(CHANNEL, 'G-1 Cost ceiling, Paid search', 'breaching since'))).not.toContain(
      'snoozed by',
    )
  })

  it('is decided once, with a number and a reason that the log finds', async () => {
    const card = await stage.post(CHANNEL, 'G-1 Cost ceiling, Paid search', 'breaching since')
    await stage.priya.click(card, 'Log a decision')
    await stage.modal(stage.priya, 'What is decided?')
    await stage.priya.submit({
      'What is decided?': 'Roll the hero back today (Priya)',
      'Why?': 'Leads per click fell with the new hero.',
    })

    expect(wordsOf(await stage.post(CHANNEL, 'D-1 · G-1 Cost ceiling'))).toMatchInlineSnapshot(`
      "*D-1 · G-1 Cost ceiling, Paid search*
      Roll the hero back today (Priya)
      _Leads per click fell with the new hero._
      Decided by Priya Shah on: €45.45 against ≤ €20.00 (1 day through Fri 20 Nov), over 99.9 % sure, 22 conversions on €1,000"
    `)
    await stage.mara.command(CHANNEL, '/beat log hero')
    expect(await stage.answer(stage.mara)).toContain('D-1')
  })

  it('stands on the review by itself, which does not close before its channel was heard', async () => {
    await stage.tick('2026-11-23T08:00:05Z')
    await stage.quiet()
    const reply = await stage.post(CHANNEL, '*Alerts* · 1 open')
    expect(wordsOf(reply)).toContain('decision D-1')

    const header = await stage.post(CHANNEL, 'Week 47')
    await stage.mara.click(header, 'Close review')
    await stage.modal(stage.mara, 'not heard yet: Paid search')
    expect(JSON.stringify(await stage.mara.submit({}))).toContain('not heard yet')
    await stage.mara.submit({ 'Close without what is lacking? Say why': 'Priya is at the dentist and wrote to me.' })
    await stage.post(CHANNEL, 'Priya is at the dentist and wrote to me.')
  })

  it('recovers for two days and ends, on the one card it began with', async () => {
    await arrive('2026-11-24T10:00:00Z', '2026-11-21', '2026-11-22')
    await stage.post(CHANNEL, 'G-1 Cost ceiling, Paid search', 'resolved after 5 days, decision D-1')

    expect(alerts().filter((post) => post.startsWith('*G-1'))).toHaveLength(1)
    expect(stage.failures).toEqual([])
  })
})

describe('a drill', () => {
  it('goes the whole way, marked as a TEST, and touches nothing else', async () => {
    await stage.priya.command(CHANNEL, '/beat guardrail G-1')
    const one = await stage.answerTo(stage.priya)
    await stage.priya.click(one, 'guardrail_more', 'Prove that its alerts arrive')
    expect(await stage.answer(stage.priya)).toContain('The drill of G-1 Cost ceiling, Paid search is under way')
    const card = await stage.post(CHANNEL, 'TEST · G-1 Cost ceiling', 'This is a drill')

    await stage.priya.click(card, "I'm on it")
    await stage.answer(stage.priya)
    await stage.priya.click(card, 'End the drill')
    expect(await stage.answer(stage.priya)).toContain('The drill is over.')
    await stage.post(CHANNEL, 'TEST · G-1 Cost ceiling', 'drill over')

    await stage.priya.command(CHANNEL, '/beat incidents')
    expect(await stage.answer(stage.priya)).toContain('Nothing is open')
    await stage.priya.command(CHANNEL, '/beat guardrail why G-1')
    expect(await stage.answer(stage.priya)).toMatchInlineSnapshot(`
      "*G-1 Cost ceiling, Paid search* · within its bounds
      €16.67 against ≤ €20.00 (1 day through Sun 22 Nov), 60 conversions on €1,000
      • Cost per conversion = spend / conversions = €16.67
      • inputs: €1,000 and 60 conversions
      • 95 % interval: €12.95 to €21.84
      • chance that it is above €20.00: P(60 + ½, 1,000 / 20, both / 2.37) = 19.3 %
      • φ 2.37: its weeks vary that much more than chance alone
      • breach: not ≤ €20.00, 90 % sure, 2 days in a row; over: 2 days in a row
      State: resolved just now. Judged Tue 24 Nov 11:00 Berlin on numbers through Sun 22 Nov."
    `)
  })
})

describe('a tracking failure', () => {
  it('mutes four others, says which, and lets them speak when it is back', async () => {
    await stage.reset('2026-11-18T10:00:00Z')
    ctx = await stage.makeTeam()
    const scope = { level: 'channel', channelId: channelId(ctx, 'paid-search') } as const
    const once = { windowDays: 1, fireAfter: 1, resolveAfter: 1 }
    const run = { kind: 'zero_run', metric: null, sure: 0.99, severity: 'critical' } as const
    await makeGuardrail(ctx, { ...once, ...run, name: 'Conversions are counted', scope })
    await makeGuardrail(ctx, { ...once, scope })
    await makeGuardrail(ctx, { ...once, name: 'Team cost' })
    await makeGuardrail(ctx, {
      ...once,
      name: 'CVR floor',
      kind: 'min',
      metric: 'cvr',
      breach: { low: 0.08, high: null },
      scope,
    })
    await makeGuardrail(ctx, {
      ...once,
      name: 'Volume',
      kind: 'min',
      metric: 'conversions',
      breach: { low: 40, high: null },
      scope,
    })
    await makeGuardrail(ctx, {
      ...once,
      name: 'Spend cap',
      metric: 'spend',
      breach: { low: null, high: 5_000 },
      scope,
      fireAfter: 9,
    })

    await arrive('2026-11-18T10:00:00Z', '2026-09-01', '2026-11-17')
    await arrive('2026-11-20T10:00:00Z', '2026-11-18', '2026-11-19', 0)
    const cards = alerts().filter((post) => post.startsWith('*G-'))

    expect(cards).toHaveLength(1)
    expect(cards[0]).toContain('G-1 Conversions are counted, Paid search')
    expect(cards[0]).toContain(
      'Muted until it is back, because they would only repeat it: G-2 Cost ceiling, Paid search, G-3 Team cost, G-4 CVR floor, Paid search, G-5 Volume, Paid search.',
    )
    expect(cards[0]).not.toContain('Spend cap')

    await arrive('2026-11-21T10:00:00Z', '2026-11-20', '2026-11-20')
    await stage.post(CHANNEL, 'G-1 Conversions are counted', 'resolved after 3 days')
    await arrive('2026-11-23T10:00:00Z', '2026-11-21', '2026-11-22', 20)
    const spoken = alerts().filter((post) => post.startsWith('*G-'))
    expect(spoken.map((post) => post.slice(0, 12))).toMatchInlineSnapshot(`
      [
        "*G-1 Convers",
        "*G-3 Team co",
        "*G-2 Cost ce",
        "*G-4 CVR flo",
        "*G-5 Volume,",
      ]
    `)
    expect(stage.failures).toEqual([])
  })
})
