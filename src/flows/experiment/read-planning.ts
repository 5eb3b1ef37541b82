import type { Experiment, TestSettings } from '../../domain/experiment/experiment.ts'
import type { Envelope, Holder, Running } from '../../domain/experiment/launch.ts'
import { addSums, type Sums } from '../../domain/metric/metric.ts'
import { daysOf, lastCompleteWeek, weeksThrough } from '../../domain/week.ts'
import { readTestSettings } from '../../store/experiment/test-settings.ts'
import { listCampaignNames } from '../../store/fact/campaigns.ts'
import { readChannelSums } from '../../store/fact/weekly-sums.ts'
import type { TeamContext } from '../context.ts'
import { needExperiment } from './change-experiment.ts'
import { readHolders } from './read-holders.ts'
import { readEnvelope, readRunning } from './read-running.ts'

/** How many complete weeks a baseline is taken from. */
export const BASELINE_WEEKS = 4

/** What a test is planned on: the numbers of its channel over the last complete weeks, and what other tests hold. */
export type Planning = {
  experiment: Experiment
  /** Sums over the last four complete weeks. */
  sums: Sums
  settings: TestSettings
  /** What other tests hold. */
  holders: Holder[]
  running: Running[]
  envelope: Envelope | null
  /** The names of all campaigns. */
  campaigns: string[]
}

/** Reads what a test is planned on. */
export async function readPlanning(ctx: TeamContext, experimentId: string): Promise<Planning> {
  const { db, team, now } = ctx
  const experiment = await needExperiment(db.prisma, ctx, experimentId)
  const weeks = weeksThrough(lastCompleteWeek(now, team.zone), BASELINE_WEEKS)
  const [first = '', last = ''] = [weeks[0], weeks.at(-1)]
  const [channels, settings, holders, running, envelope, campaigns] = await Promise.all([
    readChannelSums(db, team, daysOf(first).from, daysOf(last).to),
    readTestSettings(db.prisma, team),
    readHolders(db.prisma, team, experimentId),
    readRunning(db.prisma, ctx, experimentId),
    readEnvelope(ctx),
    listCampaignNames(db.prisma, team),
  ])
  const own = channels.filter(({ channelId }) => experiment.channelId === null || channelId === experiment.channelId)
  return { experiment, sums: addSums(own.map(({ sums }) => sums)), settings, holders, running, envelope, campaigns }
}
