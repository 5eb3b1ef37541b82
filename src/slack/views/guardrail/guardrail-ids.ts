import { type Scope, scopeKey } from '../../../domain/guardrail/guardrail.ts'
import type { Watched } from '../../../domain/guardrail/watched.ts'
import { fingerprint, shortFingerprint } from '../../../lib/fingerprint.ts'

/** What somebody typed or chose in the form of a guardrail, by the id of the input. */
export type GuardrailFields = Readonly<Record<string, string>>

/** A bound has an input of its own for each thing in each scope, so that its proposal shows when either is chosen anew. */
export function boundInput(side: 'low' | 'high', watched: Pick<Watched, 'id'>, scope: Scope): string {
  return `${side}_${shortFingerprint(fingerprint(`${watched.id} ${scopeKey(scope)}`))}`
}
