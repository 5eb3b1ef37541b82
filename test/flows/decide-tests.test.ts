import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ArmNumbers } from '../../src/domain/experiment/reading.ts'
import type { TeamContext } from '../../src/flows/context.ts'
import { type Deciding, decideExperiment } from '../../src/flows/experiment/decide-experiment.ts'
import { recordReading } from '../../src/flows/experiment/record-reading.ts'
import { settleProposal } from '../../src/flows/experiment/second-decision.ts'
import { readTestRules, setTestRules } from '../../src/flows/experiment/set-test-rules.ts'
import { writeLearning } from '../../src/flows/experiment/write-learning.ts'
import { insertAmendments } from '../../src/store/experiment/amendments.ts'
import { latestDecision } from '../../src/store/experiment/decisions.ts'
import { claimAll, listClaims } from '../../src/store/experiment/experiment-claims.ts'
import { findExperiment } from '../../src/store/experiment/experiments.ts'
import { findLearning } from '../../src/store/experiment/learnings.ts'
import { type FlowStage, openFlowStage } from '../support/flow-stage.ts'
import { countedArms, insertTest, WON } from '../support/tests.ts'

let stage: FlowStage
beforeAll(async () => {
  stage = await openFlowStage('2026-11-23T10:00:00Z')
})
afterAll(async () => {
  await stage.close()
})

const as = (ctx: TeamContext, userId: string): TeamContext => ({ ...ctx, actor: { kind: 'person', userId } })

async function due(arms: ArmNumbers[] = WON, changes: Parameters<typeof insertTest>[1] = {}) {
  const ctx = as(await stage.makeTeam(), 'U0PRIYA')
  const experiment = await insertTest(ctx, { state: 'decision_due', ...changes })
  const reading = await recordReading(ctx, experiment.id, { source: 'typed', dataThrough: '2026-11-22', arms })
  const deciding: Deciding = { readingId: reading!.id, verdict: 'ship', arm: 'b', rationale: 'More leads, as good.' }
  return { ctx, id: experiment.id, reading: reading!, deciding }
}

const stateOf = async (ctx: TeamContext, id: string) => (await findExperiment(ctx.db.prisma, ctx.team, id))?.state

async function said(ctx: TeamContext, kind: string): Promise<number> {
  return await ctx.db.prisma.announcement.count({ where: { teamId: ctx.team.id, kind } })
}

describe('a decision', () => {
  it('that follows the recommendation is made at once, said once, and lets go of what the test held', async () => {
    const { ctx, id, reading, deciding } = await due()
    expect(reading.result.recommendation).toMatchObject({ kind: 'verdict', verdict: 'ship', arm: 'b' })
    await claimAll(ctx.db.prisma, ctx.team, id, [['team:1']], ctx.now)
    const decision = await decideExperiment(ctx, id, deciding)

    expect(decision).toMatchObject({ state: 'made', followed: true, number: 1, madeBy: 'U0PRIYA', secondBy: null })
    expect(await findExperiment(ctx.db.prisma, ctx.team, id)).toMatchObject({ state: 'decided', settledAt: ctx.now })
    expect(await listClaims(ctx.db.prisma, ctx.team)).toEqual([])
    expect(await said(ctx, 'experiment-decision')).toBe(1)
    expect(await said(ctx, 'experiment-second')).toBe(0)
  })

  it('needs an arm of the test, a reason, and the reading that was looked at', async () => {
    const { ctx, id, deciding } = await due()
    await expect(decideExperiment(ctx, id, { ...deciding, arm: 'a', rationale: ' ok ' })).rejects.toMatchObject({
      fields: { arm: /Short form/, rationale: /Say in a sentence why/ },
    })
    await expect(decideExperiment(ctx, id, { ...deciding, readingId: null })).rejects.toThrow('A newer reading of T-1')
    expect(await stateOf(ctx, id)).toBe('decision_due')
  })

  it('is refused where there is nothing to decide', async () => {
    const ctx = as(await stage.makeTeam(), 'U0PRIYA')
    const { id } = await insertTest(ctx, { state: 'ready' })
    const deciding: Deciding = { readingId: null, verdict: 'ship', arm: 'b', rationale: 'I just like it.' }
    await expect(decideExperiment(ctx, id, deciding)).rejects.toThrow("T-1 can't be decided: it has a plan")
  })

  it('of two people at once is one, and the other is told', async () => {
    const { ctx, id, deciding } = await due()
    const results = await Promise.allSettled([
      decideExperiment(as(ctx, 'U0PRIYA'), id, deciding),
      decideExperiment(as(ctx, 'U0SAM'), id, deciding),
    ])
    const lost = results.filter((result) => result.status === 'rejected')
    expect(lost).toHaveLength(1)
    expect(String(lost[0]?.reason)).toMatch(/was changed a moment ago|has been decided/)
    expect(await said(ctx, 'experiment-decision')).toBe(1)
  })

  it('that the units did not fall into the arms as planned makes the test invalid', async () => {
    const broken = countedArms({ clicks: 30_000, conversions: 1_200 }, { clicks: 27_000, conversions: 1_300 })
    const { ctx, id, reading, deciding } = await due(broken)
    expect(reading.result.recommendation).toEqual({ kind: 'blocked', why: 'split' })
    await decideExperiment(ctx, id, {
      ...deciding,
      verdict: 'invalid',
      arm: null,
      rationale: 'The redirect lost units.',
    })
    expect(await stateOf(ctx, id)).toBe('invalid')
  })
})

describe('a decision against the recommendation', () => {
  const against = async () => {
    const found = await due()
    const proposed = await decideExperiment(found.ctx, found.id, {
      ...found.deciding,
      verdict: 'roll_back',
      arm: null,
      rationale: 'Sales cannot follow up on so many.',
    })
    return { ...found, proposed }
  }

  it('takes a second person also where the plan was amended after the reading it goes against', async () => {
    const { ctx, id, deciding } = await due()
    const madeAt = new Date(ctx.now.getTime() + 60_000)
    const weeks = { id: ctx.newId('ame'), field: 'weeks', before: '3', after: '4', why: 'holidays', madeBy: 'U0PRIYA' }
    await insertAmendments(ctx.db.prisma, ctx.team, id, [{ ...weeks, madeAt }])
    const other = { ...deciding, verdict: 'roll_back' as const, arm: null }
    expect(await decideExperiment(ctx, id, other)).toMatchObject({
      state: 'proposed',
      recommendation: { kind: 'verdict', verdict: 'ship' },
    })
  })

  it('waits for a second person, and the lead is told once', async () => {
    const { ctx, id, proposed } = await against()
    expect(proposed).toMatchObject({ state: 'proposed', followed: false })
    expect(await stateOf(ctx, id)).toBe('decision_due')
    const where = { teamId: ctx.team.id, kind: 'experiment-second-asked' }
    expect(await ctx.db.prisma.announcement.findMany({ where })).toMatchObject([{ conversationId: 'U0MARA' }])
    expect(await said(ctx, 'experiment-decision')).toBe(0)

    await expect(settleProposal(ctx, proposed.id, 'agree')).rejects.toThrow('somebody else has to look at it')
    const made = await settleProposal(as(ctx, 'U0SAM'), proposed.id, 'agree')
    expect(made).toMatchObject({ state: 'made', secondBy: 'U0SAM' })
    expect(await stateOf(ctx, id)).toBe('decided')
    expect(await said(ctx, 'experiment-decision')).toBe(1)
  })

  it('is dropped when the second person disagrees, and something else can be decided', async () => {
    const { ctx, id, deciding, proposed } = await against()
    await expect(decideExperiment(as(ctx, 'U0SAM'), id, deciding)).rejects.toThrow('<@U0PRIYA> has proposed')
    await settleProposal(as(ctx, 'U0SAM'), proposed.id, 'disagree')
    await expect(settleProposal(as(ctx, 'U0MARA'), proposed.id, 'agree')).rejects.toThrow('<@U0SAM> disagreed')

    expect(await stateOf(ctx, id)).toBe('decision_due')
    await decideExperiment(as(ctx, 'U0SAM'), id, deciding)
    expect(await latestDecision(ctx.db.prisma, ctx.team, id)).toMatchObject({ state: 'made', number: 2 })
  })

  it('can be taken back by whoever proposed it', async () => {
    const { ctx, proposed } = await against()
    expect(await settleProposal(ctx, proposed.id, 'disagree')).toMatchObject({ state: 'declined', secondBy: 'U0PRIYA' })
  })

  it('is not agreed to on numbers that nobody has looked at', async () => {
    const { ctx, id, proposed } = await against()
    const later = { ...ctx, now: new Date('2026-11-23T11:00:00Z') }
    await recordReading(later, id, { source: 'typed', dataThrough: '2026-11-23', arms: WON })
    await expect(settleProposal(as(later, 'U0SAM'), proposed.id, 'agree')).rejects.toThrow('A newer reading came in')
    expect(await stateOf(ctx, id)).toBe('decision_due')

    await settleProposal(as(later, 'U0SAM'), proposed.id, 'disagree')
    expect(await latestDecision(ctx.db.prisma, ctx.team, id)).toMatchObject({ state: 'declined' })
  })

  it('of two second persons at once counts one word', async () => {
    const { ctx, id, proposed } = await against()
    const results = await Promise.allSettled([
      settleProposal(as(ctx, 'U0SAM'), proposed.id, 'agree'),
      settleProposal(as(ctx, 'U0MARA'), proposed.id, 'disagree'),
    ])
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const made = (await latestDecision(ctx.db.prisma, ctx.team, id))?.state === 'made'
    expect(await stateOf(ctx, id)).toBe(made ? 'decided' : 'decision_due')
  })
})

describe('extending a test', () => {
  const LITTLE = countedArms({ clicks: 3_000, conversions: 120 }, { clicks: 3_010, conversions: 124 })
  const extend = { verdict: 'extend' as const, arm: null, rationale: 'One more week of numbers.' }
  const askFor = async (changes: Parameters<typeof insertTest>[1] = {}) => {
    const found = await due(LITTLE, changes)
    return { ...found, deciding: { ...found.deciding, ...extend } }
  }

  it('makes its window longer and claims what it needs again', async () => {
    const { ctx, id, deciding } = await askFor()
    await decideExperiment(ctx, id, deciding)

    expect(await findExperiment(ctx.db.prisma, ctx.team, id)).toMatchObject({
      state: 'running',
      endsOn: '2026-11-29',
      extensions: 1,
      nextAt: new Date('2026-11-29T23:00:00Z'),
      settledAt: null,
    })
    expect((await listClaims(ctx.db.prisma, ctx.team)).map(({ experimentId }) => experimentId)).toContain(id)
  })

  it('counts once, however many people extend it on the same numbers', async () => {
    const { ctx, id, deciding } = await askFor()
    expect(await decideExperiment(ctx, id, deciding)).toMatchObject({ state: 'made', followed: true })
    await expect(decideExperiment(as(ctx, 'U0SAM'), id, deciding)).rejects.toThrow(
      '<@U0PRIYA> has extended T-1 on these numbers already, to Sun 29 Nov.',
    )
    expect(await findExperiment(ctx.db.prisma, ctx.team, id)).toMatchObject({ extensions: 1, endsOn: '2026-11-29' })
  })

  it('a second time needs a second person, whatever the numbers say', async () => {
    const { ctx, id, deciding } = await askFor({ extensions: 1 })
    expect(await decideExperiment(ctx, id, deciding)).toMatchObject({ state: 'proposed', followed: false })
  })

  it('goes on with what it holds, also beyond a limit that was lowered', async () => {
    const { ctx, id, deciding } = await askFor({ state: 'running' })
    await claimAll(ctx.db.prisma, ctx.team, id, [['team:4']], ctx.now)
    await setTestRules(as(ctx, 'U0MARA'), { ...(await readTestRules(ctx)), slots: 1, channelSlots: 1 })
    await decideExperiment(ctx, id, deciding)
    expect((await listClaims(ctx.db.prisma, ctx.team)).map(({ key }) => key)).toEqual(['team:4'])
  })

  it('is refused by name where somebody else holds that now', async () => {
    const { ctx, id, deciding } = await askFor()
    const other = await insertTest(ctx)
    const slots = Array.from({ length: 20 }, (_, slot) => [`team:${slot + 1}`])
    await claimAll(ctx.db.prisma, ctx.team, other.id, slots, ctx.now)
    await expect(decideExperiment(ctx, id, deciding)).rejects.toThrow(
      /T-1 can't be extended.* T-2 \(<@U0PRIYA>\) until Sun 22 Nov/,
    )
    expect(await stateOf(ctx, id)).toBe('decision_due')
  })
})

describe('the learning', () => {
  const learning = {
    sentence: 'Fewer fields bring more leads.',
    status: 'supported' as const,
    supports: [],
    contradicts: [],
  }

  it('closes a decided test, and can be written better afterwards', async () => {
    const { ctx, id, deciding } = await due()
    await expect(writeLearning(ctx, id, learning)).rejects.toThrow("T-1 can't be closed with a learning")
    await decideExperiment(ctx, id, deciding)
    await writeLearning(ctx, id, learning)
    expect(await stateOf(ctx, id)).toBe('closed')

    await writeLearning(as(ctx, 'U0SAM'), id, { ...learning, sentence: 'Fewer fields bring more leads on phones.' })
    expect(await findLearning(ctx.db.prisma, ctx.team, id)).toMatchObject({ writtenBy: 'U0SAM' })
    expect(await said(ctx, 'experiment-learning')).toBe(1)
  })

  it('is not written over by somebody who has not seen it', async () => {
    const { ctx, id, deciding } = await due()
    await decideExperiment(ctx, id, deciding)
    const { version } = (await findExperiment(ctx.db.prisma, ctx.team, id))!
    await writeLearning(ctx, id, learning, version)

    await expect(writeLearning(as(ctx, 'U0SAM'), id, learning, version)).rejects.toThrow('Somebody else wrote down')
    expect(await findLearning(ctx.db.prisma, ctx.team, id)).toMatchObject({ writtenBy: 'U0PRIYA' })
  })

  it('names other tests that are there', async () => {
    const { ctx, id, deciding } = await due()
    await insertTest(ctx)
    await decideExperiment(ctx, id, deciding)
    const odd = { ...learning, sentence: 'Meh', supports: [1, 9], contradicts: [2, 2] }
    await expect(writeLearning(ctx, id, odd)).rejects.toMatchObject({
      fields: { sentence: /One sentence/, supports: /T-9|this very test/ },
    })
    await expect(writeLearning(ctx, id, { ...learning, supports: [2], contradicts: [2] })).rejects.toThrow('T-2 cannot')
    await writeLearning(ctx, id, { ...learning, contradicts: [2] })
    expect(await stateOf(ctx, id)).toBe('closed')
  })
})
