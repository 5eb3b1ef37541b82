import { formatMetric, formatPercent } from '../../lib/format.ts'
import { capital } from '../../lib/text.ts'
import { countInWords } from '../analysis/driver-words.ts'
import { leverInWords, verdictInWords } from '../experiment/test-words.ts'
import { type Band, changeOf, metricOf } from '../metric/metric.ts'
import type { MonthNumbers, MonthReport } from './month.ts'
import { costNotes, rangeOnly } from './review-words.ts'

const MONTH = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' })
const SHORT = new Intl.DateTimeFormat('en', { month: 'short', timeZone: 'UTC' })

/** A month as people say it: `October 2026`. */
export function monthInWords(month: string): string {
  return MONTH.format(Date.parse(`${month}-01`))
}

/** What the month cost and brought against its envelope: number first. */
export function envelopeInWords(report: MonthReport): string {
  const now = report.months.at(-1)
  const before = report.months.at(-2)
  if (!now || now.spend === null) return 'There are no numbers of this month.'
  const { currency, budget } = report
  const of = budget ? ` of ${money(budget, currency)} (${formatPercent(now.spend / budget, { digits: 0 })})` : ''
  return [
    `${labelOf(report)} ${money(now.cost, currency)}${notesOf(report, ' on the month before', { ...now, costBefore: before?.cost ?? null, target: report.target })}`,
    `${money(now.spend, currency)} spent${of}`,
    countInWords(report.results, now.results),
  ].join(' · ')
}

/** The six months as a table, a row each. */
export function monthTable(report: MonthReport): { header: string[]; rows: string[][] } {
  const { currency } = report
  return {
    header: ['Month', 'Spend', capital(resultsOf(report)), labelOf(report), '95 % range'],
    rows: report.months.map(({ month, spend, results, cost, reading }) => [
      SHORT.format(Date.parse(`${month}-01`)),
      money(spend, currency),
      formatMetric(results, 'count', ''),
      money(cost, currency),
      rangeOnly(report, report.cost, reading?.range ?? null) || '–',
    ]),
  }
}

/** Each channel in a line: what a result cost there, how that changed, how it stands. */
export function channelLines(report: MonthReport): string[] {
  const { currency } = report
  return report.channels
    .filter(({ spend, results }) => spend !== null || results !== null)
    .sort((a, b) => (b.spend ?? 0) - (a.spend ?? 0))
    .map((channel) => {
      const { name, spend, results, cost } = channel
      return `${name}: ${countInWords(report.results, results)} at ${money(cost, currency)}, ${money(spend, currency)} spent${notesOf(report, '', channel)}`
    })
}

/** What is known of a cost, in brackets. A month that an earlier version kept tells no more than its change and its target. */
function notesOf(
  { currency, cost: metric }: MonthReport,
  on: string,
  { cost, costBefore, target, reading }: MonthNumbers & { costBefore: number | null; target: Band | null },
): string {
  const unread = { target, judgement: { call: 'not judged' }, range: null, moved: null } as const
  const notes = costNotes({ currency }, metric, changeOf(costBefore, cost), reading ?? unread, { on })
  return notes.length > 0 ? ` (${notes.join(' · ')})` : ''
}

/** What was decided and learnt, the learnings by their lever. */
export function learntLines({ decided, learnings, foresight }: MonthReport): string[] {
  return [
    ...decided.map(
      ({ number, title, verdict }) => `T-${number} ${title}: ${verdict ? verdictInWords(verdict) : 'ended'}`,
    ),
    ...learnings.map(
      ({ number, lever, sentence, status }) => `${leverInWords(lever)} · ${sentence} (${status}, T-${number})`,
    ),
    ...(decided.length + learnings.length > 0 && foresight !== '' ? [`Foresight: ${foresight}`] : []),
  ]
}

function labelOf({ cost }: MonthReport): string {
  return metricOf(cost).label
}

function resultsOf({ results }: MonthReport): string {
  return metricOf(results).label.toLowerCase()
}

function money(value: number | null, currency: string): string {
  return formatMetric(value, 'money', currency)
}
