import { formatChange, relativeChange } from '../lib/format.ts'
import { bandWords, isBound, latest, stateOf } from './band.ts'
import type { BarRow, Bars, ChartSpec, Waterfall, WeeklyTrend } from './spec.ts'
import { shortMetric } from './words.ts'

/** The fact a chart shows, as a sentence for those who do not see it. */
export function altText(spec: ChartSpec): string {
  switch (spec.kind) {
    case 'bars':
      return barsText(spec)
    case 'waterfall':
      return waterfallText(spec)
    case 'weekly-trend':
      return trendText(spec)
  }
}

function trendText(spec: WeeklyTrend): string {
  return `${trendSentence(spec)}${latest(spec.values) ? channelsText(spec) : ''}`
}

/** What a weekly trend shows of its metric, without the small pictures below it. */
export function trendSentence(spec: WeeklyTrend): string {
  const weeks = spec.values.length
  const last = latest(spec.values)
  if (!last) return `${spec.metric}: no numbers in ${weeks === 1 ? 'this week' : `these ${weeks} weeks`}.`
  const provisional = spec.isProvisional && last.index === weeks - 1 ? '; the last week is still provisional' : ''
  const missing = last.index === weeks - 1 ? '' : `, and the week of ${spec.weeks.at(-1) ?? ''} has no number`
  return `${spec.metric} ${movement(spec, last)}${bandStory(spec, last.index)}${missing}${provisional}.`
}

function movement(spec: WeeklyTrend, last: { index: number; value: number }): string {
  const before = latest(spec.values, last.index)
  const now = shortMetric(last.value, spec)
  if (!before) return `was ${now} in the week of ${spec.weeks[last.index] ?? ''}`
  const then = shortMetric(before.value, spec)
  const since = before.index === last.index - 1 ? '' : ` since the week of ${spec.weeks[before.index] ?? ''}`
  if (then === now) return `stayed at ${now}${since}`
  return `${last.value > before.value ? 'rose' : 'fell'} from ${then} to ${now}${since}`
}

function bandStory(spec: WeeklyTrend, index: number): string {
  const { band } = spec
  const value = spec.values[index]
  if (!isBound(band) || value == null) return ''
  const words = bandWords(band, (bound) => shortMetric(bound, spec))
  const states = spec.values.slice(0, index + 1).flatMap((one) => (one === null ? [] : [stateOf(one, band)]))
  const state = stateOf(value, band)
  const before = states.at(-2)
  if (before === undefined) return `, ${state} the band ${words}`
  if (state === before) {
    return state === 'inside'
      ? `, inside the band ${words}`
      : `, ${state} the band ${words} for ${runOf(states)} weeks in a row`
  }
  if (state === 'inside') return ` and came back into the band ${words}`
  if (before !== 'inside') return ` and is now ${state} the band ${words}`
  const inside = runOf(states.slice(0, -1))
  const isFirst = inside === states.length - 1
  return ` and left the band ${words} ${isFirst ? `for the first time in ${states.length} weeks` : `after ${weeksWords(inside)} inside`}`
}

/** How many of the last states are alike. */
function runOf(states: string[]): number {
  const other = states.toReversed().findIndex((state) => state !== states.at(-1))
  return other === -1 ? states.length : other
}

function weeksWords(count: number): string {
  return count === 1 ? '1 week' : `${count} weeks`
}

function channelsText(spec: WeeklyTrend): string {
  const above = spec.channels.flatMap((channel) => {
    const value = channel.values.at(-1)
    if (value == null || channel.high === null || value <= channel.high) return []
    const limit = shortMetric(channel.high, spec)
    return [`${channel.name} (${shortMetric(value, spec)}, limit ${limit})`]
  })
  if (above.length > 0) return ` Above its limit: ${listed(above)}.`
  return spec.channels.some((channel) => channel.high !== null && channel.values.at(-1) != null)
    ? ' No channel is above its limit.'
    : ''
}

const mostNamed = 8

function barsText(spec: Bars): string {
  if (spec.rows.length === 0) return `${spec.title}: nothing to show.`
  const named = spec.rows.slice(0, mostNamed).map((row) => rowText(spec, row))
  const more = spec.rows.length > mostNamed ? [`${spec.rows.length - mostNamed} more`] : []
  return `${spec.metric}: ${listed([...named, ...more], '; ')}.`
}

function rowText(spec: Bars, row: BarRow): string {
  const value = shortMetric(row.value, spec)
  const change = row.value === null ? null : relativeChange(row.value, row.previous ?? null)
  const against = change === null ? '' : `${formatChange(change)} on ${spec.previousLabel ?? 'before'}`
  const tone = row.note ?? { good: 'good', bad: 'look here', neutral: '' }[row.tone]
  const aside = [against, tone].filter((part) => part !== '').join(', ')
  return `${row.name} ${value}${aside === '' ? '' : ` (${aside})`}`
}

function waterfallText(spec: Waterfall): string {
  const [first, last] = [spec.bars[0], spec.bars.at(-1)]
  if (!first || !last) return `${spec.title}: nothing to show.`
  const parts = spec.bars.slice(1, -1).map(({ label, words, note }) => {
    const said = `${words} ${label.charAt(0).toLowerCase()}${label.slice(1)}`
    return note === '' ? said : `${said} (${note})`
  })
  const moved = `${spec.metric} went from ${first.words} to ${last.words}`
  return parts.length > 0 ? `${moved}: ${listed(parts)}.` : `${moved}.`
}

function listed(parts: string[], separator = ', '): string {
  const last = parts.at(-1) ?? ''
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(separator)} and ${last}`
}
