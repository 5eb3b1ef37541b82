import { type QaFinding, qaInWords } from '../tracking/qa-finding.ts'

/** Whether the numbers a test would be judged by can be trusted just now. */
export type Tracking = { state: 'green' | 'red' | 'unknown'; sentence: string }

/** What is known of the tracking of a channel: its findings, and whether it ever reported numbers and conversions. */
export type TrackedChannel = { findings: readonly QaFinding[]; hasNumbers: boolean; hasConversions: boolean }

/**
 * The tracking of a channel as a test needs it, from the same findings that `/beat controls` shows: an error makes it red, a
 * warning is said and leaves it green, and where nothing was reported it is unknown.
 */
export function trackingOf({ findings, hasNumbers, hasConversions }: TrackedChannel): Tracking {
  if (!hasNumbers)
    return { state: 'unknown', sentence: 'No numbers of this channel are here, so nobody can see its tracking.' }
  const errors = findings.filter(({ level }) => level === 'error')
  if (errors.length > 0) return { state: 'red', sentence: errors.map(qaInWords).join(' ') }
  if (!hasConversions)
    return { state: 'unknown', sentence: 'This channel has reported no conversions, so nobody can see its tracking.' }
  const warnings = findings.map(qaInWords)
  return { state: 'green', sentence: ['Tracking is clean.', ...warnings].slice(warnings.length > 0 ? 1 : 0).join(' ') }
}
