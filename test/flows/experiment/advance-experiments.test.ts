import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Experiment } from '../../../src/domain/experiment/experiment.ts'
import type { TeamContext } from '../../../src/flows/context.ts'
import { advanceExperiments } from '../../../src/flows/experiment/advance-experiments.ts'
import { moveExperiment } from '../../../src/flows/experiment/move-experiment.ts'
import { runDue } from '../../../src/flows/run-due.ts'
import { claimAll, listClaims } from '../../../src/store/experiment/experiment-claims.ts'
import { findExperiment } from '../../../src/store/experiment/experiments.ts'
import { transaction } from '../../../src/store/transaction.ts'
import { type FlowStage, openFlowStage } from '../../support/flow-stage.ts'
import { insertTest } from '../../support/tests.ts'

let stage: FlowStage
beforeAll(async () => {
  stage = await openFlowStage()
})
afterAll(async () => {
  await stage.close()
})

const MIDNIGHT = new Date('2026-11-22T23:00:00Z')
const GUARDRAIL = { measure: 'cpl', name: 'CPL', kind: 'ratio', better: 'lower', margin: 0.05 } as const

const at = (ctx: TeamContext, instant: Date): TeamContext => ({ ...ctx, now: instant, actor: { kind: 'schedule' } })
const stateOf = async (ctx: TeamContext, { id }: Experiment) =>
  (await findExperiment(stage.ctx.db.prisma, ctx.team, id))?.state

it('takes each step once, however many processes tick at the same moment', async () => {
  const ctx = await stage.makeTeam()
  const experiment = await insertTest(ctx, { nextAt: MIDNIGHT }, { maturityDays: 7 })
  await Promise.all([1, 2, 3].map(async () => await advanceExperiments(at(ctx, MIDNIGHT))))

  expect(await stateOf(ctx, experiment)).toBe('maturing')
  const { rows } = await stage.ctx.db.pool.query(
    "SELECT action FROM audit WHERE subject = $1 AND action <> 'test logged'",
    [experiment.id],
  )
  expect(rows).toEqual([{ action: 'test ended' }])
})

it('moves on the others when one test is broken, and serves the other teams', async () => {
  const ctx = await stage.makeTeam()
  const broken = await insertTest(ctx, { nextAt: new Date(MIDNIGHT.getTime() - 1_000), endsOn: null })
  const sound = await insertTest(ctx, { nextAt: MIDNIGHT })
  const other = await stage.makeTeam()
  const theirs = await insertTest(other, { nextAt: MIDNIGHT })
  const { db, newId, log } = ctx
  const ran = await runDue({ db, newId, log, now: MIDNIGHT })

  expect(ran.failed).toEqual([ctx.team.key])
  expect(await stateOf(ctx, broken)).toBe('running')
  expect(await stateOf(ctx, sound)).toBe('decision_due')
  expect(await stateOf(other, theirs)).toBe('decision_due')
})

it('gives a scheduled test back whose tracking broke in the meantime, with the reason', async () => {
  const ctx = await stage.makeTeam()
  const day = '2026-11-23'
  const scheduled = { state: 'scheduled', startsOn: day, endsOn: '2026-12-06', nextAt: MIDNIGHT } as const
  const experiment = await insertTest(ctx, scheduled, { guardrails: [GUARDRAIL] })
  const days = ['2026-11-10', '2026-11-11'].map((each) => `${each},Google Ads,Search,100,50,10`)
  const text = `Day,Platform,Campaign,Spend,Clicks,Conversions\n${days.join('\n')}`
  await stage.confirm(ctx, (await stage.stageFile(ctx, text)).id)
  await advanceExperiments(at(ctx, MIDNIGHT))

  expect(await stateOf(ctx, experiment)).toBe('ready')
  const { rows } = await stage.ctx.db.pool.query(
    "SELECT detail FROM audit WHERE subject = $1 AND action = 'start held up'",
    [experiment.id],
  )
  expect(rows[0].detail.why).toContain('The last numbers of Google Ads are of Wed 11 Nov, 12 days ago.')
})

it('claims all that a test needs, or nothing of it', async () => {
  const ctx = await stage.makeTeam()
  const [one, two] = [await insertTest(ctx), await insertTest(ctx)]
  const claim = async (id: string, families: string[][]) =>
    await transaction(ctx.db, async (tx) => await claimAll(tx, ctx.team, id, families, ctx.now))
  await claim(one.id, [['team:1', 'team:2'], ['audience:a']])

  const lost = await claim(two.id, [['team:1', 'team:2'], ['audience:a']])
  expect(lost).toEqual({ kind: 'held', by: [{ key: 'audience:a', experimentId: one.id }] })
  expect((await listClaims(ctx.db.prisma, ctx.team)).map(({ experimentId }) => experimentId)).toEqual([one.id, one.id])
  expect(await claim(two.id, [['team:1', 'team:2'], ['audience:b']])).toEqual({ kind: 'won' })
  expect(await claim(two.id, [['team:1', 'team:2'], ['audience:b']])).toEqual({ kind: 'won' })
})

it('of ten that want the two slots of a team at once lets two have one', async () => {
  const ctx = await stage.makeTeam()
  const tests = await Promise.all(Array.from({ length: 10 }, async () => await insertTest(ctx)))
  const claimed = await Promise.all(
    tests.map(
      async ({ id }) =>
        await transaction(ctx.db, async (tx) => await claimAll(tx, ctx.team, id, [['team:1', 'team:2']], ctx.now)),
    ),
  )

  expect(claimed.filter(({ kind }) => kind === 'won')).toHaveLength(2)
})

it('refuses a move that the state does not allow, in a sentence that says what to do', async () => {
  const ctx = await stage.makeTeam()
  const { id, number } = await insertTest(ctx, { state: 'decided' })

  await expect(moveExperiment(ctx, id, 'pause')).rejects.toThrow(
    `T-${number} can't be paused: it has been decided and waits for its learning. Write what it taught with [Write learning] on its card.`,
  )
})
