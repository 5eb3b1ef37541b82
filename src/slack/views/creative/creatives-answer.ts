import type { KnownBlock } from '@slack/types'
import type { BestAd } from '../../../domain/creative/best-ad.ts'
import { levelInWords } from '../../../domain/creative/creative-words.ts'
import { type AdReading, isTired } from '../../../domain/creative/fatigue.ts'
import type { Team } from '../../../domain/team.ts'
import { dayInWords } from '../../../domain/week.ts'
import { formatChange, formatMetric, formatPercent } from '../../../lib/format.ts'
import { context, section, table } from '../../kit/blocks.ts'
import { clamp, userText } from '../../kit/text.ts'
import { creativeLines } from './creative-lines.ts'

/** How the creatives of a team or of one channel stand at the end of a day. */
export type CreativesState = {
  team: Pick<Team, 'name' | 'currency'>
  channel: { name: string } | null
  to: string
  readings: readonly AdReading[]
  best: readonly BestAd[]
  lastDay: string | null
}

const MOST_NAMED = 5
const MOST_ROWS = 25

/** The private answer to "how do the creatives stand": the tired ones and the best ones in words, then all that can be read. */
export function creativesAnswer(state: CreativesState): { text: string; blocks: KnownBlock[] } {
  const { team, channel, to, readings, best } = state
  const title = `Creatives · ${userText(channel?.name ?? team.name, 120)} · 7 days to ${dayInWords(to)}`
  if (readings.length === 0) {
    const why = nothingInWords(state)
    return { text: `${title}: ${why}`, blocks: [section(`*${title}*\n${why}`)] }
  }
  const tired = readings.filter(isTired)
  const summary = `${countOf(tired.length, 'tired creative')}, ${countOf(best.length, 'clear winner')}, ${readings.length} read`
  const hidden = readings.length - MOST_ROWS
  return {
    text: `${title}: ${summary}.`,
    blocks: [
      section(`*${title}*\n${summary}.`),
      ...creativeLines(tired.slice(0, MOST_NAMED), best.slice(0, MOST_NAMED), team.currency).map((line) =>
        section(line),
      ),
      table({
        header: ['Ad', 'CTR before', 'CTR now', 'Change', 'Days live', 'Spend, 7 days', 'State'],
        rows: readings.slice(0, MOST_ROWS).map((reading) => row(reading, team.currency)),
        align: ['left', 'right', 'right', 'right', 'right', 'right', 'left'],
      }),
      context(
        'Each ad against its own first 14 days, or the 28 days before where its start is not in the numbers. Read are ads with 1,000 impressions in these 7 days, and 2,000 with 30 clicks before.',
        ...(hidden > 0 ? [`${hidden} more: name a channel, \`/beat creatives [channel]\`.`] : []),
      ),
    ],
  }
}

function row(reading: AdReading, currency: string): string[] {
  const { name, adGroup, ctr, spend, daysLive, isOlder } = reading
  return [
    clamp(adGroup === '' ? name : `${name} (${adGroup})`, 120),
    formatPercent(ctr.before),
    formatPercent(ctr.after),
    formatChange(ctr.change, { digits: 0 }),
    `${daysLive}${isOlder ? '+' : ''}`,
    formatMetric(spend, 'money', currency),
    levelInWords(reading),
  ]
}

function nothingInWords({ lastDay, channel }: CreativesState): string {
  if (lastDay === null) return 'There are no numbers yet: drop an export by ad in the channel of the team.'
  const of = channel ? ' of this channel' : ''
  return `No ad${of} can be read yet: it takes 1,000 impressions in the last 7 days, and 2,000 with 30 clicks before them. Numbers reach ${dayInWords(lastDay)}; an export by ad tells most.`
}

function countOf(count: number, what: string): string {
  return `${count === 0 ? 'no' : count} ${what}${count === 1 ? '' : 's'}`
}
