import { cohortReader } from '../../domain/analysis/cohort.ts'
import { CONTROLS, type Control, type ControlLine } from '../../domain/control/control.ts'
import { type ControlFacts, type ControlledChannel, judgeControls } from '../../domain/control/control-report.ts'
import { type Landed, maturedWeeks } from '../../domain/control/matured.ts'
import { judgeSaturation, type Saturation } from '../../domain/control/saturation.ts'
import { type ExpansionFacts, judgeCost } from '../../domain/control/scaling.ts'
import { NO_ECONOMICS, unitEconomics } from '../../domain/metric/economics.ts'
import { type Amount, addSums, metricOf, NO_SUMS } from '../../domain/metric/metric.ts'
import { primaryMetrics, targetOf, type WeeklySums } from '../../domain/review/review.ts'
import type { Channel, Team } from '../../domain/team.ts'
import { checkConversions } from '../../domain/tracking/conversion-qa.ts'
import { judgeTracking, type TrackingFacts } from '../../domain/tracking/tracking-report.ts'
import { daysOf, lastCompleteWeek, localDay, shiftDay, weeksThrough } from '../../domain/week.ts'
import { listExperiments } from '../../store/experiment/experiments.ts'
import { readWeeklySums } from '../../store/fact/weekly-sums.ts'
import { listOverlaps } from '../../store/guardrail/overlaps.ts'
import { readAdGroups, readKnownUtm } from '../../store/guardrail/qa-facts.ts'
import type { TeamContext } from '../context.ts'
import { readCreatives } from '../creative/show-creatives.ts'
import { readCrmBehind } from '../read-crm-behind.ts'
import { readFollowed } from '../read-followed.ts'
import { readTrackingFacts } from './read-tracking.ts'

/** Every control of a team, and through which day its numbers go. */
export type Controls = { lines: ControlLine[]; through: string }

const CURVE_WEEKS = 26
const GROUP_DAYS = 14
const SCALING_DAYS = 5
const GREEN_WEEKS = 4
const DAY_MS = 86_400_000
const OVERLAP_DAYS = 180
const OVERLAP_OLD_DAYS = 45

/** What one result of the team is called. */
const ONE_OF: Readonly<Record<string, string>> = {
  customers: 'customer',
  sqls: 'SQL',
  leads: 'lead',
  conversions: 'conversion',
}

/**
 * Reads every control of a team as it stands now, or some of them: what the others need is not read. `curves` are
 * what was read of them before, where many days are looked at.
 */
export async function readControls(
  ctx: TeamContext,
  only: readonly Control[] = CONTROLS,
  curves?: CurveNumbers,
): Promise<Controls> {
  const { db, team, now } = ctx
  const today = localDay(now, team.zone)
  const yesterday = shiftDay(today, -1)
  const reads = (...controls: Control[]) => controls.some((control) => only.includes(control))
  const since = new Date(now.getTime() - OVERLAP_DAYS * DAY_MS)
  const [tracking, matured, known, targeting, overlaps, creatives, running] = await Promise.all([
    only.some((control) => control !== 'creatives') ? readTrackingFacts(ctx) : noTracking(today),
    reads('saturation', 'expansion') ? readMatured(ctx, curves) : () => [],
    reads('links') ? readKnownUtm(db, team) : { sources: [], mediums: [], campaigns: [] },
    reads('overlap') ? readAdGroups(db, team, shiftDay(today, -GROUP_DAYS), yesterday) : [],
    reads('overlap') ? listOverlaps(db.prisma, team, since, now) : [],
    reads('creatives') ? readCreatives(ctx, yesterday) : { readings: [] },
    reads('expansion') ? listExperiments(db.prisma, team, { states: ['running'] }) : [],
  ])
  const channels = team.channels.map((channel) => channelOf(team, channel, { tracking, matured, today }))
  const facts: ControlFacts = {
    currency: team.currency,
    result: ONE_OF[primaryMetrics(team).results] ?? 'result',
    channels,
    quality: tracking.quality,
    origins: tracking.quality.origins,
    known,
    claims: { platforms: claimsOf(tracking.campaigns), leads: tracking.quality.leads },
    targeting,
    measured: overlaps.map(({ measure, measuredAt }) => ({
      measure,
      day: localDay(measuredAt, team.zone),
      isOld: now.getTime() - measuredAt.getTime() > OVERLAP_OLD_DAYS * DAY_MS,
    })),
    ads: creatives.readings.map((ad) => ({
      ...ad,
      channelName: team.channels.find(({ id }) => id === ad.channelId)?.name ?? '',
    })),
    expansion: {
      ...expansionOf(team, channels, tracking, budgetsOf(running)),
      paybackHolds: paybackHolds(team, matured),
    },
  }
  return { lines: judgeControls(facts).filter(({ control }) => only.includes(control)), through: yesterday }
}

/** What the tracking of a team is judged by, where nobody asks for it. */
function noTracking(today: string): Awaited<ReturnType<typeof readTrackingFacts>> {
  const quality = { leads: 0, untagged: 0, twice: [], origins: [] }
  return { today, days: new Map(), campaigns: [], quality }
}

/** How results of each channel follow its spend, by the weeks whose results have come. */
export async function readSaturations(ctx: TeamContext): Promise<Map<string, Saturation>> {
  const matured = await readMatured(ctx)
  return new Map(ctx.team.channels.map(({ id }) => [id, saturationOf(ctx.team, id, matured)]))
}

/** Reads the weeks of a team that its CRM has brought and whose results have come: of one channel or of all (null). */
async function readMatured(ctx: TeamContext, known?: CurveNumbers) {
  const { weekly, landed } = known ?? (await readCurveNumbers(ctx, 0))
  const weeks = weeksThrough(lastCompleteWeek(ctx.now, ctx.team.zone), CURVE_WEEKS)
  const own = weekly.filter(({ week }) => weeks.includes(week))
  return (amount: Amount, channelId: string | null) => maturedWeeks(own, amount, channelId, landed)
}

/** What curves are made of: the weeks that are complete, and what tells which of them have landed. */
export type CurveNumbers = { weekly: WeeklySums; landed: Landed }

/** Reads what the curves of so many days up to now are made of. */
export async function readCurveNumbers(ctx: TeamContext, days: number): Promise<CurveNumbers> {
  const { db, team, now } = ctx
  const last = lastCompleteWeek(now, team.zone)
  const first = weeksThrough(last, CURVE_WEEKS + Math.ceil(days / 7))[0] ?? last
  const [from, to] = [daysOf(first).from, daysOf(last).to]
  const [weekly, behind, { cohorts, sureness }] = await Promise.all([
    readWeeklySums(db, team, from, to),
    readCrmBehind(ctx, to),
    readFollowed(ctx, from),
  ])
  return { weekly, landed: { behind, read: cohorts && cohortReader(cohorts, sureness) } }
}

type Matured = Awaited<ReturnType<typeof readMatured>>

function saturationOf(team: Team, channelId: string, matured: Matured): Saturation {
  const { results, cost } = primaryMetrics(team)
  const points = matured(metricOf(results).part, channelId).map(({ spend, expected }) => ({ spend, results: expected }))
  return judgeSaturation(points, targetFor(team, channelId, cost)?.high ?? null)
}

function targetFor(team: Team, channelId: string, metric: ReturnType<typeof primaryMetrics>['cost']) {
  return targetOf(team, channelId, metric) ?? targetOf(team, null, metric)
}

function channelOf(
  team: Team,
  { id, name }: Channel,
  { tracking, matured, today }: { tracking: TrackingFacts; matured: Matured; today: string },
): ControlledChannel {
  const { cost, results } = primaryMetrics(team)
  const amount = metricOf(results).part
  const days = tracking.days.get(id) ?? []
  const spent = (from: number, to: number) =>
    days
      .filter(({ day }) => day >= shiftDay(today, -from) && day < shiftDay(today, -to))
      .reduce<number | null>((sum, { spend }) => (spend === null ? sum : (sum ?? 0) + spend), null)
  return {
    id,
    name,
    tracking: judgeTracking(id, tracking),
    saturation: saturationOf(team, id, matured),
    scaling: {
      spend: spent(SCALING_DAYS, 0),
      spendBefore: spent(2 * SCALING_DAYS, SCALING_DAYS),
      ...judgeCost(cost, amount, matured(amount, id).at(-1), targetFor(team, id, cost)),
    },
  }
}

function claimsOf(campaigns: readonly { platform: string; conversions: number }[]) {
  const platforms = [...new Set(campaigns.map(({ platform }) => platform))]
  return platforms.map((platform) => ({
    platform,
    conversions: campaigns
      .filter((each) => each.platform === platform)
      .reduce((sum, each) => sum + each.conversions, 0),
  }))
}

function budgetsOf(running: readonly { design: { budget: number | null } | null }[]): number[] {
  return running.map(({ design }) => design?.budget ?? 0)
}

function expansionOf(
  team: Team,
  channels: readonly ControlledChannel[],
  tracking: TrackingFacts,
  budgets: readonly number[],
): Omit<ExpansionFacts, 'paybackHolds'> {
  const spent = budgets.reduce((sum, budget) => sum + budget, 0)
  const calls = channels.filter(({ scaling }) => scaling.spend).map(({ scaling }) => scaling.judgement.call)
  return {
    trackingGreenWeeks: greenWeeks(tracking),
    costHolds: costHolds(calls),
    coreSaturating: channels.some(({ saturation }) => ['saturating', 'saturated'].includes(saturation.state)),
    testShare: team.monthlyBudget ? spent / team.monthlyBudget : null,
    targetCpl: targetOf(team, null, 'cpl')?.high ?? null,
  }
}

/** Whether every channel that spends keeps its target; null where none of them surely fails it and one is no call yet. */
function costHolds(calls: readonly string[]): boolean | null {
  if (calls.includes('above target')) return false
  const isKept = calls.every((call) => call === 'on target' || call === 'below target')
  return calls.length > 0 && isKept ? true : null
}

/** Whether customers of the last four weeks whose results have come pay for themselves in time; null where that cannot be told. */
function paybackHolds(team: Team, matured: Matured): boolean | null {
  const weeks = matured('won', null).slice(-GREEN_WEEKS)
  const sums = addSums(weeks.map(({ spend, expected }) => ({ ...NO_SUMS, spend, won: expected })))
  return unitEconomics(team.economics ?? NO_ECONOMICS, sums, 7 * weeks.length).onTarget
}

/** For how many weeks in a row, the last one first, no channel had an error in its conversions. */
function greenWeeks({ days, today }: TrackingFacts): number {
  const isGreen = (back: number) =>
    [...days.values()].every((all) =>
      checkConversions(all.filter(({ day }) => day < shiftDay(today, -7 * back))).every(
        ({ level }) => level !== 'error',
      ),
    )
  let weeks = 0
  while (weeks < GREEN_WEEKS && isGreen(weeks)) weeks++
  return weeks
}
