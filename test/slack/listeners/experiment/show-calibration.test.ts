import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { TeamContext } from '../../../../src/flows/context.ts'
import { saveScore } from '../../../../src/store/experiment/scores.ts'
import { DESIGN, RULE, tellTest } from '../../../support/experiments.ts'
import { openStage, type Stage } from '../../../support/stage.ts'

let stage: Stage
let ctx: TeamContext
beforeAll(async () => {
  stage = await openStage()
})
beforeEach(async () => {
  await stage.reset()
  ctx = await stage.makeTeam()
})
afterEach(() => {
  expect(stage.failures).toEqual([])
})
afterAll(async () => {
  await stage.close()
})

async function asked(person = stage.priya): Promise<string> {
  await person.command('growth', '/beat test calibration')
  return await stage.answer(person)
}

/** A test of three weeks, decided on the 18th, of which a tenth more was expected. */
async function decide(lift: number, impact: number): Promise<void> {
  const verdict = lift > 0 ? 'ship' : 'roll_back'
  const plan = { design: DESIGN, rule: RULE, startsOn: '2026-10-29', lift, verdict } as const
  const { id } = await tellTest(ctx, plan)
  const inputs = { impact, confidence: 8, ease: 5 }
  await saveScore(ctx.db.prisma, ctx.team, {
    experimentId: id,
    userId: 'U0SAM',
    model: 'ice',
    inputs,
    scoredAt: ctx.now,
  })
}

describe('/beat test calibration', () => {
  it('waits until five tests were decided', async () => {
    for (const lift of [0.1, 0.2, -0.1, 0.05]) await decide(lift, 5)

    expect(await asked()).toContain('4 of the 5 decided tests it takes.')
  })

  it('holds what was expected against what was measured, by lever, and by the scores of who asks', async () => {
    const lifts = [0.12, 0.08, 0.04, -0.04, -0.1]
    for (const [index, lift] of lifts.entries()) await decide(lift, 9 - index)
    const said = await asked()

    expect(said).toContain('*How well Growth foresees*')
    expect(said).toContain('3 of 5 shipped (60 %) · expected +10.0 %, got +2.0 %, decided after 21 days (median)')
    expect(said).toContain('• landing page: 3 of 5 shipped')
    expect(said).not.toContain('confidence')
    const toSam = await asked(stage.sam)
    expect(toSam).toContain('• You: 3 of 5 shipped')
    expect(toSam).toContain('confidence 8.0 of 10 · put the better of two tests first in 10 of 10 pairs')
  })
})
