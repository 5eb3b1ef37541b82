import { isWeekday } from '../../domain/prompt.ts'
import type { Channel } from '../../domain/team.ts'
import { findPerson } from '../../store/people.ts'
import type { TeamContext } from '../context.ts'

/** Somebody who is asked, in the zone they live in, for the channels they speak for. */
export type Speaker = { userId: string; zone: string; channels: Channel[]; isWorkday(day: string): boolean }

/** Who speaks for which of some channels, each with their own zone; a channel that nobody owns asks nobody. */
export async function speakersFor(ctx: TeamContext, channels: readonly Channel[]): Promise<Speaker[]> {
  const ids = [...new Set(channels.flatMap(({ ownerUserId }) => ownerUserId ?? []))]
  return await Promise.all(
    ids.map(async (userId) => ({
      userId,
      zone: (await findPerson(ctx.db.prisma, ctx.workspaceId, userId))?.zone ?? ctx.team.zone,
      channels: channels.filter(({ ownerUserId }) => ownerUserId === userId),
      isWorkday: isWeekday,
    })),
  )
}
