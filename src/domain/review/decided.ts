import type { Verdict } from '../experiment/rule.ts'
import { verdictInWords } from '../experiment/test-words.ts'

/** A decision that was logged with its number: about a test or about an alert. */
export type Decided = { number: number; by: string } & (
  | { kind: 'test'; test: number; title: string; verdict: Verdict }
  | { kind: 'alert'; guardrail: number; decision: string }
)

const MOST_LINES = 12

/** Decisions as a review tells them, one a line: `D-12 T-31 Shorter form: ship (Priya)`. What goes beyond `MOST_LINES` is counted. */
export function decidedLines(decided: readonly Decided[], names: Readonly<Record<string, string>>): string[] {
  const shown = decided
    .slice(0, MOST_LINES)
    .map((each) => `D-${each.number} ${whatOf(each)} (${names[each.by] ?? 'a colleague'})`)
  const more = decided.length - shown.length
  return more > 0 ? [...shown, `and ${more} more: /beat log`] : shown
}

function whatOf(each: Decided): string {
  return each.kind === 'test'
    ? `T-${each.test} ${each.title}: ${verdictInWords(each.verdict)}`
    : `G-${each.guardrail}: ${each.decision.replace(/\s+/g, ' ')}`
}
