import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { TeamContext } from '../../src/flows/context.ts'
import { adDaysCsv, everyDay } from '../support/ad-days.ts'
import { channelId, makeGuardrail } from '../support/guardrails.ts'
import { holdUp } from '../support/slow-team.ts'
import { CHANNEL, openStage, type Stage, wordsOf } from '../support/stage.ts'

// The numbers of the weekend come in right before the review opens: one beat opens it and finds what broke.

const USUAL = { campaign: 'Brand', spend: 1_000, impressions: 50_000, clicks: 500, conversions: 60 }
const BEFORE = '2026-11-23T07:59:30Z'
const NINE = '2026-11-23T08:00:00Z'

let stage: Stage
let ctx: TeamContext
beforeAll(async () => {
  stage = await openStage({ at: '2026-11-20T10:00:00Z' })
})
beforeEach(async () => {
  await stage.reset('2026-11-20T10:00:00Z')
  ctx = await stage.makeTeam()
  const scope = { level: 'channel', channelId: channelId(ctx, 'paid-search') } as const
  await makeGuardrail(ctx, { scope, windowDays: 1 })
  await arrive('2026-09-01', '2026-11-19', USUAL.conversions)
  await stage.tick()
})
afterAll(async () => {
  await stage.close()
})

async function arrive(from: string, to: string, conversions: number): Promise<void> {
  const csv = adDaysCsv(everyDay(from, to, { ...USUAL, conversions }))
  await stage.importNumbers({ ...ctx, now: stage.clock.now }, csv, `${to}.csv`)
}

async function thread(): Promise<string[]> {
  const header = await stage.post(CHANNEL, 'Week 47 (16-22 Nov) · numbers and narrative')
  return stage.mara.thread(header).map(wordsOf)
}

describe('a breach found by the beat that opens the review', () => {
  it('stands in its place in the thread, before the people, and is open there at once', async () => {
    stage.at(BEFORE)
    await arrive('2026-11-20', '2026-11-22', 35)
    await stage.tick(NINE)

    const said = await thread()
    const places = ['*Leaking*', '*Alerts* · 1 open', '*Paid search* ·'].map((words) =>
      said.findIndex((each) => each.includes(words)),
    )
    expect(places).not.toContain(-1)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(said[places[1] ?? 0]).not.toContain('being judged')
  })

  it('does not hold up the beat: the review opens while its guardrails are still being judged', async () => {
    stage.at(BEFORE)
    await arrive('2026-11-20', '2026-11-22', 35)
    const { services } = stage.app
    const hold = await holdUp(ctx)
    const judging = services.guard(new Date(BEFORE))
    await hold.isReached()
    await services.tick(new Date(NINE))
    const alerts = (await thread()).find((each) => each.includes('*Alerts*'))
    expect(alerts).toBe(
      '*Alerts* · nothing is open · the newest numbers are being judged just now, and this line with them',
    )

    await hold.release()
    await judging
    await stage.post(CHANNEL, '*Alerts* · 1 open')
  })

  it('leaves one line where nothing broke, and none where all was judged before', async () => {
    stage.at(BEFORE)
    await arrive('2026-11-20', '2026-11-22', USUAL.conversions)
    await stage.tick(NINE)
    expect((await thread()).filter((each) => each.includes('*Alerts*'))).toEqual(['*Alerts* · nothing is open'])

    await stage.reset('2026-11-20T10:00:00Z')
    ctx = await stage.makeTeam()
    await makeGuardrail(ctx, { windowDays: 1 })
    stage.at(BEFORE)
    await arrive('2026-09-01', '2026-11-22', USUAL.conversions)
    await stage.tick(BEFORE)
    await stage.tick(NINE)
    expect((await thread()).filter((each) => each.includes('*Alerts*'))).toEqual([])
  })
})
