import { type Scope, scopeKey } from '../../../domain/guardrail/guardrail.ts'
import type { Watched } from '../../../domain/guardrail/watched.ts'
import { fingerprint, shortFingerprint } from '../../../lib/fingerprint.ts'

/** What somebody typed or chose in the form of a guardrail, by the id of the input. */
export type GuardrailFields = Readonly<Record<string, string>>

export const BOUND_PARTS = ['low', 'high', 'warnLow', 'warnHigh', 'recoverLow', 'recoverHigh'] as const
type BoundPart = (typeof BOUND_PARTS)[number]

/** A bound has an input of its own for each thing in each scope, so that its proposal shows when either is chosen anew. */
export function boundInput(part: BoundPart, watched: Pick<Watched, 'id'>, scope: Scope): string {
  return `${part}_${shortFingerprint(fingerprint(`${watched.id} ${scopeKey(scope)}`))}`
}

export const RULE_PARTS = ['windowDays', 'fireAfter', 'sure'] as const
type RulePart = (typeof RULE_PARTS)[number]

/** So has what is usual for one thing and not for another. */
export function ruleInput(part: RulePart, watched: Pick<Watched, 'id'>): string {
  return `${part}_${shortFingerprint(fingerprint(watched.id))}`
}
