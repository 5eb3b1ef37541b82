import { type Creatives, readCreativesOf } from '../../domain/creative/creatives.ts'
import type { Channel } from '../../domain/team.ts'
import { localDay, shiftDay } from '../../domain/week.ts'
import { Invalid } from '../../lib/errors.ts'
import { readAdDays } from '../../store/ads.ts'
import { readLastDay } from '../../store/weekly-sums.ts'
import type { TeamContext } from '../context.ts'
import { readChannel } from '../read-asked.ts'

/** The answer to "how do the creatives stand": of the team or one channel, up to the last whole day there is. */
export type CreativesAnswer = Creatives & { channel: Channel | null; lastDay: string | null }

/** How the creatives of a team stand at the end of a day, each against its own beginnings. */
export async function readCreatives(
  { db, team }: Pick<TeamContext, 'db' | 'team'>,
  to: string,
  channelId: string | null = null,
): Promise<Creatives> {
  return readCreativesOf(team.channels, await readAdDays(db, team, channelId, to), to)
}

/** Reads `[channel]` as people write it and answers with its creatives; today is not over, so it is not in them. */
export async function showCreatives(ctx: TeamContext, text: string): Promise<CreativesAnswer> {
  const { db, team, now } = ctx
  const { channel, rest } = readChannel(team.channels, text)
  if (rest.trim() !== '') {
    const names = team.channels.map(({ name }) => name).join(', ')
    throw new Invalid(`I do not know the channel "${rest.trim()}". Channels: ${names}.`)
  }
  const lastDay = await readLastDay(db, team)
  const yesterday = shiftDay(localDay(now, team.zone), -1)
  const to = lastDay !== null && lastDay < yesterday ? lastDay : yesterday
  return { ...(await readCreatives(ctx, to, channel?.id ?? null)), channel, lastDay }
}
