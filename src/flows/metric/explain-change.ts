import type { AnalysisWords } from '../../domain/analysis/analysis-words.ts'
import { cohortReader } from '../../domain/analysis/cohort.ts'
import { EXPLAINED, type ExplainedCost, isExplained } from '../../domain/analysis/funnel.ts'
import { knownIn, type Periods } from '../../domain/analysis/period.ts'
import { whatChanged } from '../../domain/analysis/what-changed.ts'
import { METRIC_KEYS, metricOf } from '../../domain/metric/metric.ts'
import { type Period, periodBefore, periodOf } from '../../domain/period.ts'
import { primaryMetrics } from '../../domain/review/review.ts'
import type { Channel } from '../../domain/team.ts'
import { countDays, shiftDay } from '../../domain/week.ts'
import { NotFound } from '../../lib/errors.ts'
import { readLastDay, readSpanSums } from '../../store/fact/weekly-sums.ts'
import { readChannelDays } from '../../store/guardrail/tracked-days.ts'
import type { TeamContext } from '../context.ts'
import { readCreatives } from '../creative/show-creatives.ts'
import { readCrmBehind } from '../read-crm-behind.ts'
import { readFollowed } from '../read-followed.ts'
import { remembered } from '../remembered.ts'
import { readAsked, readChannel } from './read-asked.ts'

/** What is asked: why a cost of the team or of one channel changed in a period, with CPC whole or split into CPM and CTR. */
export type WhyQuestion = { metric: ExplainedCost; channel: Channel | null; period: Period; split: boolean }

/** The answer to "why did it change": the period against the one before. */
export type ExplainedAnswer = WhyQuestion & {
  before: Period
  /** Whether there are any numbers of the period, and of the one before. */
  known: { now: boolean; before: boolean }
  lastDay: string | null
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

/** Answers a question that a button carries: `metric|channel|from|to|split`. */
export async function explainAgain(ctx: TeamContext, carried: string): Promise<ExplainedAnswer> {
  const [said = '', channelId = '', from = '', to = '', split = ''] = carried.split('|')
  const metric = METRIC_KEYS.find((key) => key === said)
  const channel = ctx.team.channels.find(({ id }) => id === channelId) ?? null
  if (!metric || !isExplained(metric) || (channelId !== '' && !channel))
    throw new NotFound('The channel you asked about is gone. Ask again with `/beat why`.')
  return await explain(ctx, { metric, channel, period: periodOf(from, to), split: split === 'split' })
}

/** A question as a button carries it. */
export function carried({ metric, channel, period, split }: WhyQuestion): string {
  return [metric, channel?.id ?? '', period.from, period.to, split ? 'split' : ''].join('|')
}

function readQuestion(ctx: TeamContext, text: string): WhyQuestion {
  const { metric, rest } = readMetric(ctx, text)
  const split = SPLIT.test(rest) && !readChannel(ctx.team.channels, rest).channel
  const labels = EXPLAINED.map((key) => metricOf(key).label).join(', ')
  const asked = readAsked(
    ctx,
    split ? rest.replace(SPLIT, '') : rest,
    ` Only a cost can be explained: ${labels}. With \`split\` after it, CPC becomes CPM and CTR.`,
  )
  return { metric, split, ...asked }
}

/** Its buttons ask the same again, and so do others: an answer is kept as long as the numbers stay as they are. */
async function explain(ctx: TeamContext, question: WhyQuestion): Promise<ExplainedAnswer> {
  return await remembered(ctx, ['why', carried(question)], async () => await work(ctx, question))
}

async function work(ctx: TeamContext, question: WhyQuestion): Promise<ExplainedAnswer> {
  const { db, team } = ctx
  const { metric, channel, period, split } = question
  const spans = spansUpTo(period)
  const [sums, days, lastDay, creatives, { cohorts, sureness }, behind] = await Promise.all([
    readSpanSums(db, team, { from: spans[0] ?? period.from, to: period.to, length: countDays(period.from, period.to) }),
    readChannelDays(db, team, period.from, period.to),
    readLastDay(db, team),
    readCreatives(ctx, period.to, channel?.id ?? null),
    readFollowed(ctx, period.from),
    readCrmBehind(ctx, period.to),
  ])
  const periods: Periods = spans.map(
    (from) => new Map(sums.filter((each) => each.from === from).map((each) => [each.channelId, each.sums])),
  )
  const channelId = channel?.id ?? null
  const cohort = cohorts && cohortReader(cohorts, sureness)({ ...period, channelId })
  const hasNumbers = (back: number) => {
    const those = periods.at(-back)
    return those !== undefined && (channelId === null ? those.size > 0 : those.has(channelId))
  }
  return {
    ...question,
    before: periodBefore(period),
    known: { now: hasNumbers(1), before: hasNumbers(2) },
    lastDay,
    changed: whatChanged(team, {
      metric,
      channelId,
      periods: knownIn(
        periods,
        spans.map((from) => shiftDay(from, countDays(period.from, period.to) - 1)),
        behind,
      ),
      behind,
      days,
      ads: creatives.readings,
      expanded: split,
      cohort,
    }),
  }
}

/** A channel may be called like a metric: what begins with a channel's name asks about that channel. */
function readMetric({ team }: TeamContext, text: string): { metric: ExplainedCost; rest: string } {
  const said = text.trim().toLowerCase().replace(/\s+/g, ' ')
  const found = METRICS.find(([name]) => said === name || said.startsWith(`${name} `))
  if (!found || readChannel(team.channels, said).channel) return { metric: primaryMetrics(team).cost, rest: said }
  const [name, metric] = found
  return { metric, rest: said.slice(name.length).trim() }
}

/** The first days of the periods as long as one, the earliest first. */
function spansUpTo({ from, to }: Period): string[] {
  const length = countDays(from, to)
  const count = Math.max(2, Math.min(REMEMBERED, Math.floor(REMEMBERED_DAYS / length)))
  return Array.from({ length: count }, (_, index) => shiftDay(from, -length * (count - 1 - index)))
}
