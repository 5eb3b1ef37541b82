import type { Guardrail } from './guardrail.ts'

/** What one judgement says. Only OK, WARN and BREACH move the machine. */
export const VERDICTS = ['OK', 'WARN', 'BREACH', 'INSUFFICIENT', 'NO_DATA', 'ERROR'] as const
export type Verdict = (typeof VERDICTS)[number]

/** One judgement of a guardrail, with the numbers it was made of. */
export type Judged = {
  verdict: Verdict
  /** Whether the value is back within the recovery bounds. */
  recovers: boolean
  value: number | null
  /** The bound that was broken, or the nearest one. */
  bound: number | null
  numerator: number | null
  denominator: number | null
  /** How sure it is that the bound is broken; null where that is no matter of chance. */
  probability: number | null
  /** By how much the counts vary more than chance alone would have it, at least 1. */
  dispersion: number | null
  /** The 95 % interval of the value. */
  low: number | null
  high: number | null
  /** The last day of the window; null without numbers. */
  dataThrough: string | null
  sentence: string
  /** Nothing could be said because nothing was spent. */
  isUnspent?: true
}

/** A judgement as it is kept: the last one of each day. */
export type Evaluation = Judged & {
  guardrailId: string
  version: number
  day: string
  /** Why it moved nothing although it could have: what was broken at the time. */
  mutedBy: string | null
  state: string
  judgedAt: Date
}

/** Judges a guardrail from a window of numbers, as they stood at the end of a day. Every kind of guardrail has one. */
export type Evaluator<Numbers> = (guardrail: Guardrail, numbers: Numbers, day: string) => Judged

/** A judgement without a single number. */
export const NO_NUMBERS = {
  recovers: false,
  value: null,
  bound: null,
  numerator: null,
  denominator: null,
  probability: null,
  dispersion: null,
  low: null,
  high: null,
  dataThrough: null,
}

/** A judgement that could not be made, why, and what is known all the same. */
export function unjudged(
  verdict: 'INSUFFICIENT' | 'NO_DATA' | 'ERROR',
  sentence: string,
  known: Partial<Judged> = {},
): Judged {
  return { ...NO_NUMBERS, ...known, verdict, sentence }
}
