import type { Evaluation } from './evaluation.ts'
import type { Guardrail } from './guardrail.ts'
import { boundsInWords } from './judged-words.ts'
import type { WatchState } from './machine.ts'
import { watchedBy } from './watched.ts'

/** A rule in a few words: `CAC ≤ €1,400 over 7 days`, `budget pace of the month 80 % to 120 %`, `tracking, all checks`. */
export function ruleInWords(
  guardrail: Pick<Guardrail, 'kind' | 'metric' | 'breach' | 'windowDays'>,
  currency: string,
): string {
  const { kind, metric, breach, windowDays } = guardrail
  const { label, sides } = watchedBy(guardrail)
  if (sides.length === 0) return label
  const bounds = boundsInWords({ kind, metric, breach }, currency)
  const window = metric === null ? '' : ` over ${windowDays === 1 ? '1 day' : `${windowDays} days`}`
  return `${label} ${bounds}${window}`
}

/** How a guardrail stands, in a few words. */
export function standsInWords(
  { pausedAt }: Pick<Guardrail, 'pausedAt'>,
  state: WatchState,
  evaluation: Pick<Evaluation, 'verdict' | 'mutedBy'> | null,
): string {
  if (pausedAt !== null) return 'paused'
  if (!evaluation) return 'not judged yet'
  if (state === 'FIRING') return 'breaching'
  if (state === 'RECOVERING') return 'recovering'
  if (evaluation.mutedBy !== null) return 'muted'
  if (state === 'PENDING') return 'broken, waiting for another day of it'
  switch (evaluation.verdict) {
    case 'WARN':
      return 'close to its bound'
    case 'INSUFFICIENT':
      return 'too little to say'
    case 'NO_DATA':
      return 'no data'
    case 'ERROR':
      return 'cannot be judged'
    default:
      return 'all is well'
  }
}
