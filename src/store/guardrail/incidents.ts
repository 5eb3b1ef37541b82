import { z } from 'zod'
import { type Judged, VERDICTS } from '../../domain/guardrail/evaluation.ts'
import {
  CONDITIONS,
  INCIDENT_STATES,
  type Incident,
  type IncidentDecision,
  type IncidentNote,
  NOTED,
  RESOLUTIONS,
} from '../../domain/guardrail/incident.ts'
import type { Team } from '../../domain/team.ts'
import { dateOf, dayOf } from '../days.ts'
import type { Prisma } from '../generated/client.ts'
import type { Tx } from '../transaction.ts'

type TeamKey = Pick<Team, 'workspaceId' | 'id'>
type Row = Prisma.IncidentGetPayload<Record<string, never>>

const Amount = z.number().nullable()
const JudgedJson: z.ZodType<Judged> = z.object({
  verdict: z.enum(VERDICTS),
  recovers: z.boolean(),
  value: Amount,
  bound: Amount,
  numerator: Amount,
  denominator: Amount,
  probability: Amount,
  dispersion: Amount,
  low: Amount,
  high: Amount,
  dataThrough: z.string().nullable(),
  sentence: z.string(),
})

/** Opens an incident; false where one of the same guardrail and scope is open already. */
export async function insertIncident(tx: Tx, team: TeamKey, incident: Incident): Promise<boolean> {
  const { count } = await tx.incident.createMany({
    data: [{ workspaceId: team.workspaceId, teamId: team.id, ...columnsOf(incident), version: incident.version }],
    skipDuplicates: true,
  })
  return count === 1
}

/** Writes an incident anew, if nobody else did since `incident.version`; says whether it won. The version grows by one. */
export async function updateIncident(tx: Tx, team: TeamKey, incident: Incident): Promise<boolean> {
  const { count } = await tx.incident.updateMany({
    where: { workspaceId: team.workspaceId, teamId: team.id, id: incident.id, version: incident.version },
    data: { ...columnsOf(incident), version: { increment: 1 } },
  })
  return count === 1
}

/** The incident of an id, or null. */
export async function findIncident(db: Tx, team: TeamKey, id: string): Promise<Incident | null> {
  const key = { workspaceId: team.workspaceId, teamId: team.id, id }
  const row = await db.incident.findUnique({ where: { workspaceId_teamId_id: key } })
  return row && toIncident(row)
}

/** The incidents of a team that are open, or of one guardrail; drills too. The oldest first. */
export async function listOpenIncidents(db: Tx, team: TeamKey, guardrailId?: string): Promise<Incident[]> {
  const where = { workspaceId: team.workspaceId, teamId: team.id, state: { not: 'resolved' } }
  const rows = await db.incident.findMany({
    where: { ...where, ...(guardrailId !== undefined && { guardrailId }) },
    orderBy: [{ openedAt: 'asc' }, { id: 'asc' }],
  })
  return rows.map(toIncident)
}

/** The incidents of a team that were resolved since a moment, the last one first; drills are none. */
export async function listResolvedIncidents(db: Tx, team: TeamKey, since: Date): Promise<Incident[]> {
  const where = { workspaceId: team.workspaceId, teamId: team.id, isDrill: false, resolvedAt: { gte: since } }
  const rows = await db.incident.findMany({ where, orderBy: { resolvedAt: 'desc' } })
  return rows.map(toIncident)
}

/** The incidents of a team about which the clock has something to do at a moment. */
export async function listDueIncidents(db: Tx, team: TeamKey, now: Date): Promise<Incident[]> {
  const where = { workspaceId: team.workspaceId, teamId: team.id, state: { not: 'resolved' }, nextAt: { lte: now } }
  const rows = await db.incident.findMany({ where, orderBy: [{ nextAt: 'asc' }, { id: 'asc' }] })
  return rows.map(toIncident)
}

/** The incidents that are told under the card of another, the oldest first. */
export async function listLed(db: Tx, team: TeamKey, leadId: string): Promise<Incident[]> {
  const where = { workspaceId: team.workspaceId, teamId: team.id, leadId }
  const rows = await db.incident.findMany({ where, orderBy: [{ openedAt: 'asc' }, { id: 'asc' }] })
  return rows.map(toIncident)
}

/** The team of an incident, by the incident's id alone within its workspace; null where there is none. */
export async function findTeamIdOfIncident(db: Tx, workspaceId: string, id: string): Promise<string | null> {
  const row = await db.incident.findFirst({ where: { workspaceId, id }, select: { teamId: true } })
  return row?.teamId ?? null
}

/** Adds a line to an incident's log. */
export async function insertIncidentNote(tx: Tx, team: TeamKey, { detail, ...note }: IncidentNote): Promise<void> {
  await tx.incidentNote.create({
    data: { workspaceId: team.workspaceId, teamId: team.id, ...note, detail: JSON.parse(JSON.stringify(detail)) },
  })
}

/** Notes that people were told of these lines of the log. */
export async function markNotesTold(tx: Tx, team: TeamKey, ids: readonly string[]): Promise<void> {
  const where = { workspaceId: team.workspaceId, teamId: team.id, id: { in: [...ids] } }
  await tx.incidentNote.updateMany({ where, data: { told: true } })
}

/** Lets one at a time judge a team's guardrails or act on its incidents, until the transaction ends. */
export async function lockIncidents(tx: Tx, team: TeamKey): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`incidents of ${team.workspaceId} ${team.id}`}, 0))`
}

/** The log of an incident, in order. */
export async function listIncidentNotes(db: Tx, team: TeamKey, incidentId: string): Promise<IncidentNote[]> {
  const rows = await db.incidentNote.findMany({
    where: { workspaceId: team.workspaceId, teamId: team.id, incidentId },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
  })
  return rows.map(({ id, what, by, at, detail, told }) => ({
    id,
    incidentId,
    what: z.enum(NOTED).parse(what),
    by,
    at,
    detail: z.record(z.string(), z.unknown()).parse(detail),
    told,
  }))
}

/** Adds a decision about an incident. */
export async function insertIncidentDecision(tx: Tx, team: TeamKey, decision: IncidentDecision): Promise<void> {
  await tx.incidentDecision.create({ data: { workspaceId: team.workspaceId, teamId: team.id, ...decision } })
}

/** The decisions about incidents of a team: all, or those about some of them; in their order. */
export async function listIncidentDecisions(
  db: Tx,
  team: TeamKey,
  incidentIds?: readonly string[],
): Promise<IncidentDecision[]> {
  return await db.incidentDecision.findMany({
    where: {
      workspaceId: team.workspaceId,
      teamId: team.id,
      ...(incidentIds && { incidentId: { in: [...incidentIds] } }),
    },
    orderBy: { number: 'asc' },
    omit: { workspaceId: true, teamId: true },
  })
}

function columnsOf(incident: Incident) {
  const { version: _, since, day, resolvedOn, judged, ...own } = incident
  return {
    ...own,
    since: dateOf(since),
    day: dateOf(day),
    resolvedOn: dateOf(resolvedOn),
    judged: JSON.parse(JSON.stringify(judged)),
  }
}

function toIncident(row: Row): Incident {
  const { workspaceId: _, teamId: __, ...own } = row
  return {
    ...own,
    state: z.enum(INCIDENT_STATES).parse(row.state),
    condition: z.enum(CONDITIONS).parse(row.condition),
    resolution: z.enum(RESOLUTIONS).nullable().parse(row.resolution),
    since: dayOf(row.since),
    day: dayOf(row.day),
    resolvedOn: dayOf(row.resolvedOn),
    judged: JudgedJson.parse(row.judged),
  }
}
