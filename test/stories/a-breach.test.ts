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

describe('a breach, from its first day to its decision', () => {
  beforeAll(async () => {
    ctx = await stage.makeTeam()
    const scope = { level: 'channel', channelId: channelId(ctx, 'paid-search') } as const
    await makeGuardrail(ctx, { scope, windowDays: 1, runbook: 'Look at the landing page first.' })
  })

  it('wakes nobody for one bad day', async () => {
    await arrive('2026-11-18T10:00:00Z', '2026-09-01', '2026-11-17')
    expect(stage.posts().filter((post) => post.includes('Cost ceiling'))).toEqual([])

    await arrive('2026-11-19T10:00:00Z', '2026-11-18', '2026-11-18', 35)
    expect(stage.posts().filter((post) => post.includes('Cost ceiling'))).toEqual([])
  })

  it('posts one card on the second, with what to do and whom it waits for', async () => {
    await arrive('2026-11-20T10:00:00Z', '2026-11-19', '2026-11-19', 35)
    const card = await stage.post(CHANNEL, 'G-1 Cost ceiling, Paid search')

    expect(wordsOf(card)).toMatchInlineSnapshot(`
      "*G-1 Cost ceiling, Paid search* · _breaching since Wed 18 Nov_
      €28.57 against ≤ €20.00 (1 day through Thu 19 Nov), 99 % sure, 35 conversions on €1,000
      If it stays: about €2,100 a week more than these results may cost.
      What to do: Look at the landing page first.
      Nobody is on it yet: it waits for <@U0PRIYA>
      I'm on it Snooze until… Assign Log a decision"
    `)
  })
})
