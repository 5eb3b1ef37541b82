import {
  absenceOn,
  absencesOf,
  answering,
  isForGood,
  speakersOf,
  withNearAbsences,
} from '../../domain/absence/absence.ts'
import { type Calendar, isWorkday } from '../../domain/absence/calendar.ts'
import type { IsWorkday } from '../../domain/review/prompt.ts'
import type { Absence, Channel, Team } from '../../domain/team.ts'
import { readZones } from '../../store/people.ts'
import { readCalendar } from '../absence/read-calendar.ts'
import type { TeamContext } from '../context.ts'

/** Somebody who is asked, in the zone they live in, for the channels they speak for, and for whom they stand in. */
export type Speaker = {
  userId: string
  zone: string
  channels: Channel[]
  standsInFor: Absence[]
  isWorkday: IsWorkday
}

/**
 * Who speaks for which of some channels on the day that matters, each with their own zone and days of work. A channel that nobody
 * owns asks nobody. Where its owner is away then and nobody stands in, they are asked on a day on which they are there; nobody is
 * where they are gone for good.
 */
export async function speakersFor(
  ctx: TeamContext,
  channels: readonly Channel[],
  dayOf: (owner: { zone: string; isWorkday: IsWorkday }) => string,
): Promise<Speaker[]> {
  const { team } = ctx
  const calendar = await readCalendar(ctx)
  const zones = await zonesOf(ctx, channels)
  const zoneOf = (userId: string) => zones.get(userId) ?? team.zone
  const speakers = new Map<string, Speaker>()
  for (const channel of channels) {
    const { ownerUserId } = channel
    if (ownerUserId === null) continue
    const day = dayOf({ zone: zoneOf(ownerUserId), isWorkday: (each) => isWorkday(calendar, each) })
    const { userId, away } = answering(team, channel, day)
    if (userId === null && away && isForGood(away)) continue
    const asked = userId ?? ownerUserId
    const speaker = speakers.get(asked) ?? newSpeaker(team, calendar, asked, zoneOf(asked))
    speaker.channels.push(channel)
    if (away && userId !== null && !speaker.standsInFor.includes(away)) speaker.standsInFor.push(away)
    speakers.set(asked, speaker)
  }
  return [...speakers.values()]
}

function newSpeaker(team: Team, calendar: Calendar, userId: string, zone: string): Speaker {
  const works: IsWorkday = (day) => isWorkday(calendar, day) && !absenceOn(team, userId, day)
  return { userId, zone, channels: [], standsInFor: [], isWorkday: works }
}

async function zonesOf(ctx: TeamContext, channels: readonly Channel[]): Promise<Map<string, string>> {
  const ids = [...new Set(channels.flatMap((channel) => speakersOf(ctx.team, channel)))]
  return await readZones(ctx.db.prisma, ctx.workspaceId, ids)
}

/** A channel that a person was or may be asked for: their own, or one whose owner is away. */
export type SpokenChannel = { channel: Channel; away: Absence | null }

/** The channels that a person speaks for: their own, and those they stand in for now or within a week. */
export function channelsSpoken(all: Team, userId: string, today: string): SpokenChannel[] {
  const team = withNearAbsences(all, today)
  return team.channels.flatMap((channel): SpokenChannel[] => {
    if (channel.ownerUserId === userId) return [{ channel, away: null }]
    const absences = channel.ownerUserId === null ? [] : absencesOf(team, channel.ownerUserId)
    const away = absences.find(({ delegateUserId }) => delegateUserId === userId) ?? absences[0]
    return away && speakersOf(team, channel).includes(userId) ? [{ channel, away }] : []
  })
}
