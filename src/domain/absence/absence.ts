import type { Absence, Channel, Team } from '../team.ts'
import { shiftDay } from '../week.ts'

// A person is away from one day to another, both counted, and may have named somebody who answers meanwhile: their delegate.

/** The last day of an absence without an end. */
const FOREVER = '9999-12-30'

/** The absence of somebody whose account is deactivated: from the first day to the last. */
export function goneForGood(userId: string): Absence {
  return { userId, from: '0001-01-01', until: FOREVER, delegateUserId: null, setBy: userId }
}

/** Whether an absence has no end. */
export function isForGood({ until }: Pick<Absence, 'until'>): boolean {
  return until === FOREVER
}

/** Whether a person's account is deactivated. */
export function isGone({ absences }: Pick<Team, 'absences'>, userId: string): boolean {
  return absences.some((each) => each.userId === userId && isForGood(each))
}

/** The absence of a person on a day; null where they are there. */
export function absenceOn({ absences }: Pick<Team, 'absences'>, userId: string, day: string): Absence | null {
  return absences.find((each) => each.userId === userId && each.from <= day && day <= each.until) ?? null
}

/** The absences of a person, now or later, the next first. */
export function absencesOf({ absences }: Pick<Team, 'absences'>, userId: string): Absence[] {
  return absences.filter((each) => each.userId === userId).sort((a, b) => a.from.localeCompare(b.from))
}

/** Of some absences those that share a day with another time away, whose place it takes. */
export function overlapping(
  absences: readonly Absence[],
  { userId, from, until }: Pick<Absence, 'userId' | 'from' | 'until'>,
): Absence[] {
  return absences.filter((each) => each.userId === userId && each.from <= until && from <= each.until)
}

/**
 * Who answers for a channel on a day: its owner; while they are away the delegate they named, else the one of the channel, unless
 * those are away as well. Null where nobody does.
 */
export type Answering = { userId: string | null; away: Absence | null }

/** Finds who answers for a channel on a day. */
export function answering(team: Pick<Team, 'absences'>, channel: Channel, day: string): Answering {
  const { ownerUserId, delegateUserId } = channel
  const away = ownerUserId === null ? null : absenceOn(team, ownerUserId, day)
  if (!away) return { userId: ownerUserId, away: null }
  const standIns = [away.delegateUserId, delegateUserId].filter((id) => id !== null && id !== ownerUserId)
  return { userId: standIns.find((id) => id !== null && !absenceOn(team, id, day)) ?? null, away }
}

/**
 * Who is asked in place of a person on a day: they themselves unless they are away, else whom they named, else the delegate of
 * their channel, else another who is there. Where nobody is, it waits for them all the same, unless they are gone for good.
 */
export function presentFor(
  team: Pick<Team, 'absences'>,
  userId: string,
  { channel, others }: { channel: Pick<Channel, 'delegateUserId'> | undefined; others: readonly (string | null)[] },
  day: string,
): { to: string | null; standsInFor: string | null } {
  const away = absenceOn(team, userId, day)
  if (!away) return { to: userId, standsInFor: null }
  const standIns = [away.delegateUserId, channel?.delegateUserId ?? null, ...others]
  const to = standIns.find((id) => id !== null && id !== userId && !absenceOn(team, id, day))
  if (to) return { to, standsInFor: userId }
  return { to: isGone(team, userId) ? null : userId, standsInFor: null }
}

const SOON_DAYS = 7

/** A team with the absences that have begun or begin within a week: whom somebody named for Christmas is not asked in November. */
export function withNearAbsences<T extends Pick<Team, 'absences'>>(team: T, today: string): T {
  return { ...team, absences: team.absences.filter(({ from }) => from <= shiftDay(today, SOON_DAYS)) }
}

/** The people who may speak for a channel: its owner, its delegate, and whom its owner named for an absence. */
export function speakersOf({ absences }: Pick<Team, 'absences'>, channel: Channel): string[] {
  const { ownerUserId, delegateUserId } = channel
  const named = absences.filter(({ userId }) => userId === ownerUserId).map((each) => each.delegateUserId)
  return [...new Set([ownerUserId, delegateUserId, ...named])].filter((id) => id !== null)
}

/** What keeps an absence from being noted: a sentence for each field. */
export function absenceFaults(absence: Omit<Absence, 'setBy'>, today: string): Record<string, string> {
  const { userId, from, until, delegateUserId } = absence
  const faults: Record<string, string> = {}
  const isDay = (day: string) => /^\d{4}-\d{2}-\d{2}$/.test(day)
  if (!isDay(from)) faults.from = 'Choose the first day away.'
  if (!isDay(until)) faults.until = 'Choose the last day away.'
  else if (until < today) faults.until = 'This day has passed. Choose the last day away.'
  else if (until < from) faults.until = 'The last day away lies before the first.'
  if (delegateUserId === userId) faults.delegate = 'Somebody else has to answer meanwhile. Leave it empty for nobody.'
  return faults
}
