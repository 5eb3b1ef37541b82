import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TeamContext } from '../../../src/flows/context.ts'
import { type Amending, amendExperiment } from '../../../src/flows/experiment/amend-experiment.ts'
import { approveBudget } from '../../../src/flows/experiment/approve-budget.ts'
import { decideExperiment } from '../../../src/flows/experiment/decide-experiment.ts'
import { planExperiment } from '../../../src/flows/experiment/plan-experiment.ts'
import { readReading } from '../../../src/flows/experiment/read-result.ts'
import { recordReading } from '../../../src/flows/experiment/record-reading.ts'
import { scoreExperiment } from '../../../src/flows/experiment/score-experiment.ts'
import { settleProposal } from '../../../src/flows/experiment/second-decision.ts'
import { NotFound } from '../../../src/lib/errors.ts'
import { type FlowStage, openFlowStage } from '../../support/flow-stage.ts'
import { DESIGN, insertTest, WON } from '../../support/tests.ts'

let stage: FlowStage
beforeAll(async () => {
  stage = await openFlowStage('2026-11-30T10:00:00Z')
})
afterAll(async () => {
  await stage.close()
})

const as = (ctx: TeamContext, userId: string): TeamContext => ({ ...ctx, actor: { kind: 'person', userId } })

const AMENDING: Amending = {
  weeks: DESIGN.weeks,
  maturityDays: 0,
  budget: null,
  audiences: [],
  creatives: [],
  margins: [0.02],
  matches: [null, null],
  otherwise: 'inconclusive',
  whenWorse: 'roll_back',
  whenBroken: 'roll_back',
}

describe('a test that rests beyond the end of its window', () => {
  // It was to end on Sunday 22 November and has rested since the 20th.
  const resting = async () => {
    const ctx = as(await stage.makeTeam(), 'U0PRIYA')
    const test = await insertTest(ctx, { state: 'paused', pausedAt: new Date('2026-11-20T09:00:00Z') })
    return { ctx, of: { experimentId: test.id, version: test.version } }
  }

  it('can be amended, and its window stays', async () => {
    const { ctx, of } = await resting()
    const amended = await amendExperiment(ctx, of, AMENDING, 'SQL matter more now.')
    expect(amended).toMatchObject({ state: 'paused', endsOn: '2026-11-22', nextAt: null })
  })

  it('takes no letters by which another running test is read', async () => {
    const { ctx, of } = await resting()
    const arms = DESIGN.arms.map((arm, at) => ({ ...arm, matches: at === 0 ? '[long]' : '[short]' }))
    await insertTest(ctx, {}, { arms })
    const taken = { ...AMENDING, matches: ['[wide]', 'Leads [short]'] }
    await expect(amendExperiment(ctx, of, taken, 'Renamed.')).rejects.toThrow(
      '"Leads [short]" is read by T-2, which runs, too. Choose other letters.',
    )
    const free = { ...AMENDING, matches: ['[wide]', '[narrow]'] }
    expect(await amendExperiment(ctx, of, free, 'Renamed.')).toMatchObject({ state: 'paused' })
  })

  it('is not cut shorter than what it has run', async () => {
    const { ctx, of } = await resting()
    const shorter = { ...AMENDING, weeks: 2 }
    await expect(amendExperiment(ctx, of, shorter, 'We are late.')).rejects.toThrow('It would have ended before today.')
  })
})

describe('what is locked', () => {
  it('is the plan, from the launch on', async () => {
    const ctx = as(await stage.makeTeam(), 'U0PRIYA')
    const { id, version } = await insertTest(ctx)
    const { perArm: _, ...design } = DESIGN
    const choices = {
      method: 'fixed',
      whenWorse: 'iterate',
      whenBroken: 'iterate',
      otherwise: 'iterate',
      extendWeeks: 1,
    } as const
    await expect(planExperiment(ctx, { experimentId: id, version }, { design, choices })).rejects.toThrow(
      "T-1 can't be planned: it is running.",
    )
  })

  it('is each score, because it is held against what happened', async () => {
    const ctx = as(await stage.makeTeam(), 'U0PRIYA')
    const { id } = await insertTest(ctx)
    const score = { impact: 9, confidence: 9, ease: 9 }
    await expect(scoreExperiment(ctx, id, 'ice', score)).rejects.toThrow('T-1 is running: ideas are scored before')
  })
})

describe('the approval of a budget', () => {
  it('is of the money that stood beside the button', async () => {
    const ctx = await stage.makeTeam()
    const { id } = await insertTest(ctx, { state: 'pending_approval', startsOn: null, endsOn: null }, { budget: 8_000 })
    const lead = as(ctx, 'U0MARA')
    await expect(approveBudget(lead, id, { word: 'approve', seen: 5_000 })).rejects.toThrow(
      'T-1 asks for €8,000 now, not for €5,000.',
    )
    expect(await approveBudget(lead, id, { word: 'approve', seen: 8_000 })).toMatchObject({
      state: 'ready',
      approval: { by: 'U0MARA', budget: 8_000 },
    })
  })
})

describe('a test of another team', () => {
  it('is not there, neither its plan nor its readings nor its decisions', async () => {
    const [own, other] = [as(await stage.makeTeam(), 'U0PRIYA'), as(await stage.makeTeam(), 'U0PRIYA')]
    const { id, version } = await insertTest(own)
    const reading = await recordReading(own, id, { source: 'typed', dataThrough: '2026-11-22', arms: WON })
    const wish = { readingId: reading!.id, verdict: 'roll_back', arm: null, rationale: 'Sales is on holiday.' } as const
    const { id: decisionId } = await decideExperiment(own, id, wish)

    await expect(amendExperiment(other, { experimentId: id, version }, AMENDING, 'Why not.')).rejects.toThrow(NotFound)
    await expect(readReading(other, id, reading!.id)).rejects.toThrow(NotFound)
    await expect(decideExperiment(other, id, wish)).rejects.toThrow(NotFound)
    await expect(settleProposal(as(other, 'U0SAM'), decisionId, 'agree')).rejects.toThrow(NotFound)
  })

  it('lends no reading to a test beside it', async () => {
    const ctx = as(await stage.makeTeam(), 'U0PRIYA')
    const [one, beside] = [await insertTest(ctx), await insertTest(ctx)]
    const reading = await recordReading(ctx, one.id, { source: 'typed', dataThrough: '2026-11-22', arms: WON })
    await expect(readReading(ctx, beside.id, reading!.id)).rejects.toThrow('I cannot find this reading any more.')
  })
})
