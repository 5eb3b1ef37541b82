import type { Design, GuardrailMetric, Planned } from '../../../src/domain/experiment/experiment.ts'
import type { ArmNumbers, MetricSums, ReadingInput } from '../../../src/domain/experiment/reading.ts'
import { buildRule, type RuleChoices } from '../../../src/domain/experiment/rule.ts'

/** How long the window of `plannedTest` is, and when its rule may speak. */
export const WINDOW = { startsOn: '2026-11-02', endsOn: '2026-11-22', verdictOn: '2026-11-26' }

export const SQL_RATE: GuardrailMetric = {
  measure: 'sql_rate',
  name: 'SQL rate',
  kind: 'proportion',
  better: 'higher',
  margin: 0.05,
}

/** T-31, three weeks of a shorter form on a page. */
export function plannedTest(
  design: Partial<Design> = {},
  choices: Partial<RuleChoices> = {},
  rest: Partial<Omit<Planned, 'design' | 'rule'>> = {},
): Planned {
  const method = choices.method ?? design.method ?? 'fixed'
  return {
    id: 'exp_31',
    number: 31,
    title: 'Shorter form on LP-demo',
    state: 'running',
    ownerUserId: 'U0PRIYA',
    channelId: 'chn_search',
    lever: 'landing_page',
    brief: {
      change: 'Ask for three fields instead of seven',
      outcome: 'more leads per click',
      because: 'half of the visitors leave at the phone number',
      evidence: '',
      stage: 'lead',
      tags: [],
      source: null,
      parent: null,
    },
    ruleHash: 'c0ffee',
    approval: null,
    extensions: 0,
    startsOn: WINDOW.startsOn,
    endsOn: WINDOW.endsOn,
    pausedAt: null,
    stoppedOn: null,
    nextAt: null,
    settledAt: null,
    createdAt: new Date('2026-10-26T09:00:00Z'),
    createdBy: 'U0PRIYA',
    updatedAt: new Date('2026-10-26T09:00:00Z'),
    version: 1,
    ...rest,
    design: {
      split: 'random',
      unit: 'user',
      arms: [
        { key: 'A', name: 'Seven fields', share: 0.5, matches: null },
        { key: 'B', name: 'Three fields', share: 0.5, matches: null },
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
      expected: { low: 0.05, likely: 0.1, high: 0.15 },
      smallest: 0.1,
      guardrails: [SQL_RATE],
      weeks: 3,
      maturityDays: 3,
      method,
      traffic: 28_000,
      perArm: 40_000,
      ...design,
    },
    rule: buildRule({
      method,
      whenBroken: 'roll_back',
      whenWorse: 'roll_back',
      otherwise: 'extend',
      extendWeeks: 1,
      ...choices,
    }),
  }
}

/** `events` of `units`. */
export function share(units: number, events: number): MetricSums {
  return { kind: 'proportion', units, events }
}

/** Units that leave no doubt that a guardrail of shares holds. */
export const HELD = share(1_000_000, 400_000)

/** An arm with its guardrails, which hold unless said otherwise. */
export function arm(key: string, primary: MetricSums | null, guardrails: (MetricSums | null)[] = [HELD]): ArmNumbers {
  return { arm: key, primary, guardrails }
}

/** A reading at the planned end. */
export function atTheEnd(experiment: Planned, arms: ArmNumbers[]): ReadingInput {
  return { experiment, arms, source: 'typed', dataThrough: WINDOW.endsOn, today: WINDOW.verdictOn, amendments: [] }
}

/** A reading on a Monday two weeks in. */
export function underway(experiment: Planned, arms: ArmNumbers[]): ReadingInput {
  return { experiment, arms, source: 'typed', dataThrough: '2026-11-15', today: '2026-11-16', amendments: [] }
}
