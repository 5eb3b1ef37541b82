import { formatChange } from '../../lib/format.ts'
import type { Channel } from '../team.ts'
import type { Stress, StressedRate } from './stress.ts'

/** How a stress is asked for. */
export const STRESS_FORMS =
  '`cvr -15%` · `spend +20%` · `spend +20% cap` · `cpc +10%` · `lose paid social`, each with a channel if you like'

/** How people call the steps of a funnel; the longest begins. */
const RATES: readonly (readonly [said: string, rate: StressedRate])[] = [
  ['conversion rate', 'cvr'],
  ['click rate', 'ctr'],
  ['mql rate', 'mql_rate'],
  ['sql rate', 'sql_rate'],
  ['win rate', 'win_rate'],
  ['cvr', 'cvr'],
  ['ctr', 'ctr'],
  ['mql', 'mql_rate'],
  ['sql', 'sql_rate'],
]
const LABELS: Readonly<Record<StressedRate, string>> = {
  ctr: 'CTR',
  cvr: 'CVR',
  mql_rate: 'MQL rate',
  sql_rate: 'SQL rate',
  win_rate: 'win rate',
}
const CHANGE = /([+−–-]?)\s*(\d+(?:[.,]\d+)?)\s*%/
const LOSS = /^(?:lose|without|loss of|stop|pause)\s+/

/** Reads a stress as people write it, or says what could not be read. */
export function readStress(text: string, channels: readonly Channel[]): Stress | { unread: string } {
  const said = text.trim().toLowerCase().replace(/\s+/g, ' ')
  const named = channelIn(said, channels)
  if (LOSS.test(said)) return named ? { kind: 'loss', channelId: named.id } : { unread: unknownChannel(channels) }
  const given = CHANGE.exec(said)
  if (!given) return { unread: 'say by how much, as in `cvr -15%`' }
  const size = Number((given[2] ?? '').replace(',', '.')) / 100
  const what = said.slice(0, given.index).trim()
  const rest = said
    .slice(given.index + given[0].length)
    .replace(/\bcap\b/, '')
    .trim()
  if (rest !== '' && !named) return { unread: unknownChannel(channels) }
  const channelId = named?.id ?? null
  const rate = RATES.find(([name]) => what === name)?.[1]
  const change = (given[1] || (rate ? '-' : '+')) === '+' ? size : -size
  if (change <= -1) return { unread: 'nothing can fall by 100 % or more: `lose` takes a channel away' }
  if (change > 10) return { unread: 'more than +1,000 % is no plan' }
  if (rate) return { kind: 'rate', rate, change, channelId }
  if (what === 'spend' || what === 'budget') return { kind: 'spend', change, channelId, cap: /\bcap\b/.test(said) }
  if (what === 'cpc' || what === 'clicks' || what === 'click price') return { kind: 'price', change, channelId }
  return { unread: `“${what}” is nothing I can change` }
}

/** A stress as people say it: `CVR −15 %`, `spend +20 % in Paid social`, `without Paid social`. */
export function stressInWords(stress: Stress, channels: readonly Channel[]): string {
  const name = channels.find(({ id }) => id === stress.channelId)?.name ?? 'a channel that was removed'
  const where = stress.channelId === null ? '' : ` in ${name}`
  switch (stress.kind) {
    case 'loss':
      return `without ${name}`
    case 'rate':
      return `${LABELS[stress.rate]} ${formatChange(stress.change, { digits: 0 })}${where}`
    case 'price':
      return `CPC ${formatChange(stress.change, { digits: 0 })}${where}`
    case 'spend':
      return `spend ${formatChange(stress.change, { digits: 0 })}${where}${stress.cap ? ' against a hard cap' : ''}`
  }
}

function channelIn(said: string, channels: readonly Channel[]): Channel | null {
  const names = channels
    .flatMap((channel) => [channel.name.toLowerCase(), channel.key].map((name) => ({ channel, name })))
    .toSorted((one, other) => other.name.length - one.name.length)
  return names.find(({ name }) => said.includes(name))?.channel ?? null
}

function unknownChannel(channels: readonly Channel[]): string {
  return `I do not know that channel. There are: ${channels.map(({ name }) => name).join(', ')}`
}
