import { type Experiment, isPlanned } from '../../domain/experiment/experiment.ts'
import { type Check, judgeLaunch, type LaunchSituation, lettersOf } from '../../domain/experiment/launch.ts'
import type { PastTest } from '../../domain/experiment/past-test.ts'
import { trackingOf } from '../../domain/experiment/tracking.ts'
import { localDay, shiftDay } from '../../domain/week.ts'
import { readNamesWith } from '../../store/experiment/arm-sums.ts'
import { readTestSettings } from '../../store/experiment/test-settings.ts'
import type { Tx } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { readTracking } from '../control/read-tracking.ts'
import { needExperiment } from './change-experiment.ts'
import { findSimilar } from './find-similar.ts'
import { readHolders } from './read-holders.ts'
import { readEnvelope, readRunning } from './read-running.ts'

const MOST_SIMILAR = 3
/** A campaign that has spent nothing for four weeks does not run. */
const DAYS_OF_NAMES = 28

/** What a launch depends on beside what other tests hold: it does not change within a transaction. */
export type Surroundings = Pick<LaunchSituation, 'tracking' | 'names' | 'envelope'> & { similar: PastTest[] }

/** Everything that somebody who launches a test is shown. */
export type Launch = {
  experiment: Experiment
  checks: Check[]
  similar: PastTest[]
  freeOn: string | null
  today: string
}

/** Reads how the tracking of a test's channel is, which tests were like it, what its arms are read from and what is left of the month. */
export async function readSurroundings(ctx: TeamContext, experiment: Experiment): Promise<Surroundings> {
  const { brief, lever, channelId, id } = experiment
  const text = [brief.change, brief.outcome, brief.because].join('\n')
  const similar = await findSimilar(ctx, { text, lever, channelId, excluding: id }, MOST_SIMILAR)
  const names = await readNamesOf(ctx, lettersOf(experiment))
  return {
    tracking: trackingOf(await readTracking(ctx, channelId)),
    similar,
    names,
    envelope: await readEnvelope(ctx),
  }
}

/** The campaigns, ad sets and ads of late that have one of some letters in their names. */
export async function readNamesOf({ db, team, now }: TeamContext, letters: readonly string[]): Promise<string[]> {
  const today = localDay(now, team.zone)
  return await readNamesWith(db, team, letters, shiftDay(today, -DAYS_OF_NAMES), today)
}

/** Judges whether a test may start now. `seen` are the similar tests that whoever launches it was shown. */
export async function checkLaunch(
  tx: Tx,
  ctx: TeamContext,
  experiment: Experiment,
  { tracking, similar, names, envelope }: Surroundings,
  seen: readonly number[],
): Promise<Check[]> {
  const { team } = ctx
  return judgeLaunch({
    experiment,
    settings: await readTestSettings(tx, team),
    holders: await readHolders(tx, team, experiment.id),
    running: await readRunning(tx, ctx, experiment.id),
    names,
    envelope,
    tracking,
    similar,
    similarShown: similar.every(({ number }) => seen.includes(number)),
    monthlyBudget: team.monthlyBudget,
    currency: team.currency,
    leadUserId: team.leadUserId,
  })
}

/** Reads the launch of a test as its form shows it: similar tests stand beside the checks, so they count as seen. */
export async function readLaunch(ctx: TeamContext, experimentId: string): Promise<Launch> {
  const { db, team } = ctx
  const experiment = await needExperiment(db.prisma, ctx, experimentId)
  const surroundings = await readSurroundings(ctx, experiment)
  const { similar } = surroundings
  const seen = similar.map(({ number }) => number)
  const checks = await checkLaunch(db.prisma, ctx, experiment, surroundings, seen)
  const today = localDay(ctx.now, team.zone)
  return {
    experiment,
    checks,
    similar,
    today,
    freeOn: isPlanned(experiment) ? await dayFree(ctx, experiment, checks) : null,
  }
}

/** The day after the last of the tests that are in the way; null where nothing is, or nobody can say. */
async function dayFree(
  { db, team }: TeamContext,
  experiment: Experiment,
  checks: readonly Check[],
): Promise<string | null> {
  const inTheWay = checks.flatMap(({ state, holder }) => (state === 'blocked' && holder !== undefined ? [holder] : []))
  if (inTheWay.length === 0) return null
  const holders = await readHolders(db.prisma, team, experiment.id)
  const days = inTheWay.map((number) => holders.find((holder) => holder.number === number)?.until ?? null)
  const last = days.reduce<string | null>(
    (latest, day) => (day !== null && (latest === null || day > latest) ? day : latest),
    null,
  )
  return last === null ? null : shiftDay(last, 1)
}
