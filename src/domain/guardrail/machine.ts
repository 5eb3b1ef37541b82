import type { Verdict } from './evaluation.ts'

// NORMAL → PENDING → FIRING → RECOVERING → RESOLVED. Days are counted, not evaluations of the same day: two imports on one
// morning are no two days of evidence. RESOLVED is NORMAL that has just become so.

export const WATCH_STATES = ['NORMAL', 'PENDING', 'FIRING', 'RECOVERING', 'RESOLVED'] as const
export type WatchState = (typeof WATCH_STATES)[number]

/** Where the machine stands with a guardrail. */
export type Watch = {
  state: WatchState
  /** How many days in a row have spoken for the next state. */
  streak: number
  /** First day of the run that led to the state. */
  since: string | null
  /** The last day that was counted. */
  counted: string | null
}

/** What one evaluation did to a guardrail. */
export type Move = 'none' | 'pending' | 'calmed' | 'fired' | 'recovering' | 'fired again' | 'resolved'

export const AT_REST: Watch = { state: 'NORMAL', streak: 0, since: null, counted: null }

type Rule = { fireAfter: number; resolveAfter: number }
type Evaluated = { verdict: Verdict; recovers: boolean }

/** Takes one evaluation into account. What is not OK, WARN or BREACH moves nothing. */
export function step(
  watch: Watch,
  rule: Rule,
  { verdict, recovers }: Evaluated,
  day: string,
): { watch: Watch; move: Move } {
  if (verdict === 'INSUFFICIENT' || verdict === 'NO_DATA' || verdict === 'ERROR') return { watch, move: 'none' }
  const isNewDay = watch.counted === null || day > watch.counted
  const seen = { ...watch, counted: isNewDay ? day : watch.counted }
  switch (watch.state) {
    case 'NORMAL':
    case 'RESOLVED':
      return fromNormal(seen, rule, verdict, day)
    case 'PENDING':
      return fromPending(seen, rule, verdict, { day, isNewDay })
    case 'FIRING':
      return verdict !== 'BREACH' && recovers ? recovering(seen, rule, day) : { watch: seen, move: 'none' }
    case 'RECOVERING':
      return fromRecovering(seen, rule, { verdict, recovers }, { day, isNewDay })
  }
}

function fromNormal(watch: Watch, { fireAfter }: Rule, verdict: Verdict, day: string): { watch: Watch; move: Move } {
  if (verdict !== 'BREACH') {
    return {
      watch: { ...watch, state: 'NORMAL', streak: 0, since: watch.state === 'NORMAL' ? watch.since : day },
      move: 'none',
    }
  }
  if (fireAfter <= 1) return { watch: { ...watch, state: 'FIRING', streak: 0, since: day }, move: 'fired' }
  return { watch: { ...watch, state: 'PENDING', streak: 1, since: day }, move: 'pending' }
}

type Moment = { day: string; isNewDay: boolean }

function fromPending(
  watch: Watch,
  { fireAfter }: Rule,
  verdict: Verdict,
  { day, isNewDay }: Moment,
): { watch: Watch; move: Move } {
  if (verdict !== 'BREACH') return { watch: { ...watch, state: 'NORMAL', streak: 0, since: day }, move: 'calmed' }
  const streak = watch.streak + (isNewDay ? 1 : 0)
  if (streak >= fireAfter) return { watch: { ...watch, state: 'FIRING', streak: 0 }, move: 'fired' }
  return { watch: { ...watch, streak }, move: 'none' }
}

function recovering(watch: Watch, { resolveAfter }: Rule, day: string): { watch: Watch; move: Move } {
  if (resolveAfter <= 1) return { watch: { ...watch, state: 'RESOLVED', streak: 0, since: day }, move: 'resolved' }
  return { watch: { ...watch, state: 'RECOVERING', streak: 1, since: day }, move: 'recovering' }
}

function fromRecovering(
  watch: Watch,
  { resolveAfter }: Rule,
  { verdict, recovers }: Evaluated,
  { day, isNewDay }: Moment,
): { watch: Watch; move: Move } {
  if (verdict === 'BREACH') return { watch: { ...watch, state: 'FIRING', streak: 0, since: day }, move: 'fired again' }
  if (!recovers) return { watch: { ...watch, streak: 0 }, move: 'none' }
  const streak = watch.streak + (isNewDay ? 1 : 0)
  if (streak >= resolveAfter) return { watch: { ...watch, state: 'RESOLVED', streak: 0, since: day }, move: 'resolved' }
  return { watch: { ...watch, streak }, move: 'none' }
}

/** A guardrail whose rule was changed begins anew; what was open ends with that reason. */
export function ruleChanged({ state }: Watch): { watch: Watch; endsIncident: boolean } {
  return { watch: AT_REST, endsIncident: state === 'FIRING' || state === 'RECOVERING' }
}
