import { presentFor, speakersOf } from '../absence/absence.ts'
import { instantOf } from '../rhythm.ts'
import type { Team } from '../team.ts'
import { localDay, localTime, shiftDay } from '../week.ts'
import type { Guardrail } from './guardrail.ts'
import type { Incident, IncidentNote } from './incident.ts'

// What the clock does about an open incident, and whom it asks. Nobody is asked twice for one step, nothing is said in quiet
// hours, who has taken it is reminded instead of their lead, and who is away is not asked: their stand-in is.

const HOUR = 3_600_000
/** How long a breach may lie untaken before the lead hears of it, and how long before the owner's successor does. */
const LEAD_AFTER: Record<Guardrail['severity'], number> = { critical: HOUR, warning: 4 * HOUR }
const SUCCESSOR_AFTER = 24 * HOUR
/** When people are asked again after days off. */
const REST_ENDS = '09:00'
/** A drill that nobody ends is over by itself. */
const DRILL_LASTS = 24 * HOUR

/** Who is asked on a day, and for whom that is away; both null where nobody is named. */
export type Asked = { to: string | null; standsInFor: string | null }

/** What is due about an incident: say what was held back, wake it, ask somebody else, or remind. */
export type Due =
  | { kind: 'say' }
  | { kind: 'wake' }
  | { kind: 'escalate'; to: string; standsInFor: string | null; level: number }
  | ({ kind: 'remind' } & Asked)
  | { kind: 'end drill' }

/** When quiet hours end, where an instant lies within them; null outside. What is critical has none. */
export function quietUntil({ quiet, severity }: Guardrail, now: Date, zone: string): Date | null {
  if (quiet === null || severity === 'critical' || quiet.from === quiet.to) return null
  const time = localTime(now, zone)
  const isOver = quiet.from < quiet.to
  const isQuiet = isOver ? time >= quiet.from && time < quiet.to : time >= quiet.from || time < quiet.to
  if (!isQuiet) return null
  const today = localDay(now, zone)
  return instantOf(time < quiet.to ? today : shiftDay(today, 1), quiet.to, zone)
}

/** Whoever an incident waits for on a day: who was given it, else who took it, else the guardrail's owner, else the lead. */
export function holderOf(incident: Incident, guardrail: Guardrail, team: Team, day: string): Asked {
  const holder = incident.assignedTo ?? incident.ackedBy ?? ownerOf(guardrail, team)
  return holder === null ? { to: null, standsInFor: null } : askedFor(holder, guardrail, team, day)
}

function askedFor(userId: string, guardrail: Guardrail, team: Team, day: string): Asked {
  const others = [guardrail.approverUserId, team.leadUserId]
  return presentFor(team, userId, { channel: channelOf(guardrail, team), others }, day)
}

/** Who owns a guardrail: its own owner, else that of its channel, else the lead. */
export function ownerOf(guardrail: Guardrail, team: Team): string | null {
  return guardrail.ownerUserId ?? channelOf(guardrail, team)?.ownerUserId ?? team.leadUserId
}

/** Everybody who may act on a guardrail's incidents. */
export function keepersOf(guardrail: Guardrail, team: Team, channelIds: readonly string[] = []): string[] {
  const channels = team.channels.filter(({ id }) => channelIds.includes(id) || id === channelOf(guardrail, team)?.id)
  const own = [guardrail.ownerUserId, guardrail.approverUserId, team.leadUserId]
  const speakers = channels.flatMap((channel) => speakersOf(team, channel))
  return [...new Set([...own, ...speakers, ...standInsOf(team, own)].filter((id) => id !== null))]
}

/** Whom people named for the time they are away. */
export function standInsOf({ absences }: Pick<Team, 'absences'>, people: readonly (string | null)[]): string[] {
  return absences
    .filter(({ userId }) => people.includes(userId))
    .map(({ delegateUserId }) => delegateUserId)
    .filter((id) => id !== null)
}

/** The steps of an escalation that differ from the one who has it anyway: the lead, then the owner's successor. */
function ladder(guardrail: Guardrail, team: Team): { to: string; after: number }[] {
  const owner = ownerOf(guardrail, team)
  const successor = channelOf(guardrail, team)?.delegateUserId ?? guardrail.approverUserId
  const steps = [
    { to: team.leadUserId, after: LEAD_AFTER[guardrail.severity] },
    { to: successor, after: SUCCESSOR_AFTER },
  ]
  return steps.flatMap(({ to, after }) => (to === null || to === owner ? [] : [{ to, after }]))
}

/** Whether a person has taken the incident. */
function isTaken({ ackedBy, assignedTo }: Pick<Incident, 'ackedBy' | 'assignedTo'>): boolean {
  return ackedBy !== null || assignedTo !== null
}

/** Facts of an incident beside itself: its log, whether something was decided about it, and which days its team works. */
export type Story = {
  notes: readonly IncidentNote[]
  isDecided: boolean
  isMuted: boolean
  isWorkday(day: string): boolean
}

/** What the clock has to do now; null where nothing is due. */
export function dueNow(incident: Incident, guardrail: Guardrail, team: Team, story: Story, now: Date): Due | null {
  if (incident.state === 'resolved') return null
  if (incident.isDrill && drillEnds(incident) <= now) return { kind: 'end drill' }
  if (quietUntil(guardrail, now, team.zone)) return null
  if (incident.snoozedUntil) return incident.snoozedUntil <= now ? { kind: 'wake' } : null
  if (story.notes.some(({ told }) => !told)) return { kind: 'say' }
  const today = localDay(now, team.zone)
  if (rests(guardrail, story, today)) return null
  const step = nextStep(incident, guardrail, team, today)
  if (step && step.at <= now) {
    const { to, standsInFor, level } = step
    return { kind: 'escalate', to, standsInFor, level }
  }
  const at = reminderAt(guardrail, incident, story)
  return at !== null && at <= now ? { kind: 'remind', ...holderOf(incident, guardrail, team, today) } : null
}

/** When the clock looks at an incident next; null where it waits for people or numbers alone. */
export function nextAt(incident: Incident, guardrail: Guardrail, team: Team, story: Story, now: Date): Date | null {
  if (incident.state === 'resolved') return null
  if (incident.snoozedUntil) return outsideQuiet(guardrail, team, incident.snoozedUntil, now)
  if (story.notes.some(({ told }) => !told)) return outsideQuiet(guardrail, team, now, now)
  const today = localDay(now, team.zone)
  const moments = [nextStep(incident, guardrail, team, today)?.at, reminderAt(guardrail, incident, story)]
  if (incident.isDrill) return drillEnds(incident)
  const [first] = moments.filter((at) => at !== undefined && at !== null).sort((a, b) => a.getTime() - b.getTime())
  return first ? outsideQuiet(guardrail, team, onWorkday(guardrail, team, story, first, now), now) : null
}

// The longest that a calendar may be without a day of work before it is no longer believed.
const LONGEST_REST = 14

/** Nobody is asked again on a weekend or a holiday, unless it is critical. */
function rests({ severity }: Guardrail, { isWorkday }: Story, day: string): boolean {
  return severity !== 'critical' && !isWorkday(day)
}

/** A moment, or the beginning of the next day of work. */
function onWorkday(guardrail: Guardrail, { zone }: Team, story: Story, at: Date, now: Date): Date {
  const first = localDay(at > now ? at : now, zone)
  if (!rests(guardrail, story, first)) return at
  let day = first
  for (let waited = 0; waited < LONGEST_REST && rests(guardrail, story, day); waited++) day = shiftDay(day, 1)
  return instantOf(day, REST_ENDS, zone)
}

/** A moment, or the end of the quiet hours it lies in. One that has passed within quiet hours waits for their end as well. */
function outsideQuiet(guardrail: Guardrail, { zone }: Team, at: Date, now: Date): Date {
  return quietUntil(guardrail, at > now ? at : now, zone) ?? at
}

function drillEnds({ openedAt }: Incident): Date {
  return new Date(openedAt.getTime() + DRILL_LASTS)
}

type Step = { to: string; standsInFor: string | null; level: number; at: Date }

/** The next step at which somebody can be asked: nobody stands in for one who is gone for good. */
function nextStep(incident: Incident, guardrail: Guardrail, team: Team, day: string): Step | null {
  if (isTaken(incident) || incident.isDrill || incident.condition !== '') return null
  const steps = ladder(guardrail, team).flatMap(({ to: meant, after }, index): Step[] => {
    const { to, standsInFor } = askedFor(meant, guardrail, team, day)
    const at = new Date(incident.openedAt.getTime() + after)
    return to === null || index < incident.escalation ? [] : [{ to, standsInFor, level: index + 1, at }]
  })
  return steps[0] ?? null
}

/** What is decided, muted, about to be over or not to be judged just now needs no reminder. */
function reminderAt({ remindHours }: Guardrail, { state, condition, isDrill }: Incident, story: Story): Date | null {
  if (state !== 'firing' || condition !== '' || isDrill || story.isDecided || story.isMuted) return null
  const said = story.notes.filter(({ told }) => told).at(-1)
  return said ? new Date(said.at.getTime() + remindHours * HOUR) : null
}

function channelOf({ scope }: Guardrail, team: Team): Team['channels'][number] | undefined {
  return scope.level === 'channel' ? team.channels.find(({ id }) => id === scope.channelId) : undefined
}
