import { linesOf } from '../../domain/control/control.ts'
import { calibrationInWords } from '../../domain/experiment/calibration-words.ts'
import { guardrailName } from '../../domain/guardrail/guardrail.ts'
import { behindAt, behindInWords, withoutBehind } from '../../domain/metric/crm-reach.ts'
import type { Sums } from '../../domain/metric/metric.ts'
import { type MonthReport, monthBehind, monthsThrough, planMonth, weeksOfTrend } from '../../domain/review/month.ts'
import { instantOf } from '../../domain/rhythm.ts'
import { countDays, dayInWords, daysOf, lastCompleteWeek, localDay, monthOf, shiftDay } from '../../domain/week.ts'
import { listExperiments } from '../../store/experiment/experiments.ts'
import { listLearnings } from '../../store/experiment/learnings.ts'
import { listPastTests } from '../../store/experiment/past-tests.ts'
import { readChannelSums, readWeeklySums } from '../../store/fact/weekly-sums.ts'
import { listGuardrails } from '../../store/guardrail/guardrails.ts'
import { listIncidentDecisions, listOpenIncidents, listResolvedIncidents } from '../../store/guardrail/incidents.ts'
import { hasSettled } from '../../store/review/occurrences.ts'
import { hasMonth } from '../../store/review/reviews.ts'
import type { TeamContext } from '../context.ts'
import { readControls } from '../control/read-controls.ts'
import { readCalibration } from '../experiment/read-calibration.ts'
import { readCrmBehind } from '../read-crm-behind.ts'

const MOST_TESTS = 500

/**
 * The strategic part of the review of a week: the month before, where this is the first review that opens after it; else null.
 * Where the first ones were skipped or missed, or their month could not be worked out, the next one tells it.
 */
export async function readMonth(ctx: TeamContext, week: string): Promise<MonthReport | null> {
  const { month, earlier } = monthBehind(ctx.team, week)
  return (await isTold(ctx, earlier)) ? null : await readMonthOf(ctx, month, week)
}

/** Whether an earlier review of the month has told of it. Before a team was made, nobody waited for its month. */
async function isTold({ db, team }: TeamContext, earlier: readonly string[]): Promise<boolean> {
  if (earlier.length === 0) return false
  if (await hasMonth(db.prisma, team, earlier)) return true
  return !(await hasSettled(db.prisma, team, earlier))
}

/** The last month that is over, as its review would tell it now. */
export async function readLastMonth(ctx: TeamContext): Promise<MonthReport> {
  const today = localDay(ctx.now, ctx.team.zone)
  const last = shiftDay(`${today.slice(0, 7)}-01`, -1).slice(0, 7)
  return await readMonthOf(ctx, last, lastCompleteWeek(ctx.now, ctx.team.zone))
}

async function readMonthOf(ctx: TeamContext, month: string, week: string): Promise<MonthReport> {
  const { db, team } = ctx
  const trend = weeksOfTrend(week)
  const behind = await readCrmBehind(ctx, trend.to)
  const known = <T extends { sums: Sums }>(all: readonly T[], end: string) =>
    all.map((each) => ({ ...each, sums: withoutBehind(each.sums, behindAt(behind, end)) }))
  const [months, weekly, beside] = await Promise.all([
    Promise.all(
      monthsThrough(month).map(async (each) => {
        const { from, to } = monthOf(each)
        return { month: each, channels: known(await readChannelSums(db, team, from, to), to) }
      }),
    ),
    readWeeklySums(db, team, trend.from, trend.to),
    readKnown(ctx, month),
  ])
  const ofWeeks = weekly.flatMap((each) => known([each], daysOf(each.week).to))
  const late = behindAt(behind, monthOf(month).to)
  const notes =
    late.length > 0 ? [{ title: 'Provisional', lines: [behindInWords(late)] }, ...beside.notes] : beside.notes
  return planMonth(team, months, { weeks: trend.weeks, weekly: ofWeeks }, { ...beside, notes })
}

async function readKnown(ctx: TeamContext, month: string) {
  const { db, team } = ctx
  const isIn = (at: Date | null) => at !== null && localDay(at, team.zone).startsWith(month)
  const states = ['decided', 'closed', 'invalid'] as const
  const [experiments, { tests }, learnings, calibration] = await Promise.all([
    listExperiments(db.prisma, team, { states }),
    listPastTests(db, team, { states }, { from: 0, limit: MOST_TESTS }),
    listLearnings(db.prisma, team),
    readCalibration(ctx),
  ])
  const verdicts = new Map(tests.map(({ id, verdict }) => [id, verdict]))
  const byId = new Map(experiments.map((experiment) => [experiment.id, experiment]))
  return {
    decided: experiments
      .filter(({ settledAt }) => isIn(settledAt))
      .map(({ id, number, title }) => ({ number, title, verdict: verdicts.get(id) ?? null })),
    learnings: learnings.flatMap(({ experimentId, sentence, status, writtenAt }) => {
      const test = byId.get(experimentId)
      return test && isIn(writtenAt) ? [{ number: test.number, lever: test.lever, sentence, status }] : []
    }),
    foresight: calibration.kind === 'too few' ? '' : calibrationInWords(calibration, '').all,
    notes: [
      { title: 'Guardrails that fired', lines: await readFired(ctx, month) },
      { title: 'Room, and where to expand', lines: await readRoom(ctx) },
    ].filter(({ lines }) => lines.length > 0),
  }
}

/** The breaches that began in a month, each with how long it lasted and what was decided about it; drills are none. */
async function readFired({ db, team }: TeamContext, month: string): Promise<string[]> {
  const { from, to } = monthOf(month)
  const since = instantOf(from, '00:00', team.zone)
  const all = [...(await listOpenIncidents(db.prisma, team)), ...(await listResolvedIncidents(db.prisma, team, since))]
  const fired = all.filter((incident) => !incident.isDrill && incident.since >= from && incident.since <= to)
  const guardrails = fired.length > 0 ? await listGuardrails(db.prisma, team) : []
  const decisions = await listIncidentDecisions(
    db.prisma,
    team,
    fired.map(({ id }) => id),
  )
  return fired.flatMap(({ id, guardrailId, since: began, resolvedOn }) => {
    const guardrail = guardrails.find((each) => each.id === guardrailId)
    if (!guardrail) return []
    const days = resolvedOn === null ? null : countDays(began, resolvedOn)
    const ended = days === null ? 'still open' : days === 1 ? '1 day' : `${days} days`
    const decided = decisions
      .filter(({ incidentId }) => incidentId === id)
      .map((each) => `D-${each.number} ${each.decision}`)
    return [[guardrailName(guardrail, team), `from ${dayInWords(began)}`, ended, ...decided].join(' · ')]
  })
}

/** What more money would bring in each channel, and whether a new one may begin. */
async function readRoom(ctx: TeamContext): Promise<string[]> {
  const { lines } = await readControls(ctx)
  return [...linesOf(lines, 'saturation'), ...linesOf(lines, 'expansion')]
    .filter(({ state }) => state !== 'unknown')
    .map(({ about, sentence }) => (about === '' ? sentence : `${about}: ${sentence}`))
}
