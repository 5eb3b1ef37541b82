import type { Design, Experiment, TestMetric } from '../domain/experiment/experiment.ts'
import { type MeasureKey, measureOf } from '../domain/experiment/measure.ts'
import type { ArmNumbers, MetricSums } from '../domain/experiment/reading.ts'
import type { RuleChoices } from '../domain/experiment/rule.ts'
import { instantOf } from '../domain/rhythm.ts'
import { localDay, shiftDay } from '../domain/week.ts'
import type { TeamContext } from '../flows/context.ts'
import { advanceExperiments } from '../flows/experiment/advance-experiments.ts'
import { decideExperiment } from '../flows/experiment/decide-experiment.ts'
import { launchExperiment } from '../flows/experiment/launch-experiment.ts'
import { logExperiment } from '../flows/experiment/log-experiment.ts'
import { planExperiment } from '../flows/experiment/plan-experiment.ts'
import { readExperiment } from '../flows/experiment/read-experiment.ts'
import { readLaunch } from '../flows/experiment/read-launch.ts'
import { readDueTests } from '../flows/experiment/read-numbers.ts'
import { recordReading } from '../flows/experiment/record-reading.ts'
import { scoreExperiment } from '../flows/experiment/score-experiment.ts'
import { settleProposal } from '../flows/experiment/second-decision.ts'
import { writeLearning } from '../flows/experiment/write-learning.ts'
import type { DemoPlan, DemoReading, DemoTest } from './tests.ts'
import { openTests } from './tests-open.ts'
import { pastTests } from './tests-past.ts'

/** One thing that happened, so many days ago at an hour of the team's zone. */
type Step = { daysAgo: number; time: string; run: (at: (userId: string) => TeamContext) => Promise<unknown> }

const RULE: RuleChoices = {
  method: 'fixed',
  whenWorse: 'roll_back',
  whenBroken: 'roll_back',
  otherwise: 'extend',
  extendWeeks: 1,
}

/** Lets the demo team live through half a year of tests: every step by its flow, on its day, in the order of the days. */
export async function seedTests(ctx: TeamContext): Promise<void> {
  const tests = [...pastTests, ...openTests].sort((a, b) => b.logged - a.logged)
  const steps = tests.flatMap((test) => stepsOf(ctx, test))
  steps.sort((a, b) => b.daysAgo - a.daysAgo || a.time.localeCompare(b.time))
  const { zone } = ctx.team
  const today = localDay(ctx.now, zone)
  let reached = Number.POSITIVE_INFINITY
  for (const { daysAgo, time, run } of steps) {
    const now = daysAgo > 0 ? instantOf(shiftDay(today, -daysAgo), time, zone) : ctx.now
    // A test moves on by itself once a day.
    if (daysAgo < reached) await advanceExperiments({ ...ctx, now, actor: { kind: 'schedule' } })
    reached = daysAgo
    await run((userId) => ({ ...ctx, now, actor: { kind: 'person', userId } }))
  }
  await advanceExperiments({ ...ctx, actor: { kind: 'schedule' } })
  await readDueTests({ ...ctx, actor: { kind: 'schedule' } })
}

function stepsOf({ newId, team }: TeamContext, test: DemoTest): Step[] {
  const id = newId('exp')
  const { owner, plan, decided, learning, readings = [] } = test
  const channelId = team.channels.find(({ key }) => key === test.channelKey)?.id ?? null
  const idea = { ...test, channelId, source: null, parent: null }
  const steps: Step[] = [
    {
      daysAgo: test.logged,
      time: '09:00',
      run: (at) => logExperiment(at(owner), { id, draft: '', version: null }, idea),
    },
    ...Object.entries(test.scores).map(([userId, [impact, confidence, ease]]) => ({
      daysAgo: test.logged - 1,
      time: '10:00',
      run: (at: (by: string) => TeamContext) => scoreExperiment(at(userId), id, 'ice', { impact, confidence, ease }),
    })),
  ]
  if (!plan) return steps
  const { launched } = plan
  steps.push({
    daysAgo: plan.waits ? launched : launched + 3,
    time: '11:00',
    run: async (at) => await planned(at(owner), id, plan),
  })
  if (plan.waits !== 'ready') {
    steps.push({
      daysAgo: launched,
      time: '12:00',
      run: async (at) => await launch(at(owner), id, plan),
    })
  }
  for (const reading of readings) {
    steps.push({
      daysAgo: launched - reading.day,
      time: '13:00',
      run: async (at) => await read(at(owner), id, reading),
    })
  }
  if (decided) steps.push({ daysAgo: decided.daysAgo, time: '14:00', run: async (at) => await decide(at, id, test) })
  if (learning) {
    const written = { ...learning, supports: [], contradicts: [] }
    steps.push({
      daysAgo: (decided?.daysAgo ?? 0) - 1,
      time: '15:00',
      run: (at) => writeLearning(at(owner), id, written),
    })
  }
  return steps
}

async function planned(ctx: TeamContext, id: string, plan: DemoPlan): Promise<Experiment> {
  const { version } = (await readExperiment(ctx, id)).experiment
  return await planExperiment(
    ctx,
    { experimentId: id, version },
    { design: designOf(plan), choices: { ...RULE, otherwise: plan.otherwise ?? RULE.otherwise } },
  )
}

async function launch(ctx: TeamContext, id: string, plan: DemoPlan): Promise<void> {
  const { experiment, similar } = await readLaunch(ctx, id)
  const day = plan.waits === 'scheduled' ? shiftDay(localDay(ctx.now, ctx.team.zone), plan.launched + 4) : null
  const seen = similar.map(({ number }) => number)
  await launchExperiment(ctx, { experimentId: id, version: experiment.version, day, vouched: ['tracking'], seen })
}

async function read(ctx: TeamContext, id: string, reading: DemoReading): Promise<void> {
  const { units, rate, lift, guard } = reading
  const [control, treatment] = units
  const share = (of: number, what: number): MetricSums => ({
    kind: 'proportion',
    units: of,
    events: Math.round(of * what),
  })
  const more = treatment / control
  const arms: ArmNumbers[] = [
    { arm: 'a', primary: share(control, rate), guardrails: [share(guard.of, guard.rate)] },
    {
      arm: 'b',
      primary: share(treatment, rate * (1 + lift)),
      guardrails: [share(Math.round(guard.of * more * (1 + lift)), guard.rate * (1 + guard.lift))],
    },
  ]
  const through = shiftDay(localDay(ctx.now, ctx.team.zone), -1)
  await recordReading(ctx, id, { source: 'typed', dataThrough: through, arms })
}

/** The last reading is taken again on the day of the decision, when the last conversions have landed. */
async function decide(at: (userId: string) => TeamContext, id: string, test: DemoTest): Promise<void> {
  const { owner, decided, readings = [] } = test
  const last = readings.at(-1)
  if (!decided || !last) return
  await read(at(owner), id, last)
  const { reading } = await readExperiment(at(owner), id)
  const { verdict, rationale, secondBy } = decided
  const arm = verdict === 'ship' ? 'b' : null
  const made = await decideExperiment(at(owner), id, { readingId: reading?.id ?? null, verdict, arm, rationale })
  if (secondBy) await settleProposal(at(secondBy), made.id, 'agree')
}

function designOf(plan: DemoPlan): Omit<Design, 'perArm'> {
  const { baseline, smallest, expected, weeks, maturityDays, traffic, guardrail, arms, budget = null } = plan
  const [control, treatment] = arms
  return {
    split: 'random',
    unit: 'user',
    arms: [
      { key: 'a', share: 0.5, ...control },
      { key: 'b', share: 0.5, ...treatment },
    ],
    audiences: plan.audiences ?? [],
    creatives: plan.creatives ?? [],
    budget,
    metric: { ...metricOf(plan.measure), baseline, spread: null },
    expected: { low: expected / 2, likely: expected, high: expected * 1.5 },
    smallest,
    guardrails: [{ ...metricOf(guardrail.measure), margin: guardrail.margin }],
    weeks,
    maturityDays,
    method: 'fixed',
    traffic,
  }
}

function metricOf(key: MeasureKey): TestMetric {
  const measure = measureOf(key)
  if (!measure) throw new Error(`there is no measure ${key}`)
  const { name, kind, better } = measure
  return { measure: key, name, kind, better }
}
