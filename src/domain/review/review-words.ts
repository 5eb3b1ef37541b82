import { formatChange, formatMetric, formatMoney, formatPercent } from '../../lib/format.ts'
import { basisInWords } from '../analysis/cohort-words.ts'
import { behindInWords } from '../metric/crm-reach.ts'
import { type Band, changeOf, type MetricKey, metricOf, resultsOf } from '../metric/metric.ts'
import { COUNTED, type Judgement } from '../metric/noise.ts'
import { boundsOf } from '../metric/target.ts'
import { dayInWords, shiftDay, weekInWords, weekNumber } from '../week.ts'
import type { BoardRow, CostReading, Range } from './board-row.ts'
import type { Board, Changed } from './review.ts'

// A board in words: number first, one idea a line, how sure it is, state in words. Plain text, so that a thread in Slack and
// a terminal say the same; whoever shows it escapes it for its place.

/** The name of a review: `Week 47 (16-22 Nov)`. */
export function reviewName(week: string): string {
  return `Week ${weekNumber(week)} (${weekInWords(week)})`
}

/** A KPI's label; what a platform conversion costs is named after the outcome. */
export function labelOf(
  board: Pick<Board, 'outcome'> & Partial<Pick<Board, 'results'>>,
  row: Pick<BoardRow, 'metric'>,
): string {
  const { label } = metricOf(row.metric)
  // Where the outcome is one of the CRM, a conversion of a platform is none.
  const isOutcome = board.results === undefined || board.results === 'conversions'
  return row.metric === 'cost_per_conversion' && isOutcome ? `Cost per ${board.outcome}` : label
}

/** A KPI's value in its unit. */
export function valueInWords(
  board: Pick<Board, 'currency'>,
  row: Pick<BoardRow, 'metric'>,
  value: number | null,
): string {
  return formatMetric(value, metricOf(row.metric).unit, board.currency)
}

/** A target in words: `≤ €1,400`, `≥ 300`, `€60 to €65`; empty without one. */
export function targetInWords(board: Pick<Board, 'currency'>, row: Pick<BoardRow, 'metric' | 'target'>): string {
  return row.target ? boundsInWords(board, row, row.target) : ''
}

/** The bounds of a band in words, in the unit of a KPI. */
export function boundsInWords(board: Pick<Board, 'currency'>, row: Pick<BoardRow, 'metric'>, band: Band): string {
  return boundsOf(row.metric, band, board.currency)
}

/** A judgement in words: `above target, 92 % sure`, `down, outside noise`, `no call yet`. */
export function judgementInWords(judgement: Judgement): string {
  switch (judgement.call) {
    case 'up':
    case 'down':
      return `${judgement.call}, outside noise`
    case 'above target':
    case 'below target':
    case 'on target':
      return judgement.sure === null ? judgement.call : `${judgement.call}, ${sureness(judgement.sure)}`
    case 'not judged':
      return '–'
    case 'provisional':
      return 'provisional, no call yet'
    default:
      return judgement.call
  }
}

/** A KPI's judgement with its 95 % range, where that says more than the value: `within noise · 38.1-41.6 %`. */
export function readingInWords(
  board: Pick<Board, 'currency'>,
  row: Pick<BoardRow, 'metric' | 'judgement' | 'range'>,
): string {
  const none = noneInWords(board, row)
  const word = judgementInWords(row.judgement)
  return withRange(board, row, none === '' ? word : [word, none].filter((each) => each !== '–').join(' · '))
}

/** What is known of a cost beside its value: its change, its target, how it stands and its 95 % range; a note each. */
export function costNotes(
  board: Pick<Board, 'currency'>,
  metric: MetricKey,
  change: number | null,
  { target, judgement, range, moved }: CostReading,
  { on = '' }: { on?: string } = {},
): string[] {
  const noise = { true: '', false: ', within noise', null: '' }[`${moved}`]
  const row = { metric, target, judgement }
  const said = ['no data', 'not judged'].includes(judgement.call) ? '' : judgementInWords(judgement)
  const width = rangeOnly(board, metric, range)
  return [
    change === null ? '' : `${formatChange(change, { digits: 0 })}${on}${noise}`,
    [target ? `target ${targetInWords(board, row)}` : '', said].filter((part) => part !== '').join(': '),
    noneInWords(board, row),
    width === '' ? '' : `95 % range ${width}`,
  ].filter((note) => note !== '')
}

/** Money that brought nothing: `€180 spent, 0 leads (5.0 % likely at €60 each)`; empty where something came. */
export function noneInWords(
  board: Pick<Board, 'currency'>,
  { metric, judgement: { none } }: Pick<BoardRow, 'metric' | 'judgement'>,
) {
  const counted = COUNTED[metric]
  if (!none || !counted) return ''
  const spent = `${formatMoney(none.spend, board.currency)} spent, 0 ${resultsOf(counted)}`
  if (none.chance === null || none.target === null) return spent
  const likely = none.chance < 0.001 ? `less than ${formatPercent(0.001, { digits: 1 })}` : formatPercent(none.chance)
  return `${spent} (${likely} likely at ${formatMoney(none.target, board.currency)} each)`
}

/** A word on a KPI with the KPI's 95 % range. */
export function withRange(
  board: Pick<Board, 'currency'>,
  row: Pick<BoardRow, 'metric' | 'range'>,
  word: string,
): string {
  const range = rangeOnly(board, row.metric, row.range ?? null)
  return range === '' ? word : `${word} · ${range}`
}

/** A KPI's 95 % range, where it says more than the value: `€1,352 to €1,708`; else empty. */
export function rangeOnly(board: Pick<Board, 'currency'>, metric: MetricKey, range: Range | null): string {
  if (!range) return ''
  const { low, high } = range
  const row = { metric }
  // Nobody wins half a customer: the ends of a count are whole.
  const isCount = metricOf(row.metric).unit === 'count'
  const [from, to] = [low, high].map((end) => valueInWords(board, row, isCount && end !== null ? Math.round(end) : end))
  if (from === to) return ''
  return high === null ? `at least ${from}` : `${from} to ${to}`
}

/** The headline: `CAC €1,517 · ▲ 21 % on last week (€1,250) · target ≤ €1,400`. */
export function headlineInWords(board: Board): { number: string; rest: string } {
  const { headline } = board
  const value = valueInWords(board, headline, headline.value)
  const change = changeOf(headline.last, headline.value)
  const parts = [
    change === null
      ? headline.judgement.call === 'provisional' && headline.last !== null
        ? `last week ${valueInWords(board, headline, headline.last)}`
        : 'this week'
      : `${change >= 0 ? '▲' : '▼'} ${formatPercent(Math.abs(change), { digits: 0 })} on last week (${valueInWords(board, headline, headline.last)})`,
    headline.target ? `target ${targetInWords(board, headline)}` : 'no target set',
    judgementInWords(headline.judgement),
    noneInWords(board, headline),
    rangeInWords(board),
    basisInWords(headline.metric),
  ]
  return { number: `${labelOf(board, headline)} ${value}`, rest: parts.filter((part) => part !== '').join(' · ') }
}

/** A platform that has been silent for two weeks has been stopped, and nobody waits for it. */
const STOPPED_DAYS = 14

/** The platforms whose numbers of the week are still to come. */
function platformsBehind({ freshness, to }: Pick<Board, 'freshness' | 'to'>): Board['freshness'] {
  return freshness.filter(({ lastDay }) => lastDay < to && lastDay > shiftDay(to, -STOPPED_DAYS))
}

/** How fresh the numbers are: which day they reach, and which platforms lag behind. */
export function freshnessInWords(board: Pick<Board, 'freshness' | 'to' | 'crmBehind'>): string {
  if (board.freshness.length === 0) return 'No numbers for these weeks yet: drop an export in the channel.'
  const behind = platformsBehind(board)
  const crm = board.crmBehind ?? []
  if (behind.length + crm.length === 0) return `Numbers are complete through ${dayInWords(board.to)}.`
  if (behind.length === 0)
    return `Provisional: the ads are complete through ${dayInWords(board.to)}, the CRM is not. ${behindInWords(crm)}`
  const words = behind.map(({ platform, lastDay }) => `${platform} (through ${dayInWords(lastDay)})`)
  const late = crm.length > 0 ? ` ${behindInWords(crm)}` : ''
  return `Provisional: numbers are missing from ${words.join(', ')}. The week ends ${dayInWords(board.to)}.${late}`
}

/** Whether anything of the week is still to come, from a platform or from the CRM. */
export function isBehind(board: Pick<Board, 'freshness' | 'to' | 'crmBehind'>): boolean {
  return platformsBehind(board).length > 0 || (board.crmBehind ?? []).length > 0
}

/** What changed from last week to this one; a board that was kept before reasons were looked for tells its headline. */
export function changedInWords(board: Board): Changed {
  if (board.changed) return board.changed
  const { number, rest } = headlineInWords(board)
  const caveats = ['The reasons were not worked out when this review was opened.']
  return { first: [], sentence: `${number} · ${rest}`, caveats, drivers: [] }
}

/** A chart's caption for one KPI of the weeks shown: the first day of each week, as `16 Nov`. */
export function weekLabels(board: Pick<Board, 'weeks'>): string[] {
  return board.weeks
    .map((week) => (weekInWords(week).split('-')[0] ?? '').trim())
    .map((start, index) => labelWithMonth(start, board.weeks[index] ?? ''))
}

function labelWithMonth(start: string, week: string): string {
  const month = / [A-Z]/.test(start) ? '' : ` ${weekInWords(week).split(' ').at(-1)}`
  return `${start}${month}`
}

function rangeInWords(board: Board): string {
  const { range } = board.headline
  if (!range) return ''
  const low = formatMoney(range.low, board.currency)
  return range.high === null ? `at least ${low}` : `95 % range ${low}-${formatMoney(range.high, board.currency)}`
}

function sureness(chance: number): string {
  return chance > 0.995 ? 'more than 99 % sure' : `${Math.round(chance * 100)} % sure`
}
