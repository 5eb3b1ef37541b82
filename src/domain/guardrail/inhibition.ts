import { isMedia } from '../metric/media-sums.ts'
import { metricOf } from '../metric/metric.ts'
import { shiftDay } from '../week.ts'
import { type Guardrail, type Scope, scopeKey, TRACKING_KINDS } from './guardrail.ts'

/** What can mute a guardrail: another one, or the tracking of a scope that no guardrail watches (without a number). */
export type Cause = { id: string; number: number | null; name: string; scope: Scope; isTracking: boolean }

/** The days on which a cause was broken, for those that mute others while they are. */
export type Broken = { cause: Cause; days: ReadonlySet<string> }

/** A guardrail as the cause of another's silence. */
export function causeOf({ id, number, name, scope, kind }: Guardrail): Cause {
  return { id, number, name, scope, isTracking: TRACKING_KINDS.includes(kind) }
}

/** To which channel the campaigns of a name belong; null where that is not known. */
export type ChannelOf = (campaign: string) => string | null

/** Whether one scope holds all of another. */
export function covers(outer: Scope, inner: Scope, channelOf: ChannelOf): boolean {
  if (outer.level === 'team' || scopeKey(outer) === scopeKey(inner)) return true
  return outer.level === 'channel' && inner.level === 'campaign' && channelOf(inner.campaign) === outer.channelId
}

/**
 * What mutes a guardrail on a day: tracking that was broken on a day of its window, in its own scope or one around it, or inside
 * of it where it counts what the platforms count; and whatever it is said to depend on. The window still holds the days that
 * were not counted after counting has begun again, so it stays mute for as long.
 */
export function mutedBy(
  guardrail: Guardrail,
  day: string,
  broken: readonly Broken[],
  channelOf: ChannelOf,
): Cause | null {
  const isMute = ({ cause, days }: Broken) =>
    cause.id !== guardrail.id &&
    ((cause.number !== null && guardrail.dependsOn.includes(cause.number)) ||
      isTrackedBy(guardrail, cause, channelOf)) &&
    holdsOneOf(days, shiftDay(day, 1 - guardrail.windowDays - guardrail.maturityDays), day)
  return broken.find(isMute)?.cause ?? null
}

function isTrackedBy(guardrail: Guardrail, cause: Cause, channelOf: ChannelOf): boolean {
  if (!cause.isTracking || !countsResults(guardrail)) return false
  // What is found in all channels together says nothing of each: it is looked at by itself.
  if (cause.number === null && cause.scope.level === 'team') return guardrail.scope.level === 'team'
  if (covers(cause.scope, guardrail.scope, channelOf)) return true
  return countsConversions(guardrail) && covers(guardrail.scope, cause.scope, channelOf)
}

/** Whether a metric is made of results; spend, impressions and clicks are there without any tracking. */
function countsResults({ metric }: Guardrail): boolean {
  return sidesOf(metric).some((side) => !['spend', 'impressions', 'clicks'].includes(side))
}

function countsConversions({ metric }: Guardrail): boolean {
  return sidesOf(metric).some((side) => isMedia(side) && !['spend', 'impressions', 'clicks'].includes(side))
}

function sidesOf(metric: Guardrail['metric']): string[] {
  if (metric === null) return []
  const { part, whole } = metricOf(metric)
  return [part, ...(whole === null ? [] : [whole])]
}

function holdsOneOf(days: ReadonlySet<string>, from: string, to: string): boolean {
  for (const day of days) if (day >= from && day <= to) return true
  return false
}
