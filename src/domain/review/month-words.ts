import { formatChange, formatMetric, formatPercent } from '../../lib/format.ts'
import { capital } from '../../lib/text.ts'
import { leverInWords, verdictInWords } from '../experiment/test-words.ts'
import { changeOf, metricOf, standing } from '../metric/metric.ts'
import type { MonthReport } from './month.ts'
import { boundsInWords } from './review-words.ts'

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
  const change = changeOf(before?.cost ?? null, now.cost)
  const moved = change === null ? '' : `, ${formatChange(change, { digits: 0 })} on the month before`
  const stands = standing(now.cost, report.target)
  const target = report.target
    ? ` (target ${boundsInWords(report, { metric: report.cost }, report.target)}: ${stands ?? 'n/a'})`
    : ''
  return [
    `${labelOf(report)} ${money(now.cost, currency)}${moved}${target}`,
    `${money(now.spend, currency)} spent${of}`,
    `${formatMetric(now.results, 'count', '')} ${resultsOf(report)}`,
  ].join(' · ')
}

/** The six months as a table, a row each. */
export function monthTable(report: MonthReport): { header: string[]; rows: string[][] } {
  const { currency } = report
  return {
    header: ['Month', 'Spend', capital(resultsOf(report)), labelOf(report)],
    rows: report.months.map(({ month, spend, results, cost }) => [
      SHORT.format(Date.parse(`${month}-01`)),
      money(spend, currency),
      formatMetric(results, 'count', ''),
      money(cost, currency),
    ]),
  }
}

/** Each channel in a line: what a result cost there, how that changed, how it stands. */
export function channelLines(report: MonthReport): string[] {
  const { currency } = report
  return report.channels
    .filter(({ spend, results }) => spend !== null || results !== null)
    .sort((a, b) => (b.spend ?? 0) - (a.spend ?? 0))
    .map(({ name, spend, results, cost, costBefore, target }) => {
      const change = changeOf(costBefore, cost)
      const stands = standing(cost, target)
      const notes = [change === null ? '' : formatChange(change, { digits: 0 }), stands ?? ''].filter(
        (each) => each !== '',
      )
      return `${name}: ${formatMetric(results, 'count', '')} ${resultsOf(report)} at ${money(cost, currency)}, ${money(spend, currency)} spent${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`
    })
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
