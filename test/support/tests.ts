import type { Design, Experiment } from '../../src/domain/experiment/experiment.ts'
import { type ArmNumbers, type ReadingResult, RULES_VERSION } from '../../src/domain/experiment/reading.ts'
import { buildRule } from '../../src/domain/experiment/rule.ts'
import type { TeamContext } from '../../src/flows/context.ts'
import { announce } from '../../src/flows/delivery/announce.ts'
import { CARD } from '../../src/flows/experiment/change-experiment.ts'
import { indexExperiment } from '../../src/store/experiment/experiment-search.ts'
import { insertExperiment, nextExperimentNumber } from '../../src/store/experiment/experiments.ts'
import type { StoredReading } from '../../src/store/experiment/readings.ts'
import { transaction } from '../../src/store/transaction.ts'

/** The plan of the stories' test: a shorter form against the old one, judged by leads per click, for three weeks. */
export const DESIGN: Design = {
  split: 'random',
  unit: 'user',
  arms: [
    { key: 'a', name: 'Long form', share: 0.5, matches: null },
    { key: 'b', name: 'Short form', share: 0.5, matches: null },
  ],
  audiences: [],
  creatives: [],
  budget: null,
  metric: {
    measure: 'cvr',
    name: 'Conversions per click',
    kind: 'proportion',
    better: 'higher',
    baseline: 0.04,
    spread: null,
  },
  expected: null,
  smallest: 0.1,
  guardrails: [{ measure: 'sql_rate', name: 'SQL rate', kind: 'proportion', better: 'higher', margin: 0.05 }],
  weeks: 3,
  maturityDays: 0,
  method: 'fixed',
  traffic: 20_000,
  perArm: 30_000,
}

/** Adds a test that runs from 2 to 22 November, as if it had been planned and launched. */
export async function insertTest(
  ctx: TeamContext,
  changes: Partial<Experiment> = {},
  design: Partial<Design> = {},
): Promise<Experiment> {
  return await transaction(ctx.db, async (tx) => {
    const number = await nextExperimentNumber(tx, ctx.team)
    const experiment: Experiment = {
      id: ctx.newId('exp'),
      number,
      title: 'Shorter form on LP-demo',
      state: 'running',
      ownerUserId: 'U0PRIYA',
      channelId: ctx.team.channels[0]?.id ?? null,
      lever: 'landing_page',
      brief: {
        change: 'Two fields instead of six',
        outcome: 'more leads per click',
        because: 'people leave at the phone number',
        evidence: '',
        stage: 'lead',
        tags: [],
        source: null,
        parent: null,
      },
      design: { ...DESIGN, ...design },
      rule: buildRule({
        method: design.method ?? 'fixed',
        whenWorse: 'roll_back',
        whenBroken: 'roll_back',
        otherwise: 'inconclusive',
        extendWeeks: 1,
      }),
      ruleHash: '0123456789ab',
      approval: null,
      extensions: 0,
      startsOn: '2026-11-02',
      endsOn: '2026-11-22',
      pausedAt: null,
      stoppedOn: null,
      nextAt: null,
      settledAt: null,
      createdAt: ctx.now,
      createdBy: 'U0PRIYA',
      updatedAt: ctx.now,
      version: 1,
      ...changes,
    }
    await insertExperiment(tx, ctx.team, experiment)
    await indexExperiment(tx, ctx.team, experiment.id)
    await announce(tx, ctx, [{ kind: CARD, subject: experiment.id }])
    return experiment
  })
}

/** A reading of a test as it is kept, with nothing concluded from it. */
export function readingOf(ctx: TeamContext, experimentId: string, changes: Partial<StoredReading> = {}): StoredReading {
  const result: ReadingResult = {
    split: { state: 'not judged', why: 'no units' },
    progress: { day: 1, days: 21, sample: null, phase: 'early', verdictOn: '2026-11-23', stopped: false },
    arms: [],
    recommendation: { kind: 'wait', why: 'no data' },
    directional: false,
    rule: { hash: null, amendments: 0 },
  }
  return {
    id: ctx.newId('rdg'),
    experimentId,
    source: 'typed',
    asOf: ctx.now,
    dataThrough: '2026-11-15',
    arms: [],
    result,
    rulesVersion: RULES_VERSION,
    takenBy: 'U0MARA',
    ...changes,
  }
}

/** What both arms of the stories' test counted: clicks with conversions, and MQL with SQL. */
export function countedArms(
  long: { clicks: number; conversions: number; mqls?: number; sqls?: number },
  short: { clicks: number; conversions: number; mqls?: number; sqls?: number },
): ArmNumbers[] {
  return [long, short].map(({ clicks, conversions, mqls, sqls }, arm) => ({
    arm: arm === 0 ? 'a' : 'b',
    primary: { kind: 'proportion', units: clicks, events: conversions },
    guardrails: [mqls === undefined ? null : { kind: 'proportion', units: mqls, events: sqls ?? 0 }],
  }))
}

/** The short form wins at its end, and as many leads become SQL as before. */
export const WON = countedArms(
  { clicks: 30_000, conversions: 1_200, mqls: 8_000, sqls: 3_200 },
  { clicks: 30_050, conversions: 1_350, mqls: 8_100, sqls: 3_280 },
)
