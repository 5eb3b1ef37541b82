import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { TeamContext } from '../../../src/flows/context.ts'
import { guardTeams } from '../../../src/flows/guardrail/guard-teams.ts'
import { latestEvaluation } from '../../../src/store/guardrail/guardrail-watches.ts'
import { adDaysCsv, everyDay } from '../../support/ad-days.ts'
import { type FlowStage, openFlowStage } from '../../support/flow-stage.ts'
import { makeGuardrail } from '../../support/guardrails.ts'
import { holdUp } from '../../support/slow-team.ts'

const USUAL = { campaign: 'Brand', spend: 1_000, impressions: 50_000, clicks: 500, conversions: 60 }

const PATIENCE = { timeout: 10_000, interval: 20 }

let stage: FlowStage
beforeAll(async () => {
  stage = await openFlowStage()
})
afterAll(async () => {
  await stage.close()
})

type Guarded = { team: TeamContext; guardrailId: string }

async function guarded(): Promise<Guarded> {
  const team = await stage.makeTeam()
  const { id: guardrailId } = await makeGuardrail(team, { windowDays: 1 })
  await arrive(team, '2026-10-01', '2026-11-16')
  return { team, guardrailId }
}

async function arrive(team: TeamContext, from: string, to: string): Promise<void> {
  const { id } = await stage.stageFile(team, adDaysCsv(everyDay(from, to, USUAL)))
  await stage.confirm(team, id)
}

const dayOf = async ({ team, guardrailId }: Guarded) =>
  (await latestEvaluation(team.db.prisma, team.team, guardrailId))?.day ?? null

it('is waited for by nobody: the others are judged beside it, in the same round and in a later one', async () => {
  const slow = await guarded()
  const others = [await guarded(), await guarded(), await guarded(), await guarded(), await guarded()]
  const hold = await holdUp(slow.team)
  const first = guardTeams(stage.ctx)
  await hold.isReached()

  await vi.waitFor(async () => {
    expect(await Promise.all(others.map(dayOf))).toEqual(others.map(() => '2026-11-16'))
  }, PATIENCE)
  // A later round is done without the slow one.
  const late = await guarded()
  expect(await guardTeams({ ...stage.ctx, now: new Date('2026-11-18T12:01:00Z') })).toEqual({ failed: [] })
  expect([await dayOf(late), await dayOf(slow)]).toEqual(['2026-11-16', null])

  await hold.release()
  expect(await first).toEqual({ failed: [] })
  expect(await dayOf(slow)).toBe('2026-11-16')
})

it('is tried again when it fails, and is named', async () => {
  const broken = await guarded()
  await stage.ctx.db.pool.query("UPDATE team SET zone = 'Mars/Olympus' WHERE id = $1", [broken.team.team.id])
  const { failed } = await guardTeams(stage.ctx)
  expect(failed).toEqual([broken.team.team.id])

  await stage.ctx.db.pool.query("UPDATE team SET zone = 'Europe/Berlin' WHERE id = $1", [broken.team.team.id])
  expect(await guardTeams(stage.ctx)).toEqual({ failed: [] })
  expect(await dayOf(broken)).toBe('2026-11-16')
})
