import { afterAll, beforeAll, expect, it } from 'vitest'
import type { TeamContext } from '../../../src/flows/context.ts'
import { measureOverlap } from '../../../src/flows/control/measure-overlap.ts'
import { testDefinition } from '../../../src/flows/guardrail/preview-guardrail.ts'
import { guardrailById } from '../../../src/flows/guardrail/read-guardrails.ts'
import { readPast } from '../../../src/flows/guardrail/read-past.ts'
import { rehearseGuardrails } from '../../../src/flows/guardrail/rehearse-guardrails.ts'
import { setTarget } from '../../../src/flows/metric/set-target.ts'
import { findTeam } from '../../../src/store/teams.ts'
import { adDaysCsv, everyDay } from '../../support/ad-days.ts'
import { type FlowStage, openFlowStage } from '../../support/flow-stage.ts'
import { channelId, makeGuardrail } from '../../support/guardrails.ts'

const USUAL = { campaign: 'Brand', spend: 1_000, impressions: 50_000, clicks: 500, conversions: 60 }
const SINCE_OCTOBER = { from: '2026-10-01', to: '2026-11-17' }

let stage: FlowStage
let ctx: TeamContext
beforeAll(async () => {
  stage = await openFlowStage()
})
afterAll(async () => {
  await stage.close()
})

const at = (instant: string): TeamContext => ({ ...ctx, now: new Date(instant) })

async function arrive(instant: string, from: string, to: string): Promise<void> {
  const { id } = await stage.stageFile(at(instant), adDaysCsv(everyDay(from, to, USUAL)))
  await stage.confirm(at(instant), id)
}

it('knows when files came in, and plays whether they did', async () => {
  ctx = await stage.makeTeam()
  await arrive('2026-11-03T09:00:00Z', '2026-09-01', '2026-11-02')
  await arrive('2026-11-12T09:00:00Z', '2026-11-03', '2026-11-11')
  await arrive('2026-11-18T09:00:00Z', '2026-11-12', '2026-11-17')

  const past = (await readPast(ctx, [{ kind: 'freshness' }], SINCE_OCTOBER))({ level: 'team' })
  expect(past.arrivals).toEqual([
    { platform: 'Google Ads', on: '2026-11-03', lastDay: '2026-11-02' },
    { platform: 'Google Ads', on: '2026-11-12', lastDay: '2026-11-11' },
    { platform: 'Google Ads', on: '2026-11-18', lastDay: '2026-11-17' },
  ])
  const fresh = { kind: 'freshness', metric: null, fireAfter: 1, breach: { low: null, high: 3 } } as const
  const { id } = await makeGuardrail(ctx, { ...fresh, name: 'Numbers come in' })
  const said = (await testDefinition(ctx, await guardrailById(ctx, id))).past.join(' ')
  expect(said).toContain('this would have fired 2 times: Fri 6 Nov, Sun 15 Nov.')
  expect(said).toContain('Files have come in since Tue 3 Nov: of the days before nothing is known.')
})

it('knows which budget there was on which day, of the team and of a channel', async () => {
  ctx = await stage.makeTeam({ monthlyBudget: 30_000 })
  await ctx.db.pool.query("UPDATE audit SET at = '2026-10-12T09:00:00Z' WHERE team_id = $1 AND action = 'team made'", [
    ctx.team.id,
  ])
  const scope = { channelId: null, name: 'the whole team' }
  async function budget(instant: string, high: number, of: { channelId: string | null; name: string }) {
    await setTarget(at(instant), { key: 'budget', scope: of, band: { low: null, high }, draft: '' })
    ctx = { ...ctx, team: (await findTeam(ctx.db.prisma, ctx.team)) ?? ctx.team }
  }
  await budget('2026-10-20T09:00:00Z', 36_000, scope)
  const search = { channelId: channelId(ctx, 'paid-search'), name: 'Paid search' }
  await budget('2026-11-05T09:00:00Z', 9_000, search)
  await budget('2026-11-10T09:00:00Z', 40_000, scope)

  const pastOf = await readPast(ctx, [{ kind: 'pace' }], SINCE_OCTOBER)
  const whole = pastOf({ level: 'team' })
  expect(['2026-10-19', '2026-10-20', '2026-11-09', '2026-11-10'].map(whole.budgetOn)).toEqual([
    30_000, 36_000, 36_000, 40_000,
  ])
  const own = pastOf({ level: 'channel', channelId: search.channelId })
  expect(['2026-11-04', '2026-11-05'].map(own.budgetOn)).toEqual([null, 9_000])
  expect(whole.budgetSince).toBe('2026-10-01')
  expect(pastOf({ level: 'campaign', campaign: 'Brand' }).budgetOn('2026-11-05')).toBeNull()
})

it('knows what a control said on earlier days, and an overlap from the day it was measured on', async () => {
  ctx = await stage.makeTeam()
  await arrive('2026-11-18T09:00:00Z', '2026-09-01', '2026-11-17')
  const names: [string, string] = ['Founders', 'Lookalike']
  await measureOverlap(at('2026-11-05T09:00:00Z'), 'ovl_past', {
    kind: 'counts',
    names,
    sizes: [1_000, 2_000],
    both: 900,
  })

  const past = (await readPast(ctx, [{ kind: 'overlap' }, { kind: 'tracking' }], SINCE_OCTOBER))({ level: 'team' })
  expect([...past.evidence.keys()].toSorted()).toEqual([
    '2026-10-06',
    '2026-10-13',
    '2026-10-20',
    '2026-10-27',
    '2026-11-03',
    '2026-11-10',
    '2026-11-17',
  ])
  const statesOf = (day: string, control: string) =>
    (past.evidence.get(day) ?? []).filter((line) => line.control === control).map(({ state }) => state)
  expect([statesOf('2026-11-03', 'overlap'), statesOf('2026-11-10', 'overlap')]).toEqual([['unknown'], ['act']])
  expect(statesOf('2026-11-10', 'tracking')).toContain('ok')
  expect(statesOf('2026-11-10', 'saturation')).toEqual([])

  const { id } = await makeGuardrail(ctx, {
    kind: 'overlap',
    metric: null,
    name: 'Overlap',
    breach: { low: null, high: null },
  })
  const { said, notes } = await rehearseGuardrails(ctx, 56)
  expect(said.filter(({ what }) => what !== 'reminder').map(({ day, what }) => [day, what])).toEqual([
    ['2026-11-10', 'fired'],
  ])
  expect(notes).toMatchObject([
    { guardrail: { id }, note: expect.stringContaining('one day of each of the last 8 weeks') },
  ])
})
