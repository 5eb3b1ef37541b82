import type { QaFinding } from '../tracking/qa-finding.ts'

// A control watches what guardrails cannot see in one number: whether conversions are counted, whether links are tagged, what the
// next result would cost, whether two audiences are one, whether an ad is tired.

/** The controls, in the order they are worth looking at: what is not counted cannot be judged. */
export const CONTROLS = ['tracking', 'links', 'saturation', 'overlap', 'creatives', 'expansion'] as const
export type Control = (typeof CONTROLS)[number]

/** How a control stands: something to do, something to watch, fine, or nothing can be said. */
export type ControlState = 'act' | 'watch' | 'ok' | 'unknown'

/** What one control says, of one channel or of the whole team (null, and '' as its name). */
export type ControlLine = {
  control: Control
  state: ControlState
  channelId: string | null
  about: string
  sentence: string
}

/** The state that a finding of conversion QA means. */
export function stateOfFinding({ level }: QaFinding): ControlState {
  return level === 'error' ? 'act' : 'watch'
}

/** The lines of one control, what is to be done first. */
export function linesOf(lines: readonly ControlLine[], control: Control): ControlLine[] {
  const rank = (line: ControlLine) => ['act', 'watch', 'unknown', 'ok'].indexOf(line.state)
  return lines.filter((line) => line.control === control).toSorted((one, other) => rank(one) - rank(other))
}
