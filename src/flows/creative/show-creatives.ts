import { type Creatives, readCreativesOf } from '../../domain/creative/creatives.ts'
import type { Channel } from '../../domain/team.ts'
import { localDay, shiftDay } from '../../domain/week.ts'
import { Invalid } from '../../lib/errors.ts'
import { readAdDays } from '../../store/fact/ads.ts'
import { readLastDay } from '../../store/fact/weekly-sums.ts'
import type { TeamContext } from '../context.ts'
import { readChannel } from '../metric/read-asked.ts'
import { remembered } from '../remembered.ts'

/** The answer to "how do the creatives stand": of the team or one channel, up to the last whole day there is. */
export type CreativesAnswer = Creatives & { channel: Channel | null; lastDay: string | null }

/** How the creatives of a team stand at the end of a day, each against its own beginnings; worked out once for each version of the numbers. */
export async function readCreatives(
  ctx: Pick<TeamContext, 'db' | 'team' | 'now'>,
  to: string,
  channelId: string | null = null,
): Promise<Creatives> {
  const { db, team } = ctx
  return await remembered(ctx, ['creatives', to, channelId], async () => {
    return readCreativesOf(team.channels, await readAdDays(db, team, channelId, to), to)
  })
}

/** Reads `[channel]` as people write it and answers with its creatives. */
export async function showCreatives(ctx: TeamContext, text: string): Promise<CreativesAnswer> {
  const { channel, rest } = readChannel(ctx.team.channels, text)
  if (rest.trim() === '') return await creativesNow(ctx, channel)
  const names = ctx.team.channels.map(({ name }) => name).join(', ')
  throw new Invalid(`I do not know the channel "${rest.trim()}". Channels: ${names}.`)
}

/** The creatives of a team, or of one channel, up to the last whole day: today is not over, so it is not in them. */
export async function creativesNow(ctx: TeamContext, channel: Channel | null): Promise<CreativesAnswer> {
  const { db, team, now } = ctx
  const lastDay = await readLastDay(db, team)
  const yesterday = shiftDay(localDay(now, team.zone), -1)
  const to = lastDay !== null && lastDay < yesterday ? lastDay : yesterday
  return { ...(await readCreatives(ctx, to, channel?.id ?? null)), channel, lastDay }
}
