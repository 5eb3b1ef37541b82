import type { Agenda, DueTest, RunningTest } from '../../domain/experiment/agenda.ts'
import { type Experiment, isPlanned } from '../../domain/experiment/experiment.ts'
import { HOLDING } from '../../domain/experiment/life.ts'
import { verdictLine } from '../../domain/experiment/reading-words.ts'
import type { ScoreSummary } from '../../domain/experiment/score.ts'
import { instantOf } from '../../domain/rhythm.ts'
import { countDays, daysOf, localDay } from '../../domain/week.ts'
import { latestAudit } from '../../store/audits.ts'
import { latestDecision } from '../../store/experiment/decisions.ts'
import { listExperiments } from '../../store/experiment/experiments.ts'
import { readTestSettings } from '../../store/experiment/test-settings.ts'
import type { TeamContext } from '../context.ts'
import { ratedBacklog } from './read-backlog.ts'
import { readDue } from './read-due.ts'

/** What the review of a week says of the tests, as they stand now. */
export async function readTestsAgenda(ctx: TeamContext, week: string): Promise<Agenda> {
  const { db, team } = ctx
  const since = daysOf(week).from
  const [live, settled, { entries, model }, settings] = await Promise.all([
    listExperiments(db.prisma, team, { states: ['decision_due', 'running', 'paused', 'maturing'] }),
    listExperiments(db.prisma, team, {
      states: ['decided', 'closed', 'invalid'],
      settledSince: instantOf(since, '00:00', team.zone),
    }),
    ratedBacklog(ctx, null),
    readTestSettings(db.prisma, team),
  ])
  const all = await Promise.all(live.map(async (experiment) => ({ experiment, ...(await readDue(ctx, experiment)) })))
  const running = all.filter(({ isDue }) => !isDue)
  const [best] = entries
  return {
    since,
    due: all.filter(({ isDue }) => isDue).map(dueTest),
    running: await Promise.all(running.map(async (test) => await runningTest(ctx, test, since))),
    ended: await Promise.all(settled.map((experiment) => endedTest(ctx, experiment))),
    next: best?.score ? { experiment: best.experiment, mean: sharedMean(best.score), model } : null,
    slots: { used: live.filter(({ state }) => HOLDING.includes(state)).length, of: settings.slots },
  }
}

/** The mean, where it is not one person's own score. */
function sharedMean({ mean, count }: ScoreSummary): number | null {
  return count > 1 ? mean : null
}

type Live = { experiment: Experiment } & Awaited<ReturnType<typeof readDue>>

function dueTest({ experiment, reading, proposal }: Live): DueTest {
  const says = reading && isPlanned(experiment) ? verdictLine(experiment, reading.result) : null
  return { experiment, says, proposed: proposal }
}

async function runningTest(ctx: TeamContext, { experiment, reading }: Live, since: string): Promise<RunningTest> {
  const { startsOn, endsOn } = experiment
  const days = startsOn !== null && endsOn !== null ? countDays(startsOn, endsOn) : 0
  const day = startsOn === null ? 0 : countDays(startsOn, localDay(ctx.now, ctx.team.zone))
  const sample = reading?.result.progress.sample ?? null
  const isNew = startsOn !== null && startsOn >= since
  const stopped = await stopOf(ctx, experiment)
  return { experiment, days, day: Math.max(1, Math.min(day, days)), sample, isNew, stopped }
}

async function stopOf({ db, team }: TeamContext, { id, state }: Experiment): Promise<RunningTest['stopped']> {
  if (state !== 'maturing') return null
  const last = await latestAudit(db.prisma, team, id, ['test stopped', 'test ended'])
  if (last?.action !== 'test stopped') return null
  const { why } = last.detail
  return { by: last.actor, why: typeof why === 'string' ? why : '' }
}

async function endedTest({ db, team }: TeamContext, experiment: Experiment): Promise<Agenda['ended'][number]> {
  const decision = await latestDecision(db.prisma, team, experiment.id)
  return { experiment, verdict: decision?.state === 'made' ? decision.verdict : null }
}
