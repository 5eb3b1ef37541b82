import { isWorkday } from '../../domain/absence/calendar.ts'
import { nextAt, quietUntil, type Story } from '../../domain/guardrail/attention.ts'
import type { Guardrail } from '../../domain/guardrail/guardrail.ts'
import { type Incident, type IncidentNote, type Noted, UNSAID } from '../../domain/guardrail/incident.ts'
import type { Happened } from '../../domain/guardrail/story.ts'
import { actorName } from '../../domain/team.ts'
import { findPost } from '../../store/delivery/announcements.ts'
import {
  insertIncidentNote,
  listIncidentDecisions,
  listIncidentNotes,
  markNotesTold,
  updateIncident,
} from '../../store/guardrail/incidents.ts'
import { findLatestStanding } from '../../store/review/reviews.ts'
import type { Tx } from '../../store/transaction.ts'
import { readCalendar } from '../absence/read-calendar.ts'
import type { TeamContext } from '../context.ts'
import { type Announced, announce, redraw, type Said } from '../delivery/announce.ts'

/** The card of an incident: one living message, with its story as its thread. */
export const INCIDENT_CARD = 'incident-card'
/** The picture under it, and the lines of its story. */
export const INCIDENT_CHART = 'incident-chart'
export const INCIDENT_NOTE = 'incident-note'
/** The reply of a review about the alerts. */
export const ALERTS = 'review-alerts'

/** What the card itself shows needs no line. */
const SILENT: readonly Noted[] = ['fired', ...UNSAID]

/** Whether the last word on muting was that it is muted. */
export function isMuted(notes: readonly IncidentNote[]): boolean {
  return notes.findLast(({ what }) => what === 'muted' || what === 'unmuted')?.what === 'muted'
}

/**
 * Writes down what happened to an incident and says it: on its card, and as lines of its thread. In quiet hours, and while the
 * breach itself is untold, it waits; what is over before anybody was told is never told.
 */
export async function tell(
  tx: Tx,
  ctx: TeamContext,
  guardrail: Guardrail,
  incident: Incident,
  happened: readonly Happened[],
): Promise<Incident> {
  const { team, now } = ctx
  for (const { what, detail } of happened) {
    const note = { id: ctx.newId('inn'), incidentId: incident.id, what, by: actorName(ctx.actor), at: now, detail }
    await insertIncidentNote(tx, team, { ...note, told: false })
  }
  return await speak(tx, ctx, guardrail, incident)
}

/** Says what of an incident waits to be said, if it may be said now, and sets when the clock looks at it next. */
export async function speak(tx: Tx, ctx: TeamContext, guardrail: Guardrail, before: Incident): Promise<Incident> {
  const { team, now } = ctx
  const incident = { ...before, leadId: await findLead(tx, ctx, before) }
  const notes = await listIncidentNotes(tx, team, incident.id)
  const waiting = notes.filter(({ told }) => !told)
  const wasOver = incident.state === 'resolved' && waiting.some(({ what }) => what === 'fired')
  const isQuiet = ctx.actor.kind !== 'person' && quietUntil(guardrail, now, team.zone) !== null
  const says = waiting.length > 0 && !wasOver && !isQuiet
  if (says) {
    await announce(tx, ctx, linesOf(guardrail, incident, waiting))
    await markNotesTold(
      tx,
      team,
      waiting.map(({ id }) => id),
    )
  }
  const known = says ? notes.map((note) => ({ ...note, told: true })) : notes
  const story = await storyOf(tx, ctx, incident, known)
  const changed = { ...incident, nextAt: nextAt(incident, guardrail, team, story, now) }
  if (!(await updateIncident(tx, team, changed)))
    throw new Error(`the incident ${incident.id} was changed without its lock`)
  await redraw(tx, ctx, { subject: incident.id, kind: INCIDENT_CARD })
  if (incident.leadId) await redraw(tx, ctx, { subject: incident.leadId, kind: INCIDENT_CARD })
  if (!incident.isDrill) await redrawAlerts(tx, ctx)
  return { ...changed, version: changed.version + 1 }
}

/** What the clock has to know of an incident beside itself. */
export async function storyOf(
  tx: Tx,
  { team }: TeamContext,
  { id }: Incident,
  notes: readonly IncidentNote[],
): Promise<Story> {
  const isDecided = (await listIncidentDecisions(tx, team, [id])).length > 0
  const calendar = await readCalendar({ db: { prisma: tx }, team })
  return { notes, isDecided, isMuted: isMuted(notes), isWorkday: (day) => isWorkday(calendar, day) }
}

/** Whose thread an incident is told in: no longer another's, where that one's card was never posted. */
async function findLead(tx: Tx, { team }: TeamContext, { leadId }: Incident): Promise<string | null> {
  if (leadId === null) return null
  const card = await findPost(tx, team, { kind: INCIDENT_CARD, subject: leadId })
  return card && card.state !== 'skipped' ? leadId : null
}

function linesOf(guardrail: Guardrail, incident: Incident, notes: readonly IncidentNote[]): Announced[] {
  const { id: subject, leadId } = incident
  const conversation = guardrail.conversationId ? { conversationId: guardrail.conversationId } : {}
  const card: Said = { kind: INCIDENT_CARD, subject }
  const thread: Said = leadId ? { kind: INCIDENT_CARD, subject: leadId } : card
  const isNew = notes.some(({ what }) => what === 'fired')
  return [
    ...(isNew ? [{ ...card, ...conversation, ...(leadId && { parent: thread }) }] : []),
    ...(isNew && isPictured(guardrail, incident)
      ? [{ kind: INCIDENT_CHART, subject, ...conversation, parent: thread }]
      : []),
    ...notes
      .filter(({ what }) => !SILENT.includes(what))
      .map(({ id: part }) => ({ kind: INCIDENT_NOTE, subject, part, ...conversation, parent: thread })),
  ]
}

/** A control has no weeks to draw, and a drill none of its own. */
function isPictured({ metric }: Guardrail, { isDrill }: Incident): boolean {
  return metric !== null && !isDrill
}

/** The alerts of the open review are there from the first one on, and drawn anew; a closed review stays as it was closed. */
async function redrawAlerts(tx: Tx, ctx: TeamContext): Promise<void> {
  const review = await findLatestStanding(tx, ctx.team)
  if (review?.state !== 'open') return
  const said = { subject: review.id, slot: review.week }
  await announce(tx, ctx, [{ ...said, kind: ALERTS, parent: { ...said, kind: 'review-header' } }])
  await redraw(tx, ctx, { subject: review.id, kind: ALERTS })
}
