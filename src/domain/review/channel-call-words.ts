import { formatMetric, formatMoney, formatPercent } from '../../lib/format.ts'
import { countInWords } from '../analysis/driver-words.ts'
import { metricOf } from '../metric/metric.ts'
import type { Board, BoardChannel } from './review.ts'
import { judgementInWords, labelOf, noneInWords, valueInWords, withRange } from './review-words.ts'

/** Where a channel wins or leaks, or null where there is nothing to say. */
export function callInWords(board: Board, channel: BoardChannel): string | null {
  const { call } = channel
  if (call.kind !== 'winning' && call.kind !== 'leaking') return null
  const results = metricOf(board.results).label.toLowerCase()
  const got = countInWords(board.results, channel.results)
  if (call.against === 'nothing')
    return `${channel.name}: ${noneInWords(board, channel.cost) || `${formatMetric(channel.spend, 'money', board.currency)} spent, ${got}`}.`
  const each = valueInWords(board, channel.cost, channel.cost.value)
  const bound = formatMoney(call.bound, board.currency)
  const against = call.against === 'target' ? `target ${bound}` : `the team pays ${bound}`
  const weeks =
    call.weeks > 1 ? `, ${ordinal(call.weeks)} week ${call.kind === 'winning' ? 'on target' : 'above it'}` : ''
  const share = call.kind === 'leaking' ? sharesInWords(channel, results) : ''
  return `${channel.name}: ${got} at ${each} (${against}${weeks})${share}.`
}

/** What a table of the channels holds, row by row. */
export function channelRows(board: Board): string[][] {
  return board.channels.map((channel) => [
    channel.name,
    formatMetric(channel.spend, 'money', board.currency),
    formatMetric(channel.results, 'count', ''),
    valueInWords(board, channel.cost, channel.cost.value),
    valueInWords(board, channel.cost, channel.cost.last),
    withRange(
      board,
      channel.cost,
      channel.call.kind === 'steady' ? judgementInWords(channel.cost.judgement) : channel.call.kind,
    ),
  ])
}

/** The header of `channelRows`. */
export function channelHeader(board: Board): string[] {
  const cost = labelOf(board, board.headline)
  return ['Channel', 'Spend', metricOf(board.results).label, cost, 'Last week', 'Reading, 95 % range']
}

function sharesInWords(channel: BoardChannel, results: string): string {
  if (channel.shareOfSpend === null || channel.shareOfResults === null) return ''
  const [spend, got] = [channel.shareOfSpend, channel.shareOfResults].map((share) =>
    formatPercent(share, { digits: 0 }),
  )
  return `: ${spend} of spend, ${got} of ${results}`
}

function ordinal(count: number): string {
  const suffix =
    count % 10 === 1 && count % 100 !== 11
      ? 'st'
      : count % 10 === 2 && count % 100 !== 12
        ? 'nd'
        : count % 10 === 3 && count % 100 !== 13
          ? 'rd'
          : 'th'
  return `${count}${suffix}`
}
