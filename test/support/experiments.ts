import type { Agenda } from '../../src/domain/experiment/agenda.ts'
import type { Design, Experiment } from '../../src/domain/experiment/experiment.ts'
import type { ReadingResult } from '../../src/domain/experiment/reading.ts'
import { buildRule, type Verdict } from '../../src/domain/experiment/rule.ts'
import type { TeamContext } from '../../src/flows/context.ts'
import { indexExperiment } from '../../src/store/experiment/experiment-search.ts'
import { insertExperiment, nextExperimentNumber } from '../../src/store/experiment/experiments.ts'
import { type Tx, transaction } from '../../src/store/transaction.ts'

/** A test as a story needs it: what differs from the usual one, and what became of it. */
export type Told = Partial<Omit<Experiment, 'brief'>> & {
  brief?: Partial<Experiment['brief']>
  lift?: number
  verdict?: Verdict
  rationale?: string
  learning?: string
  status?: 'emerging' | 'supported'
}

/** How the tests of the stories are run: two arms on leads per click, three weeks. */
export const DESIGN: Design = {
  split: 'random',
  unit: 'user',
  arms: [
    { key: 'a', name: 'Control', share: 0.5, matches: null },
    { key: 'b', name: 'New', share: 0.5, matches: null },
  ],
  audiences: [],
  creatives: [],
  budget: null,
  metric: {
    measure: 'lead_rate',
    name: 'Leads per click',
    kind: 'proportion',
    better: 'higher',
    baseline: 0.042,
    spread: null,
  },
  expected: { low: 0.02, likely: 0.1, high: 0.2 },
  smallest: 0.1,
  guardrails: [],
  weeks: 3,
  maturityDays: 3,
  method: 'fixed',
  traffic: 40_000,
  perArm: 37_500,
}

export const RULE = buildRule({
  method: 'fixed',
  whenWorse: 'roll_back',
  whenBroken: 'roll_back',
  otherwise: 'extend',
  extendWeeks: 1,
})

/** Puts a test into a team's log without its life: what the log shows of it is what is tested. */
export async function tellTest(ctx: TeamContext, told: Told): Promise<Experiment> {
  const { db, team, now, newId } = ctx
  const { brief, lift: _, verdict, rationale: __, learning, status: ___, ...own } = told
  return await transaction(db, async (tx) => {
    const experiment = makeExperiment({
      id: newId('exp'),
      number: await nextExperimentNumber(tx, team),
      state: learning === undefined ? (verdict === undefined ? 'idea' : 'decided') : 'closed',
      channelId: team.channels[0]?.id ?? null,
      settledAt: verdict === undefined ? null : now,
      createdAt: now,
      updatedAt: now,
      ...own,
      brief: { ...EMPTY_BRIEF, ...brief },
    })
    await insertExperiment(tx, team, experiment)
    await tellEnd(tx, ctx, experiment.id, told)
    await indexExperiment(tx, team, experiment.id)
    return experiment
  })
}

/** A test that is only an idea; `changes` make it another one. */
export function makeExperiment(changes: Partial<Experiment> = {}): Experiment {
  const now = new Date('2026-11-18T12:00:00Z')
  return {
    id: 'exp_1',
    number: 1,
    title: 'A test',
    state: 'idea',
    ownerUserId: 'U0SAM',
    channelId: null,
    lever: 'landing_page',
    brief: EMPTY_BRIEF,
    design: null,
    rule: null,
    ruleHash: null,
    approval: null,
    extensions: 0,
    startsOn: null,
    endsOn: null,
    pausedAt: null,
    stoppedOn: null,
    nextAt: null,
    settledAt: null,
    createdAt: now,
    createdBy: 'U0SAM',
    updatedAt: now,
    version: 1,
    ...changes,
  }
}

/** The agenda of a team that tests nothing. */
export const NO_TESTS: Agenda = {
  since: '2026-11-16',
  due: [],
  running: [],
  ended: [],
  next: null,
  slots: { used: 0, of: 4 },
}

const EMPTY_BRIEF: Experiment['brief'] = {
  change: '',
  outcome: '',
  because: '',
  evidence: '',
  stage: null,
  tags: [],
  source: null,
  parent: null,
}

async function tellEnd(tx: Tx, ctx: TeamContext, experimentId: string, told: Told): Promise<void> {
  const { team, now, newId } = ctx
  const key = { workspaceId: team.workspaceId, teamId: team.id, experimentId }
  const { lift, verdict, rationale = '', learning, status = 'supported' } = told
  const readingId = lift === undefined ? null : newId('rea')
  if (readingId !== null && lift !== undefined) {
    const result = JSON.parse(JSON.stringify(readingOf(lift)))
    const taken = { source: 'typed', asOf: now, dataThrough: now, arms: [], rulesVersion: 1, takenBy: 'U0SAM' }
    await tx.reading.create({ data: { ...key, id: readingId, ...taken, result, dedupe: readingId } })
  }
  if (verdict !== undefined) {
    const { lastDecision } = await tx.team.update({
      where: { workspaceId_id: { workspaceId: team.workspaceId, id: team.id } },
      data: { lastDecision: { increment: 1 } },
    })
    const made = { state: 'made', recommendation: { kind: 'wait', why: 'no data' }, followed: true }
    const by = { madeBy: 'U0SAM', madeAt: now }
    const id = newId('dec')
    await tx.decision.create({
      data: { ...key, id, number: lastDecision, readingId, verdict, rationale, ...made, ...by },
    })
  }
  if (learning !== undefined) {
    const written = { supports: [], contradicts: [], writtenBy: 'U0SAM', writtenAt: now }
    await tx.learning.create({ data: { ...key, sentence: learning, status, ...written } })
  }
}

/** A reading at the planned end with this lift in its one treatment. */
function readingOf(lift: number): ReadingResult {
  return {
    split: { state: 'healthy', p: 0.5, units: [37_500, 37_600] },
    progress: { day: 21, days: 21, sample: 1, phase: 'end', verdictOn: '2026-11-20', stopped: false },
    arms: [
      {
        arm: 'b',
        name: 'New',
        control: 0.042,
        value: 0.042 * (1 + lift),
        effect: { lift, low: lift - 0.05, high: lift + 0.05, p: 0.004, adjustedP: 0.004 },
        z: null,
        chanceToWin: lift > 0 ? 0.99 : 0.01,
        lossOfChoosing: 0.001,
        lossOfKeeping: 0.05,
        guardrails: [],
        ruling: { verdict: lift > 0 ? 'ship' : 'roll_back', clause: 1, missing: [] },
      },
    ],
    recommendation: { kind: 'verdict', verdict: lift > 0 ? 'ship' : 'roll_back', arm: 'b', clause: 1 },
    directional: false,
    rule: { hash: 'a1b2c3d4e5f6', amendments: 0 },
  }
}
