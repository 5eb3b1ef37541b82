import type { Team } from '../team.ts'
import { localDay } from '../week.ts'
import type { Due } from './attention.ts'
import type { Guardrail } from './guardrail.ts'
import { scopeKey } from './guardrail.ts'
import { conditionOf, excessOf, hasWorsened, type Incident, type Noted, type Resolution } from './incident.ts'
import type { JudgedDay } from './round.ts'

// How an incident goes on: by what the machine finds and by what people do, each in columns of its own.

/** Something that happened to an incident, with what is to be remembered of it. */
export type Happened = { what: Noted; detail: Record<string, unknown> }

/** An incident after something happened, or the reason why nothing could. */
export type Turn = { incident: Incident; happened: Happened[] }
export type Refused = { refused: string }

/** A new incident: what broke, since when, by how much. */
export function opened(
  guardrail: Guardrail,
  { day, judged, watch }: Pick<JudgedDay, 'day' | 'judged' | 'watch'>,
  { id, now, isDrill = false }: { id: string; now: Date; isDrill?: boolean },
): Turn {
  const incident: Incident = {
    id,
    guardrailId: guardrail.id,
    guardrailVersion: guardrail.version,
    scope: scopeKey(guardrail.scope),
    isDrill,
    state: 'firing',
    condition: '',
    since: watch.since ?? day,
    day,
    judged,
    leadId: null,
    openedAt: now,
    resolvedAt: null,
    resolvedOn: null,
    resolution: null,
    ackedBy: null,
    ackedAt: null,
    snoozedUntil: null,
    snoozedBy: null,
    snoozedWhy: null,
    toldExcess: excessOf(judged),
    assignedTo: null,
    assignedBy: null,
    escalation: 0,
    nextAt: null,
    version: 1,
  }
  return { incident, happened: [{ what: 'fired', detail: { sentence: judged.sentence } }] }
}

/** An open incident after another day was judged. */
export function judgedOn(
  incident: Incident,
  { day, judged, move, mutedBy }: JudgedDay,
  isMuted: boolean,
  now: Date,
): Turn {
  if (mutedBy) {
    const muted: Happened[] = isMuted ? [] : [{ what: 'muted', detail: { by: mutedBy.number, name: mutedBy.name } }]
    return { incident, happened: muted }
  }
  const unmuted: Happened[] = isMuted ? [{ what: 'unmuted', detail: {} }] : []
  const condition = conditionOf(judged)
  if (condition !== '') {
    const isTold = incident.condition === condition
    const happened: Happened[] = isTold ? [] : [{ what: 'no data', detail: { sentence: judged.sentence } }]
    return { incident: { ...incident, condition }, happened: [...unmuted, ...happened] }
  }
  const seen = isTold(judged.verdict) ? { day, judged } : {}
  const next = moved({ ...incident, condition: '', ...seen }, { day, judged, move }, now)
  return { incident: next.incident, happened: [...unmuted, ...next.happened] }
}

function isTold(verdict: JudgedDay['judged']['verdict']): boolean {
  return verdict === 'OK' || verdict === 'WARN' || verdict === 'BREACH'
}

function moved(incident: Incident, { day, judged, move }: Pick<JudgedDay, 'day' | 'judged' | 'move'>, now: Date): Turn {
  const detail = { sentence: judged.sentence }
  switch (move) {
    case 'recovering':
      return { incident: { ...incident, state: 'recovering' }, happened: [{ what: 'recovering', detail }] }
    case 'resolved':
      return ended(incident, 'recovered', day, now, detail)
    case 'fired again':
      return worse({ ...incident, state: 'firing' }, [{ what: 'fired again', detail }])
    default:
      return worse(incident, [])
  }
}

/** A breach that got worse is said again, and no snooze lasts through it. */
function worse(incident: Incident, happened: Happened[]): Turn {
  const excess = excessOf(incident.judged)
  if (incident.state !== 'firing' || !hasWorsened(incident.toldExcess, excess)) return { incident, happened }
  const detail = { sentence: incident.judged.sentence }
  const told = { ...incident, toldExcess: excess }
  if (incident.snoozedUntil) {
    const awake = { ...told, snoozedUntil: null, snoozedBy: null, snoozedWhy: null }
    return {
      incident: awake,
      happened: [...happened, { what: 'snooze broken', detail: { ...detail, by: incident.snoozedBy } }],
    }
  }
  return { incident: told, happened: happened.length > 0 ? happened : [{ what: 'worsened', detail }] }
}

/** An incident that is over, and why. */
export function ended(
  incident: Incident,
  resolution: Resolution,
  day: string,
  now: Date,
  detail: Record<string, unknown> = {},
): Turn {
  const over = { snoozedUntil: null, snoozedBy: null, snoozedWhy: null, nextAt: null, condition: '' as const }
  return {
    incident: { ...incident, ...over, state: 'resolved', resolution, resolvedAt: now, resolvedOn: day },
    happened: [{ what: 'resolved', detail: { ...detail, resolution } }],
  }
}

/** Somebody takes an incident. One that is over, or that somebody has, stays as it is, and the sentence says so. */
export function acknowledged(incident: Incident, by: string, now: Date): Turn | Refused {
  if (incident.state === 'resolved') return { refused: OVER }
  const holder = incident.assignedTo ?? incident.ackedBy
  if (holder === by && incident.ackedBy === by) return { refused: 'You are on it already; nothing changed.' }
  if (holder !== null && holder !== by)
    return { refused: `<@${holder}> is on it already. If you take over, use [Assign] and name yourself.` }
  return { incident: { ...incident, ackedBy: by, ackedAt: now }, happened: [{ what: 'acknowledged', detail: {} }] }
}

/** Somebody puts an incident to sleep until a moment, for a reason. */
export function snoozed(
  incident: Incident,
  { until, why, by }: { until: Date; why: string; by: string },
): Turn | Refused {
  if (incident.state === 'resolved') return { refused: OVER }
  return {
    incident: {
      ...incident,
      snoozedUntil: until,
      snoozedBy: by,
      snoozedWhy: why,
      toldExcess: excessOf(incident.judged),
    },
    happened: [{ what: 'snoozed', detail: { until: until.toISOString(), why } }],
  }
}

/** Somebody gives an incident to a person. */
export function assigned(incident: Incident, to: string, by: string): Turn | Refused {
  if (incident.state === 'resolved') return { refused: OVER }
  if (incident.assignedTo === to) return { refused: `It is <@${to}>'s already; nothing changed.` }
  return { incident: { ...incident, assignedTo: to, assignedBy: by }, happened: [{ what: 'assigned', detail: { to } }] }
}

/** What the clock does to an incident; null where it only says what was held back. */
export function tended(incident: Incident, due: Due, { zone }: Pick<Team, 'zone'>, now: Date): Turn | null {
  const { condition, judged } = incident
  switch (due.kind) {
    case 'say':
      return null
    case 'wake': {
      const awake = { ...incident, snoozedUntil: null, snoozedBy: null, snoozedWhy: null }
      return { incident: awake, happened: [{ what: 'snooze over', detail: { sentence: judged.sentence, condition } }] }
    }
    case 'escalate': {
      const { to, standsInFor, level } = due
      return {
        incident: { ...incident, escalation: level },
        happened: [{ what: 'escalated', detail: { to, standsInFor } }],
      }
    }
    case 'end drill':
      return ended(incident, 'drill over', localDay(now, zone), now)
    case 'remind': {
      const { to, standsInFor } = due
      return { incident, happened: [{ what: 'reminder', detail: { to, standsInFor, sentence: judged.sentence } }] }
    }
  }
}

const OVER = 'This one is over: it was resolved in the meantime. Nothing changed.'
