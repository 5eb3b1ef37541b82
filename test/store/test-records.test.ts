import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Decision, Recommendation } from '../../src/domain/experiment/reading.ts'
import type { TeamContext } from '../../src/flows/context.ts'
import {
  findDecision,
  insertDecision,
  latestDecision,
  listDecisions,
  nextDecisionNumber,
  settleDecision,
} from '../../src/store/experiment/decisions.ts'
import { findLearning, listLearnings, saveLearning } from '../../src/store/experiment/learnings.ts'
import { hasReading, insertReading, latestReading, listReadings } from '../../src/store/experiment/readings.ts'
import { transaction } from '../../src/store/transaction.ts'
import { type FlowStage, openFlowStage } from '../support/flow-stage.ts'
import { insertTest, readingOf } from '../support/tests.ts'

let stage: FlowStage
let ctx: TeamContext
beforeAll(async () => {
  stage = await openFlowStage()
  ctx = await stage.makeTeam()
})
afterAll(async () => {
  await stage.close()
})

const SHIP: Recommendation = { kind: 'verdict', verdict: 'ship', arm: 'b', clause: 1 }

function decisionOf(id: string, experimentId: string, number: number): Decision & { experimentId: string } {
  const words = { verdict: 'ship' as const, arm: 'b', rationale: 'It is up.', recommendation: SHIP, followed: true }
  const people = { madeBy: 'U0MARA', madeAt: ctx.now, secondBy: null, secondAt: null }
  return { id, number, experimentId, readingId: null, state: 'proposed', ...words, ...people }
}

describe('readings of a test', () => {
  it('are kept in the order they were taken; the one of the latest data speaks', async () => {
    const { id } = await insertTest(ctx)
    const db = ctx.db.prisma
    const late = readingOf(ctx, id, { id: 'rdg_1', dataThrough: '2026-11-15', asOf: new Date('2026-11-16T09:00:00Z') })
    const early = readingOf(ctx, id, { id: 'rdg_2', dataThrough: '2026-11-08', asOf: new Date('2026-11-17T09:00:00Z') })
    expect(await insertReading(db, ctx.team, late)).toBe(true)
    expect(await insertReading(db, ctx.team, early)).toBe(true)

    expect((await listReadings(db, ctx.team, id)).map((reading) => reading.id)).toEqual(['rdg_1', 'rdg_2'])
    expect(await latestReading(db, ctx.team, id)).toEqual(late)
  })

  it('that bear a key are taken once', async () => {
    const { id } = await insertTest(ctx)
    const db = ctx.db.prisma
    const [first, second] = ['rdg_3', 'rdg_4'].map((one) => readingOf(ctx, id, { id: one }))
    expect(await insertReading(db, ctx.team, first!, 'numbers 2026-W46')).toBe(true)
    expect(await insertReading(db, ctx.team, second!, 'numbers 2026-W46')).toBe(false)

    expect(await hasReading(db, ctx.team, id, 'numbers 2026-W46')).toBe(true)
    expect(await listReadings(db, ctx.team, id)).toHaveLength(1)
  })
})

describe('decisions of a team', () => {
  it('are numbered without a gap or a repeat, however many are made at once', async () => {
    const numbers = await Promise.all(
      [1, 2, 3].map(async () => await transaction(ctx.db, async (tx) => await nextDecisionNumber(tx, ctx.team))),
    )
    expect(numbers.sort((a, b) => a - b)).toEqual([1, 2, 3])
  })

  it('that are proposed are settled by one second person', async () => {
    const { id } = await insertTest(ctx)
    const db = ctx.db.prisma
    await insertDecision(db, ctx.team, decisionOf('dec_1', id, 11))
    const word = { by: 'U0SAM', at: ctx.now }
    const won = await Promise.all([
      settleDecision(db, ctx.team, 'dec_1', { ...word, state: 'made' }),
      settleDecision(db, ctx.team, 'dec_1', { ...word, state: 'declined' }),
    ])
    expect(won.filter(Boolean)).toHaveLength(1)
    expect(await findDecision(db, ctx.team, 'dec_1')).toMatchObject({ secondBy: 'U0SAM', secondAt: ctx.now })
    expect(await listDecisions(db, ctx.team, { state: 'proposed' })).toEqual([])
  })

  it('about a test: the last one stands', async () => {
    const { id } = await insertTest(ctx)
    const db = ctx.db.prisma
    await insertDecision(db, ctx.team, decisionOf('dec_2', id, 12))
    await insertDecision(db, ctx.team, decisionOf('dec_3', id, 13))
    expect(await latestDecision(db, ctx.team, id)).toEqual(decisionOf('dec_3', id, 13))
    expect(await listDecisions(db, ctx.team, { experimentId: id })).toHaveLength(2)
  })
})

describe('the learning of a test', () => {
  it('is one, and can be written better', async () => {
    const { id } = await insertTest(ctx)
    const db = ctx.db.prisma
    const learning = { experimentId: id, sentence: 'Short forms win.', status: 'emerging' as const }
    const rest = { supports: [1], contradicts: [], writtenBy: 'U0SAM', writtenAt: ctx.now }
    await saveLearning(db, ctx.team, { ...learning, ...rest })
    await saveLearning(db, ctx.team, { ...learning, ...rest, sentence: 'Short forms win on phones.' })

    expect(await findLearning(db, ctx.team, id)).toMatchObject({
      sentence: 'Short forms win on phones.',
      supports: [1],
    })
    expect((await listLearnings(db, ctx.team)).filter(({ experimentId }) => experimentId === id)).toHaveLength(1)
  })
})
