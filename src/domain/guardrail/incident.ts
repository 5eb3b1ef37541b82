import type { Judged } from './evaluation.ts'

/** What the machine says of an incident. */
export const INCIDENT_STATES = ['firing', 'recovering', 'resolved'] as const
export type IncidentState = (typeof INCIDENT_STATES)[number]

/** Why an incident ended. */
export const RESOLUTIONS = ['recovered', 'rule changed', 'paused', 'deleted', 'drill over'] as const
export type Resolution = (typeof RESOLUTIONS)[number]

/** A condition of its own: it cannot be judged, which resolves nothing, and nobody is asked about it while that is so. */
export const CONDITIONS = ['NO_DATA', 'NO_SPEND', 'ERROR', ''] as const
export type Condition = (typeof CONDITIONS)[number]

/** The condition that a judgement puts an open incident in. */
export function conditionOf({ verdict, isUnspent }: Pick<Judged, 'verdict' | 'isUnspent'>): Condition {
  if (isUnspent) return 'NO_SPEND'
  return verdict === 'NO_DATA' || verdict === 'ERROR' ? verdict : ''
}

/** One breach from its first word to its last. What the machine says and what people did are kept apart. */
export type Incident = {
  id: string
  guardrailId: string
  guardrailVersion: number
  scope: string
  isDrill: boolean
  state: IncidentState
  condition: Condition
  /** First day of the breach, and the day of the last judgement with what it said. */
  since: string
  day: string
  judged: Judged
  /** The incident under whose card this one is told; null for one with a card of its own in the conversation. */
  leadId: string | null
  openedAt: Date
  resolvedAt: Date | null
  resolvedOn: string | null
  resolution: Resolution | null
  ackedBy: string | null
  ackedAt: Date | null
  snoozedUntil: Date | null
  snoozedBy: string | null
  snoozedWhy: string | null
  /** How far beyond its bound it was when people were told, or when they put it to sleep. */
  toldExcess: number
  assignedTo: string | null
  assignedBy: string | null
  escalation: number
  /** When the clock has something to do about it. */
  nextAt: Date | null
  version: number
}

/** What can happen to an incident, as its log names it. */
export const NOTED = [
  'fired',
  'worsened',
  'muted',
  'unmuted',
  'no data',
  'judged again',
  'recovering',
  'fired again',
  'resolved',
  'reminder',
  'escalated',
  'acknowledged',
  'snoozed',
  'snooze over',
  'snooze broken',
  'assigned',
  'decided',
] as const
export type Noted = (typeof NOTED)[number]

/** Numbers that only moved need no word. */
export const UNSAID: readonly Noted[] = ['unmuted', 'judged again']

/** One line of an incident's log: what happened, who did it, and whether people were told. */
export type IncidentNote = {
  id: string
  incidentId: string
  what: Noted
  by: string
  at: Date
  detail: Record<string, unknown>
  told: boolean
}

/** What was decided about an incident: D-12. */
export type IncidentDecision = {
  id: string
  number: number
  incidentId: string
  decision: string
  rationale: string
  madeBy: string
  madeAt: Date
}

/** How far a value lies beyond its bound, as a part of the bound; without a value it is as far as can be. 0 within the bound. */
export function excessOf({ value, bound, verdict }: Pick<Judged, 'value' | 'bound' | 'verdict'>): number {
  if (verdict !== 'BREACH') return 0
  if (value === null || bound === null) return Number.MAX_SAFE_INTEGER
  return bound === 0 ? Math.abs(value) : Math.abs(value / bound - 1)
}

/** Worse than people were told by half as much again, and by a twentieth of the bound at least. */
export function hasWorsened(told: number, now: number): boolean {
  return now >= told * 1.5 && now - told >= 0.05
}
