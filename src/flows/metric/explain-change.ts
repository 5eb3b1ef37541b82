import type { AnalysisWords } from '../../domain/analysis/analysis-words.ts'
import { cohortReader } from '../../domain/analysis/cohort.ts'
import { cohortFault, cohortPeriods, hasCohortBasis } from '../../domain/analysis/cohort-periods.ts'
import type { Basis } from '../../domain/analysis/cohort-words.ts'
import { costOfRate, EXPLAINED, type ExplainedCost, isExplained } from '../../domain/analysis/funnel.ts'
import { knownIn, type Periods } from '../../domain/analysis/period.ts'
import { whatChanged } from '../../domain/analysis/what-changed.ts'
import { METRIC_KEYS, metricOf } from '../../domain/metric/metric.ts'
import { type Period, periodBefore, periodOf } from '../../domain/period.ts'
import { primaryMetrics } from '../../domain/review/review.ts'
import type { Channel } from '../../domain/team.ts'
import { countDays, shiftDay } from '../../domain/week.ts'
import { Conflict, Invalid, NotFound } from '../../lib/errors.ts'
import { readLastDay, readSpanSums } from '../../store/fact/weekly-sums.ts'
import { readChannelDays } from '../../store/guardrail/tracked-days.ts'
import type { TeamContext } from '../context.ts'
import { readCreatives } from '../creative/show-creatives.ts'
import { readCrmBehind } from '../read-crm-behind.ts'
import { readFollowed } from '../read-followed.ts'
import { remembered } from '../remembered.ts'
import { readAsked, readChannel } from './read-asked.ts'

/** What is asked: why a cost of the team or of one channel changed in a period, with CPC whole or split into CPM and CTR, by the day of the result or of its lead. */
export type WhyQuestion = {
  metric: ExplainedCost
  channel: Channel | null
  period: Period
  split: boolean
  basis: Basis
}

/** The answer to "why did it change": the period against the one before. */
export type ExplainedAnswer = WhyQuestion & {
  before: Period
  /** Whether there are any numbers of the period, and of the one before. */
  known: { now: boolean; before: boolean }
  lastDay: string | null
  /** Whether the same can be asked by the day of the lead. */
  hasCohort: boolean
  changed: AnalysisWords
}

/** Prices are held against as many changes of their own; of long periods as many as three years hold. */
const REMEMBERED = 12
const REMEMBERED_DAYS = 1100

/** How people write what they ask about; the longest begins. */
const METRICS: readonly [said: string, metric: ExplainedCost][] = [
  ['cost per conversion', 'cost_per_conversion'],
  ['cost_per_conversion', 'cost_per_conversion'],
  ['cost per customer', 'cac'],
  ['cost per click', 'cpc'],
  ['cost per lead', 'cpl'],
  ['cost per opportunity', 'cost_per_opportunity'],
  ['cost_per_opportunity', 'cost_per_opportunity'],
  ['cost per sql', 'cost_per_sql'],
  ['cost_per_sql', 'cost_per_sql'],
  ['cac', 'cac'],
  ['cpl', 'cpl'],
  ['cpc', 'cpc'],
]
/** How people ask for CPM and CTR in the place of CPC. */
const SPLIT = /^(?:split|with cpm|cpm)(?: |$)/

/** Reads `[metric] [split] [channel] [period]` as people write it and answers why it changed; without a metric, the team's own cost. */
export async function explainChange(ctx: TeamContext, text: string): Promise<ExplainedAnswer> {
  return await explain(ctx, readQuestion(ctx, text))
}

/** How people ask for results by the day of their lead. */
const COHORT = /^(?:by )?(?:cohort|lead)(?: |$)/

/** Answers a question that a button carries: `metric|channel|from|to|split cohort`. */
export async function explainAgain(ctx: TeamContext, carried: string): Promise<ExplainedAnswer> {
  const [said = '', channelId = '', from = '', to = '', flags = ''] = carried.split('|')
  const metric = METRIC_KEYS.find((key) => key === said)
  const channel = ctx.team.channels.find(({ id }) => id === channelId) ?? null
  if (!metric || !isExplained(metric) || (channelId !== '' && !channel))
    throw new NotFound('The channel you asked about is gone. Ask again with `/beat why`.')
  return await explain(ctx, {
    metric,
    channel,
    period: periodOf(from, to),
    split: flags.includes('split'),
    basis: flags.includes('cohort') ? 'cohort' : 'event',
  })
}

/** A question as a button carries it. */
export function carried({ metric, channel, period, split, basis }: WhyQuestion): string {
  const flags = [split ? 'split' : '', basis === 'cohort' ? basis : ''].filter((flag) => flag !== '')
  return [metric, channel?.id ?? '', period.from, period.to, flags.join(' ')].join('|')
}

function readQuestion(ctx: TeamContext, text: string): WhyQuestion {
  const { metric, rest } = readMetric(ctx, text)
  refuseRate(ctx, text)
  const isFlag = (flag: RegExp, said: string) => flag.test(said) && !readChannel(ctx.team.channels, said).channel
  const isCohort = isFlag(COHORT, rest)
  const unbased = isCohort ? rest.replace(COHORT, '') : rest
  const split = isFlag(SPLIT, unbased)
  const labels = EXPLAINED.map((key) => metricOf(key).label).join(', ')
  const asked = readAsked(
    ctx,
    split ? unbased.replace(SPLIT, '') : unbased,
    ` Only a cost can be explained: ${labels}. With \`split\` after it, CPC becomes CPM and CTR; with \`cohort\`, results count by the day of their lead.`,
  )
  return { metric, split, basis: isCohort ? 'cohort' : 'event', ...asked }
}

/** Its buttons ask the same again, and so do others: an answer is kept as long as the numbers stay as they are. */
async function explain(ctx: TeamContext, question: WhyQuestion): Promise<ExplainedAnswer> {
  return await remembered(ctx, ['why', carried(question)], async () => await work(ctx, question))
}

async function work(ctx: TeamContext, question: WhyQuestion): Promise<ExplainedAnswer> {
  const { db, team } = ctx
  const { metric, channel, period, split, basis } = question
  const spans = spansUpTo(period)
  const [sums, days, lastDay, creatives, { cohorts, sureness }, behind] = await Promise.all([
    readSpanSums(db, team, {
      from: spans[0]?.from ?? period.from,
      to: period.to,
      length: countDays(period.from, period.to),
    }),
    readChannelDays(db, team, period.from, period.to),
    readLastDay(db, team),
    readCreatives(ctx, period.to, channel?.id ?? null),
    readFollowed(ctx, periodBefore(period).from),
    readCrmBehind(ctx, period.to),
  ])
  const events: Periods = spans.map(
    ({ from }) => new Map(sums.filter((each) => each.from === from).map((each) => [each.channelId, each.sums])),
  )
  const channelId = channel?.id ?? null
  const read = cohorts && cohortReader(cohorts, sureness)
  const fault = (of: Period) => cohortFault(metric, { ...of, channelId }, spans, read, sureness.mature)
  const wrong = basis === 'cohort' ? fault(period) : null
  if (wrong !== null) throw new Conflict(wrong)
  const ends = spans.map(({ to }) => to)
  const periods = basis === 'cohort' && read ? cohortPeriods(events, spans, read) : knownIn(events, ends, behind)
  const hasNumbers = (back: number) => {
    const those = events.at(-back)
    return those !== undefined && (channelId === null ? those.size > 0 : those.has(channelId))
  }
  return {
    ...question,
    before: periodBefore(period),
    known: { now: hasNumbers(1), before: hasNumbers(2) },
    lastDay,
    hasCohort: read !== null && hasCohortBasis(metric),
    changed: whatChanged(team, {
      metric,
      channelId,
      periods,
      behind: basis === 'cohort' ? [] : behind,
      basis,
      days,
      ads: creatives.readings,
      expanded: split,
      cohort: basis === 'event' && read ? read({ ...period, channelId }) : null,
    }),
  }
}

/** A rate is a step of a cost, and that cost says what the step did to it. */
function refuseRate({ team }: TeamContext, text: string): void {
  const said = text
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, ' ')
  if (readChannel(team.channels, said).channel) return
  const rates = METRIC_KEYS.flatMap((key) => {
    const cost = costOfRate(key)
    return cost === null
      ? []
      : [key.replaceAll('_', ' '), metricOf(key).label.toLowerCase()].map((name) => ({ key, name, cost }))
  })
  const rate = rates.find(({ name }) => said === name || said.startsWith(`${name} `))
  if (!rate) return
  const asked = `${metricOf(rate.cost).label.toLowerCase()}${rate.cost === 'cpc' ? ' split' : ''}`
  throw new Invalid(
    `${metricOf(rate.key).label} is a rate, and I explain costs. It is a step of ${metricOf(rate.cost).label}: \`/beat why ${asked}${said.slice(rate.name.length)}\` says what it did.`,
  )
}

/** A channel may be called like a metric: what begins with a channel's name asks about that channel. */
function readMetric({ team }: TeamContext, text: string): { metric: ExplainedCost; rest: string } {
  const said = text.trim().toLowerCase().replace(/\s+/g, ' ')
  const found = METRICS.find(([name]) => said === name || said.startsWith(`${name} `))
  if (!found || readChannel(team.channels, said).channel) return { metric: primaryMetrics(team).cost, rest: said }
  const [name, metric] = found
  return { metric, rest: said.slice(name.length).trim() }
}

/** The periods as long as one up to it, the earliest first. */
function spansUpTo({ from, to }: Period): { from: string; to: string }[] {
  const length = countDays(from, to)
  const count = Math.max(2, Math.min(REMEMBERED, Math.floor(REMEMBERED_DAYS / length)))
  return Array.from({ length: count }, (_, index) => {
    const back = -length * (count - 1 - index)
    return { from: shiftDay(from, back), to: shiftDay(to, back) }
  })
}
