import { CONTROLS, type Control, type ControlLine } from '../../domain/control/control.ts'
import { type ControlFacts, type ControlledChannel, judgeControls } from '../../domain/control/control-report.ts'
import { judgeSaturation, type Saturation } from '../../domain/control/saturation.ts'
import type { ExpansionFacts } from '../../domain/control/scaling.ts'
import { NO_ECONOMICS, unitEconomics } from '../../domain/metric/economics.ts'
import { addSums, metricOf, NO_SUMS, type Sums } from '../../domain/metric/metric.ts'
import { judge } from '../../domain/metric/noise.ts'
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
 * Reads every control of a team as it stands now, or some of them: what the others need is not read. `weeks` are
 * those that were read before, where many days are looked at.
 */
export async function readControls(
  ctx: TeamContext,
  only: readonly Control[] = CONTROLS,
  weeks?: WeeklySums,
): Promise<Controls> {
  const { db, team, now } = ctx
  const today = localDay(now, team.zone)
  const yesterday = shiftDay(today, -1)
  const reads = (...controls: Control[]) => controls.some((control) => only.includes(control))
  const since = new Date(now.getTime() - OVERLAP_DAYS * DAY_MS)
  const [tracking, weekly, known, targeting, overlaps, creatives, running] = await Promise.all([
    only.some((control) => control !== 'creatives') ? readTrackingFacts(ctx) : noTracking(today),
    reads('saturation', 'expansion') ? readCurveWeeks(ctx, weeks) : [],
    reads('links') ? readKnownUtm(db, team) : { sources: [], mediums: [], campaigns: [] },
    reads('overlap') ? readAdGroups(db, team, shiftDay(today, -GROUP_DAYS), yesterday) : [],
    reads('overlap') ? listOverlaps(db.prisma, team, since, now) : [],
    reads('creatives') ? readCreatives(ctx, yesterday) : { readings: [] },
    reads('expansion') ? listExperiments(db.prisma, team, { states: ['running'] }) : [],
  ])
  const channels = team.channels.map((channel) => channelOf(team, channel, { tracking, weekly, today }))
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
      paybackHolds: paybackHolds(team, weekly),
    },
  }
  return { lines: judgeControls(facts).filter(({ control }) => only.includes(control)), through: yesterday }
}

/** What the tracking of a team is judged by, where nobody asks for it. */
function noTracking(today: string): Awaited<ReturnType<typeof readTrackingFacts>> {
  const quality = { leads: 0, untagged: 0, twice: [], origins: [] }
  return { today, days: new Map(), campaigns: [], quality }
}

/** How results of each channel follow its spend, by the weeks that are complete. */
export async function readSaturations(ctx: TeamContext): Promise<Map<string, Saturation>> {
  const weekly = await readCurveWeeks(ctx)
  return new Map(ctx.team.channels.map(({ id }) => [id, saturationOf(ctx.team, id, weekly)]))
}

/** The weeks that the curves of some days up to one are made of. */
export async function readWeeksOfCurves({ db, team, now }: TeamContext, days: number): Promise<WeeklySums> {
  const last = lastCompleteWeek(now, team.zone)
  const first = weeksThrough(last, CURVE_WEEKS + Math.ceil(days / 7))[0] ?? last
  return await readWeeklySums(db, team, daysOf(first).from, daysOf(last).to)
}

async function readCurveWeeks({ db, team, now }: TeamContext, known?: WeeklySums): Promise<WeeklySums> {
  const weeks = weeksThrough(lastCompleteWeek(now, team.zone), CURVE_WEEKS)
  if (known) return known.filter(({ week }) => weeks.includes(week))
  const [first = '', last = ''] = [weeks[0], weeks.at(-1)]
  return await readWeeklySums(db, team, daysOf(first).from, daysOf(last).to)
}

function saturationOf(team: Team, channelId: string, weekly: WeeklySums): Saturation {
  const { results, cost } = primaryMetrics(team)
  const own = weekly.filter((each) => each.channelId === channelId).toSorted((a, b) => (a.week < b.week ? -1 : 1))
  const points = own.map(({ sums }) => ({ spend: sums.spend ?? 0, results: metricOf(results).of(sums) ?? 0 }))
  return judgeSaturation(points, targetFor(team, channelId, cost)?.high ?? null)
}

function targetFor(team: Team, channelId: string, metric: ReturnType<typeof primaryMetrics>['cost']) {
  return targetOf(team, channelId, metric) ?? targetOf(team, null, metric)
}

function channelOf(
  team: Team,
  { id, name }: Channel,
  { tracking, weekly, today }: { tracking: TrackingFacts; weekly: WeeklySums; today: string },
): ControlledChannel {
  const { cost } = primaryMetrics(team)
  const last = weekly.filter((each) => each.channelId === id).toSorted((a, b) => (a.week < b.week ? 1 : -1))[0]
  const sums: Sums = last?.sums ?? NO_SUMS
  const target = targetFor(team, id, cost)
  const days = tracking.days.get(id) ?? []
  const spent = (from: number, to: number) =>
    days
      .filter(({ day }) => day >= shiftDay(today, -from) && day < shiftDay(today, -to))
      .reduce<number | null>((sum, { spend }) => (spend === null ? sum : (sum ?? 0) + spend), null)
  return {
    id,
    name,
    tracking: judgeTracking(id, tracking),
    saturation: saturationOf(team, id, weekly),
    scaling: {
      spend: spent(SCALING_DAYS, 0),
      spendBefore: spent(2 * SCALING_DAYS, SCALING_DAYS),
      cost: metricOf(cost).of(sums),
      target: target?.high ?? null,
    },
    judgement: judge(cost, sums, null, target, []),
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
  const calls = channels.filter(({ scaling }) => scaling.cost !== null).map(({ judgement }) => judgement.call)
  return {
    trackingGreenWeeks: greenWeeks(tracking),
    costHolds: calls.length === 0 ? null : !calls.includes('above target'),
    coreSaturating: channels.some(({ saturation }) => ['saturating', 'saturated'].includes(saturation.state)),
    testShare: team.monthlyBudget ? spent / team.monthlyBudget : null,
    targetCpl: targetOf(team, null, 'cpl')?.high ?? null,
  }
}

/** Whether customers of the last four weeks pay for themselves in time; null where that cannot be told. */
function paybackHolds(team: Team, weekly: WeeklySums): boolean | null {
  const weeks = [...new Set(weekly.map(({ week }) => week))].sort().slice(-GREEN_WEEKS)
  const sums = addSums(weekly.filter(({ week }) => weeks.includes(week)).map((each) => each.sums))
  return unitEconomics(team.economics ?? NO_ECONOMICS, sums, 7 * GREEN_WEEKS).onTarget
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
