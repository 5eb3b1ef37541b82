import { PERIOD_FORMS, type Period, readPeriod } from '../../domain/period.ts'
import type { Channel } from '../../domain/team.ts'
import { Invalid } from '../../lib/errors.ts'
import type { TeamContext } from '../context.ts'

/** Reads `[channel] [period]` as people write it; `also` is said of whatever else could have been meant. */
export function readAsked(
  { team, now }: TeamContext,
  text: string,
  also = '',
): { channel: Channel | null; period: Period } {
  const { channel, rest } = readChannel(team.channels, text)
  const period = readPeriod(rest, now, team.zone)
  if (period) return { channel, period }
  const names = team.channels.map(({ name }) => name).join(', ')
  throw new Invalid(
    `I do not know the channel or period "${rest.trim()}". Channels: ${names}. Periods: ${PERIOD_FORMS}.${also}`,
  )
}

/** The channel a text begins with, by name or key, and what follows; the longest name wins. */
export function readChannel(channels: Channel[], text: string): { channel: Channel | null; rest: string } {
  const said = text.trim().toLowerCase()
  const names = channels
    .flatMap((channel) => [channel.name.toLowerCase(), channel.key].map((name) => ({ channel, name })))
    .sort((a, b) => b.name.length - a.name.length)
  const found = names.find(({ name }) => said === name || said.startsWith(`${name} `))
  return found ? { channel: found.channel, rest: said.slice(found.name.length) } : { channel: null, rest: said }
}
