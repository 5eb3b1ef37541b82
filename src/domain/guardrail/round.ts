import { shiftDay } from '../week.ts'
import type { Judged } from './evaluation.ts'
import { EVALUATORS } from './evaluators.ts'
import { type Guardrail, isOfToday, type Scope, TRACKING_KINDS } from './guardrail.ts'
import { type Broken, type Cause, type ChannelOf, causeOf, mutedBy } from './inhibition.ts'
import { STALE_DAYS } from './judge.ts'
import { AT_REST, type Move, step, type Watch } from './machine.ts'
import { judgeSafely } from './replay.ts'
import { completeThrough, type Series } from './series.ts'

/** So many days that came in together are judged one by one; older ones are history. */
export const CATCH_UP_DAYS = 14

/** One judged day of a guardrail: what was said, what it moved, and what muted it. */
export type JudgedDay = { day: string; judged: Judged; watch: Watch; move: Move; mutedBy: Cause | null }

/** What one round says of one guardrail, its days in order. */
export type Track = { guardrail: Guardrail; days: JudgedDay[] }

/** What a round of judging is made from. `broken` are the days on which those that mute others were broken before. */
export type RoundInput = {
  guardrails: readonly Guardrail[]
  /** Those to judge now; the others only mute. */
  due: ReadonlySet<string>
  /** The last day that is over. */
  day: string
  seriesOf(scope: Scope): Series
  channelOf: ChannelOf
  watches: ReadonlyMap<string, Watch>
  broken: ReadonlyMap<string, readonly string[]>
  /** The tracking of scopes that was broken, whether or not a guardrail watches it. */
  tracking: readonly Broken[]
}

/** Judges guardrails day by day: those that watch the tracking first, because what is broken there mutes others. */
export function judgeRound(input: RoundInput): Track[] {
  const depended = dependedOn(input.guardrails)
  const muting = new Set(mutingIds(input.guardrails))
  const broken = new Map([...muting].map((id) => [id, new Set(input.broken.get(id))]))
  // The sets of days grow as the tracking is judged, which comes first.
  const own = input.guardrails
    .filter(({ id }) => muting.has(id))
    .map((guardrail) => ({ cause: causeOf(guardrail), days: broken.get(guardrail.id) ?? new Set<string>() }))
  const causes: Broken[] = [...own, ...input.tracking]
  return inOrder(
    input.guardrails.filter(({ id }) => input.due.has(id)),
    depended,
  ).map((guardrail) => {
    const days = trackOf(guardrail, input, causes)
    // Counting fails some time before it is sure to have failed: the day before counts as broken too.
    for (const { day, judged } of days)
      if (judged.verdict === 'BREACH') broken.get(guardrail.id)?.add(day).add(shiftDay(day, -1))
    return { guardrail, days }
  })
}

/** Those whose breach can mute others: only their broken days need to be known. */
export function mutingIds(guardrails: readonly Guardrail[]): string[] {
  const depended = dependedOn(guardrails)
  return guardrails
    .filter(({ kind, number }) => TRACKING_KINDS.includes(kind) || depended.has(number))
    .map(({ id }) => id)
}

function dependedOn(guardrails: readonly Guardrail[]): Set<number> {
  return new Set(guardrails.flatMap(({ dependsOn }) => dependsOn))
}

function trackOf(guardrail: Guardrail, input: RoundInput, causes: readonly Broken[]): JudgedDay[] {
  const series = input.seriesOf(guardrail.scope)
  let watch = input.watches.get(guardrail.id) ?? AT_REST
  return daysToJudge(guardrail, series, watch, input.day).map((day) => {
    const judged = judgeSafely(EVALUATORS[guardrail.kind], guardrail, series, day)
    const mute = mutedBy(guardrail, day, causes, input.channelOf)
    const next = mute ? { watch, move: 'none' as const } : step(watch, guardrail, judged, day)
    watch = next.watch
    return { day, judged, ...next, mutedBy: mute }
  })
}

/**
 * Which days are judged now: each that became complete since the last count, or the last one again where its numbers may have
 * changed. Whether numbers come in at all is a question of today alone.
 */
function daysToJudge(guardrail: Guardrail, series: Series, { counted }: Watch, today: string): string[] {
  if (isOfToday(guardrail)) return [today]
  const complete = completeThrough(series, guardrail.metric)
  if (complete === null || complete < shiftDay(today, -STALE_DAYS)) return [today]
  const oldest = shiftDay(complete, 1 - CATCH_UP_DAYS)
  const from = counted !== null && counted >= oldest ? shiftDay(counted, 1) : oldest
  const days: string[] = []
  for (let day = from; day <= complete; day = shiftDay(day, 1)) days.push(day)
  return days.length > 0 ? days : [complete]
}

/** Tracking first, then what others depend on, then the rest; each by number. */
function inOrder(guardrails: readonly Guardrail[], depended: ReadonlySet<number>): Guardrail[] {
  const rank = ({ kind, number }: Guardrail) => (TRACKING_KINDS.includes(kind) ? 0 : depended.has(number) ? 1 : 2)
  return guardrails.toSorted((a, b) => rank(a) - rank(b) || a.number - b.number)
}
