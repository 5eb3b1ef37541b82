import { afterAll, beforeAll, expect, it } from 'vitest'
import { shiftDay } from '../../../src/domain/week.ts'
import { findTeamHere } from '../../../src/flows/find-team.ts'
import { readPrompt } from '../../../src/flows/prompt/read-prompt.ts'
import { adDaysCsv, everyDay } from '../../support/ad-days.ts'
import { type FlowStage, openFlowStage } from '../../support/flow-stage.ts'
import { PLAN } from '../../support/team-plan.ts'

const THURSDAY = '2026-11-19'
const FROM = '2026-09-01'

let stage: FlowStage
beforeAll(async () => {
  stage = await openFlowStage('2026-11-20T13:00:00Z')
})
afterAll(async () => {
  await stage.close()
})

/** Ten leads a day; two become an SQL on the next day, two after ten. */
function crm(): string {
  const rows: string[] = []
  for (let day = FROM; day <= THURSDAY; day = shiftDay(day, 1))
    for (let lead = 0; lead < 10; lead++) {
      const sql = lead < 4 ? shiftDay(day, lead < 2 ? 1 : 10) : ''
      rows.push([`${day}-${lead}`, day, day, sql <= THURSDAY ? sql : '', '', 'google', 'cpc'].join(','))
    }
  return `${['object_id,lead_at,mql_at,sql_at,won_at,utm_source,utm_medium', ...rows].join('\n')}\n`
}

it('the question before a review says how the budget of the channel stands, and how much of its SQL is still to come', async () => {
  const [search, social] = PLAN.channels
  if (!search || !social) throw new Error('the plan has two channels')
  const rules = [...search.rules, { field: 'utm_source' as const, contains: 'google' }]
  const made = await stage.makeTeam({ channels: [{ ...search, rules, monthlyBudget: 2_500 }, social] })
  const ad = { campaign: 'Brand', spend: 100, impressions: 10_000, clicks: 100, conversions: 10 }
  await stage.confirm(made, (await stage.stageFile(made, adDaysCsv(everyDay(FROM, THURSDAY, ad)))).id)
  await stage.confirm(made, (await stage.stageFile(made, crm())).id)
  const ctx = { ...made, team: (await findTeamHere(made, made.team.conversationId)) ?? made.team }

  const [own] = (await readPrompt(ctx, '2026-W47', 'U0PRIYA')).channels
  expect(own).toMatchObject({ name: 'Paid search', pace: { state: 'alert' }, coming: { stage: 'sqls' } })
  expect(own?.pace?.pace).toBeCloseTo(1.2, 2)
  expect(own?.coming?.observed).toBeGreaterThan(0)
  expect(own?.coming?.maturity).toBeLessThan(0.6)
  const [other] = (await readPrompt(ctx, '2026-W47', 'U0SAM')).channels
  expect(other).toMatchObject({ name: 'Paid social', pace: null, coming: null })
})
