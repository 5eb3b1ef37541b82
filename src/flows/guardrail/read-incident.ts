import { type Asked, holderOf, keepersOf, standInsOf } from '../../domain/guardrail/attention.ts'
import { type Guardrail, guardrailName, TRACKING_KINDS } from '../../domain/guardrail/guardrail.ts'
import type { Incident, IncidentDecision, IncidentNote } from '../../domain/guardrail/incident.ts'
import { type Broken, causeOf, mutedBy } from '../../domain/guardrail/inhibition.ts'
import type { Team } from '../../domain/team.ts'
import { localDay } from '../../domain/week.ts'
import { Conflict, NotAllowed, NotFound } from '../../lib/errors.ts'
import { findPost } from '../../store/delivery/announcements.ts'
import { listWatches } from '../../store/guardrail/guardrail-watches.ts'
import { findGuardrail, listGuardrails } from '../../store/guardrail/guardrails.ts'
import {
  findIncident,
  findTeamIdOfIncident,
  listIncidentDecisions,
  listIncidentNotes,
  listLed,
} from '../../store/guardrail/incidents.ts'
import { readNames } from '../../store/people.ts'
import type { Tx } from '../../store/transaction.ts'
import type { Context, TeamContext } from '../context.ts'
import { teamOfId } from '../find-team.ts'
import { readAround } from './read-around.ts'
import { INCIDENT_CARD, isMuted } from './tell.ts'

/** An incident and the guardrail it broke. */
export type Broke = { guardrail: Guardrail; incident: Incident }

/** Everything the card of an incident and the lines of its thread are drawn from. */
export type IncidentState = Broke & {
  team: Team
  names: Record<string, string>
  notes: IncidentNote[]
  decisions: IncidentDecision[]
  /** What is told under this one's card, and under whose card this one is told. */
  led: Broke[]
  lead: Guardrail | null
  /** What runs in its scope or was changed there lately, one line each. */
  around: string[]
  /** The names of those that say nothing while this one is open. */
  mutes: string[]
  isMuted: boolean
  /** Whom it waits for today. */
  holder: Asked
}

/** An incident with its story. */
export async function readIncident(ctx: TeamContext, id: string): Promise<IncidentState> {
  const { db, team } = ctx
  const { guardrail, incident } = await needIncident(ctx, id)
  const [names, notes, decisions, led, around, mutes] = await Promise.all([
    readNames(db.prisma, ctx.workspaceId),
    listIncidentNotes(db.prisma, team, id),
    listIncidentDecisions(db.prisma, team, [id]),
    listLed(db.prisma, team, id),
    readAround(ctx, guardrail, incident),
    namesOfMuted(ctx, guardrail, incident),
  ])
  const lead = incident.leadId ? (await needIncident(ctx, incident.leadId)).guardrail : null
  const broke = await Promise.all(
    led.map(async (each) => ({ incident: each, guardrail: await needGuardrail(ctx, each.guardrailId, db.prisma) })),
  )
  return {
    team,
    guardrail,
    incident,
    names,
    notes,
    decisions,
    led: broke,
    lead,
    around,
    mutes,
    isMuted: isMuted(notes),
    holder: holderOf(incident, guardrail, team, localDay(ctx.now, team.zone)),
  }
}

/** An incident with its guardrail; where it is gone, the sentence says so. */
export async function needIncident(ctx: TeamContext, id: string, db: Tx = ctx.db.prisma): Promise<Broke> {
  const incident = await findIncident(db, ctx.team, id)
  if (!incident) throw new NotFound('I cannot find this alert any more. `/beat incidents` shows what is open.')
  return { incident, guardrail: await needGuardrail(ctx, incident.guardrailId, db) }
}

async function needGuardrail({ team }: TeamContext, id: string, db: Tx): Promise<Guardrail> {
  const guardrail = await findGuardrail(db, team, id)
  if (!guardrail) throw new NotFound('I cannot find this guardrail any more.')
  return guardrail
}

/** Who an incident of a drill or of tracking mutes: those that would only repeat it. */
async function namesOfMuted(
  { db, team }: TeamContext,
  guardrail: Guardrail,
  { day, state, isDrill }: Incident,
): Promise<string[]> {
  if (state === 'resolved' || isDrill || !mutesOthers(guardrail)) return []
  const cause: Broken[] = [{ cause: causeOf(guardrail), days: new Set([day]) }]
  const [all, watches] = await Promise.all([listGuardrails(db.prisma, team), listWatches(db.prisma, team)])
  return all
    .filter((each) => each.pausedAt === null && watches.has(each.id) && mutedBy(each, day, cause, () => null) !== null)
    .map((each) => guardrailName(each, team))
}

function mutesOthers({ kind }: Guardrail): boolean {
  return TRACKING_KINDS.includes(kind)
}

/** The team an incident belongs to. */
export async function teamOfIncident(ctx: Context, incidentId: string): Promise<Team> {
  return await teamOfId(ctx, await findTeamIdOfIncident(ctx.db.prisma, ctx.workspaceId, incidentId), 'alert')
}

/** Refuses who has no right to act on an incident: it is its owner's, its channel's people's, and the lead's. */
export function requireKeeper({ actor, team }: TeamContext, { guardrail, incident }: Broke): string {
  if (actor.kind !== 'person') throw new NotAllowed('This is for a person to do.')
  const keepers = keepersOf(guardrail, team)
  const holders = [incident.assignedTo, incident.ackedBy]
  const own = [...keepers, ...holders, ...standInsOf(team, holders)]
  // Where nobody is named, it is everybody's.
  if (keepers.length === 0 || own.includes(actor.userId)) return actor.userId
  const named = keepers
    .slice(0, 4)
    .map((userId) => `<@${userId}>`)
    .join(', ')
  throw new NotAllowed(`${guardrailName(guardrail, team)} is for ${named} to act on. Nothing changed: ask one of them.`)
}

/** What a refusal of the story says, as the error that people read. */
export function orConflict<T extends object>(turn: T | { refused: string }): T {
  if ('refused' in turn) throw new Conflict(turn.refused)
  return turn
}

/** Where the card of an incident stands; null where it has not been posted. */
export async function findIncidentCard(
  ctx: TeamContext,
  id: string,
): Promise<{ conversationId: string; ts: string | null } | null> {
  return await findPost(ctx.db.prisma, ctx.team, { kind: INCIDENT_CARD, subject: id })
}
