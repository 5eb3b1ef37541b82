import { formatCount, formatMoney, formatPercent } from '../../lib/format.ts'
import { capital } from '../../lib/text.ts'
import { contributionInWords, type Naming, stepName, stepValueInWords } from './driver-words.ts'
import type { ExplainedChange } from './explained-cost.ts'
import type { Part } from './part.ts'

// Every part of a change as a table that adds up: for those who want to check it, and so to four decimals.

const DIGITS = 4
/** A table in Slack holds a hundred rows; whole channels are shown, the largest first, and the rest in one line. */
const MOST_ROWS = 84
const NOISE = { outside: 'outside noise', inside: 'within noise', unknown: 'too few weeks to tell' } as const

type ChannelParts = ExplainedChange['channels'][number] & { steps: Part[]; moved: Part | undefined }

/** A header; for each channel its mix, its rate, and the steps its rate is made of; then all of it. */
export function partTable(change: ExplainedChange, naming: Naming): string[][] {
  const { before, after, parts } = change
  const money = (value: number) => contributionInWords(value, after, naming.currency, DIGITS)
  const channels = change.channels
    .map((channel): ChannelParts => {
      const own = parts.filter(({ channelId }) => channelId === channel.channelId)
      return {
        ...channel,
        steps: own.filter(({ kind }) => kind !== 'mix'),
        moved: own.find(({ kind }) => kind === 'mix'),
      }
    })
    .toSorted((one, other) => Math.abs(other.mix + other.rate) - Math.abs(one.mix + one.rate))
  const shown = fitting(channels)
  const hidden = channels.slice(shown.length)
  const sum = (of: 'mix' | 'rate', each: readonly ChannelParts[]) => each.reduce((total, one) => total + one[of], 0)
  return [
    ['Channel', 'Part', 'From', 'To', 'Did', 'Reading'],
    ...shown.flatMap((channel) => channelRows(channel, naming, money)),
    ...(hidden.length > 0
      ? (['mix', 'rate'] as const).map((of) => [
          `${hidden.length} more channels`,
          capital(of),
          '',
          '',
          money(sum(of, hidden)),
          '',
        ])
      : []),
    ['All', 'Mix', '', '', money(sum('mix', channels)), ''],
    ['All', 'Rate', '', '', money(sum('rate', channels)), ''],
    ['All', 'Change', exact(before, naming), exact(after, naming), money(after - before), ''],
  ]
}

function channelRows(
  { channelId, mix, rate, moved, steps }: ChannelParts,
  naming: Naming,
  money: (value: number) => string,
): string[][] {
  const name = naming.nameOf(channelId)
  const shares = moved ? valuesOf(moved, naming.currency) : ['', '']
  return [
    [name, 'Mix: share of spend', ...shares, money(mix), moved ? NOISE[moved.noise] : ''],
    [name, 'Rate', '', '', money(rate), ''],
    ...steps.map((part) => [
      name,
      `· ${part.kind === 'step' ? capital(stepName(part.step)) : 'Results without spend'}`,
      ...valuesOf(part, naming.currency),
      money(part.contribution),
      NOISE[part.noise],
    ]),
  ]
}

function valuesOf(part: Part, currency: string): [string, string] {
  switch (part.kind) {
    case 'step':
      return [stepValueInWords(part.step, part.before, currency), stepValueInWords(part.step, part.after, currency)]
    case 'mix':
      return [formatPercent(part.before), formatPercent(part.after)]
    case 'unpaid':
      return [formatCount(part.before), formatCount(part.after)]
  }
}

function exact(value: number, { currency }: Naming): string {
  return formatMoney(value, currency, { digits: DIGITS })
}

function fitting(channels: readonly ChannelParts[]): ChannelParts[] {
  let rows = 0
  return channels.filter(({ steps }) => {
    rows += 2 + steps.length
    return rows <= MOST_ROWS
  })
}
