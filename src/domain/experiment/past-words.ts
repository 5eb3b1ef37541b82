import { formatChange } from '../../lib/format.ts'
import { stateInWords } from './life.ts'
import type { PastTest } from './past-test.ts'
import type { Verdict } from './rule.ts'

/** What a verdict made of a test: shipped, rolled back, … */
export function verdictDone(verdict: Verdict): string {
  const words: Record<Verdict, string> = {
    ship: 'shipped',
    roll_back: 'rolled back',
    iterate: 'to be iterated',
    extend: 'extended',
    inconclusive: 'inconclusive',
    invalid: 'invalid',
  }
  return words[verdict]
}

/** What became of a test, or how it stands: shipped, rolled back, running, … */
export function becameInWords({ verdict, state }: Pick<PastTest, 'verdict' | 'state'>): string {
  return verdict === null || verdict === 'extend' ? stateInWords(state) : verdictDone(verdict)
}

/** An effect with what it may be: `leads per click −6 % (−11 % to −1 %)`; null where none was measured. */
export function effectInWords({ lift, metric }: Pick<PastTest, 'lift' | 'metric'>): string | null {
  if (!lift) return null
  const span = `${formatChange(lift.lift)} (${formatChange(lift.low)} to ${formatChange(lift.high)})`
  return metric ? `${lowerFirst(metric)} ${span}` : span
}

/** CAC stays CAC; "Leads per click" begins small inside a line. */
function lowerFirst(name: string): string {
  return /^\p{Lu}\p{Ll}/u.test(name) ? `${name[0]?.toLowerCase()}${name.slice(1)}` : name
}
