import { definedNames, readDefined } from '../../domain/metric/definition.ts'
import { TARGETED, type Targeted } from '../../domain/metric/target.ts'
import type { Team } from '../../domain/team.ts'
import { Invalid } from '../../lib/errors.ts'
import { readChannel } from './read-asked.ts'

/** Reads `[channel] [KPI]` as people write it; the KPI is null where none was written. */
export function targetMeant(team: Team, text: string): { channelId: string | null; key: Targeted | null } {
  const { channel, rest } = readChannel(team.channels, text)
  const channelId = channel?.id ?? null
  if (rest.trim() === '') return { channelId, key: null }
  const defined = readDefined(rest)
  const named = defined === 'pace' || defined === 'spend' ? 'budget' : defined
  const key = TARGETED.find((each) => each === named)
  if (key) return { channelId, key }
  if (defined === 'payback') {
    throw new Invalid('The payback target is one of the economics: `/beat economics` sets it.')
  }
  const names = team.channels.map(({ name }) => name).join(', ')
  throw new Invalid(
    `I do not know the channel or KPI "${rest.trim()}". Channels: ${names}. KPIs: Budget, ${definedNames()}.`,
  )
}
