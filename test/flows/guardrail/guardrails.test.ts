import { afterAll, beforeAll, expect, it } from 'vitest'
import { decideIncident } from '../../../src/flows/guardrail/act-on-incident.ts'
import { judgeGuardrails } from '../../../src/flows/guardrail/judge-guardrails.ts'
import { moveGuardrail } from '../../../src/flows/guardrail/move-guardrail.ts'
import { explainGuardrail } from '../../../src/flows/guardrail/read-guardrails.ts'
import { listIncidentDecisions, listOpenIncidents } from '../../../src/store/guardrail/incidents.ts'
import { findTeam } from '../../../src/store/teams.ts'
import { adDaysCsv, everyDay } from '../../support/ad-days.ts'
import { type FlowStage, openFlowStage } from '../../support/flow-stage.ts'
import { makeGuardrail } from '../../support/guardrails.ts'

let stage: FlowStage
beforeAll(async () => {
  stage = await openFlowStage('2026-11-20T10:00:00Z')
})
afterAll(async () => {
  await stage.close()
})

async function withBreach() {
  const made = await stage.makeTeam()
  const dear = { campaign: 'Brand', spend: 1_000, impressions: 50_000, clicks: 500, conversions: 20 }
  const { id } = await stage.stageFile(made, adDaysCsv(everyDay('2026-10-01', '2026-11-19', dear)))
  await stage.confirm(made, id)
  const team = (await findTeam(made.db.prisma, made.team)) ?? made.team
  const ctx = { ...made, team, actor: { kind: 'person', userId: team.leadUserId ?? 'U0MARA' } as const }
  await makeGuardrail(ctx, { windowDays: 1 })
  await judgeGuardrails(ctx)
  return ctx
}

it('a breach that lasts through a pause is said again once its guardrail goes on', async () => {
  const ctx = await withBreach()
  const open = async () => (await listOpenIncidents(ctx.db.prisma, ctx.team)).length
  expect(await open()).toBe(1)

  await moveGuardrail(ctx, 'G-1', 'pause')
  expect(await open()).toBe(0)
  await moveGuardrail(ctx, 'G-1', 'resume')
  await judgeGuardrails(ctx)

  expect(await open()).toBe(1)
})

it('a campaign that was switched off because it was too dear asks nobody about old numbers', async () => {
  const ctx = await withBreach()
  const off = { campaign: 'Brand', spend: 0, impressions: 0, clicks: 0, conversions: 0 }
  const { id } = await stage.stageFile(ctx, adDaysCsv(everyDay('2026-11-18', '2026-11-19', off)))
  await stage.confirm(ctx, id)
  const team = (await findTeam(ctx.db.prisma, ctx.team)) ?? ctx.team
  await judgeGuardrails({ ...ctx, team })
  const [incident] = await listOpenIncidents(ctx.db.prisma, team)

  expect(incident).toMatchObject({ state: 'firing', condition: 'NO_SPEND', nextAt: null })
})

it('a tag that fell silent mutes a ceiling whether or not a guardrail watches the tag, and says which', async () => {
  const made = await stage.makeTeam()
  const brand = { campaign: 'Brand', spend: 100, impressions: 50_000, clicks: 500, conversions: 20 }
  const days = [
    ...everyDay('2026-09-14', '2026-11-17', brand),
    ...everyDay('2026-11-18', '2026-11-19', { ...brand, conversions: 0 }),
  ]
  const { id } = await stage.stageFile(made, adDaysCsv(days))
  await stage.confirm(made, id)
  const ctx = { ...made, team: (await findTeam(made.db.prisma, made.team)) ?? made.team }
  await makeGuardrail(ctx, { windowDays: 1 })
  await makeGuardrail(ctx, { windowDays: 1, name: 'Spend cap', metric: 'spend', breach: { low: null, high: 50 } })
  await judgeGuardrails(ctx)

  expect(await explainGuardrail(ctx, 'G-1')).toMatchObject({ mutedBy: 'the tracking of Paid search' })
  expect(await explainGuardrail(ctx, 'G-2')).toMatchObject({ mutedBy: null })
  expect(await listOpenIncidents(ctx.db.prisma, ctx.team)).toHaveLength(1)
})

it('a decision about an alert is made once, however often its form is sent', async () => {
  const ctx = await withBreach()
  const [incident] = await listOpenIncidents(ctx.db.prisma, ctx.team)
  const decided = { id: ctx.newId('idc'), decision: 'Rotate the creatives', rationale: 'They are tired' }
  const first = await decideIncident(ctx, incident?.id ?? '', decided)

  expect(await decideIncident(ctx, incident?.id ?? '', decided)).toEqual(first)
  expect(await listIncidentDecisions(ctx.db.prisma, ctx.team)).toHaveLength(1)
})
