import type { Evaluation } from '../../domain/guardrail/evaluation.ts'
import type { Guardrail } from '../../domain/guardrail/guardrail.ts'
import { guardrailName, readGuardrailNumber } from '../../domain/guardrail/guardrail.ts'
import type { IncidentDecision } from '../../domain/guardrail/incident.ts'
import { trackingOfId } from '../../domain/guardrail/tracking-cause.ts'
import { instantOf } from '../../domain/rhythm.ts'
import type { Team } from '../../domain/team.ts'
import { daysOf, localDay, shiftDay } from '../../domain/week.ts'
import { Invalid, NotFound } from '../../lib/errors.ts'
import { latestEvaluation, listWatches } from '../../store/guardrail/guardrail-watches.ts'
import {
  findGuardrail,
  findGuardrailByNumber,
  findTeamIdOfGuardrail,
  isDeleted,
} from '../../store/guardrail/guardrails.ts'
import { listIncidentDecisions, listOpenIncidents, listResolvedIncidents } from '../../store/guardrail/incidents.ts'
import { readNames } from '../../store/people.ts'
import type { Context, TeamContext } from '../context.ts'
import { teamOfId } from '../find-team.ts'
import { isJudgementDue } from './judge-guardrails.ts'
import type { Broke } from './read-incident.ts'

/** The guardrail that people name by G-4 or 4; the sentence says what to write where nothing of that name is there. */
export async function guardrailNamed(ctx: TeamContext, text: string): Promise<Guardrail> {
  const number = readGuardrailNumber(text)
  if (number === null) throw new Invalid(`"${text}" names no guardrail. Write its number, as in G-4.`)
  const guardrail = await findGuardrailByNumber(ctx.db.prisma, ctx.team, number)
  if (!guardrail)
    throw new NotFound(`${ctx.team.name} has no guardrail G-${number}. \`/beat guardrail list\` shows all there are.`)
  return guardrail
}

/** The team a guardrail belongs to. */
export async function teamOfGuardrail(ctx: Context, id: string): Promise<Team> {
  return await teamOfId(ctx, await findTeamIdOfGuardrail(ctx.db.prisma, ctx.workspaceId, id), 'guardrail')
}

/** A guardrail that is there, by its id. */
export async function guardrailById({ db, team }: TeamContext, id: string): Promise<Guardrail> {
  const guardrail = await findGuardrail(db.prisma, team, id)
  if (!guardrail || (await isDeleted(db.prisma, team, id)))
    throw new NotFound('This guardrail has been removed. `/beat guardrail list` shows those that are there.')
  return guardrail
}

/** What the last judgement of a guardrail says, with the machine's state. */
export type Why = {
  team: Team
  guardrail: Guardrail
  evaluation: Evaluation | null
  state: string
  mutedBy: string | null
}

/** Explains the last judgement of the guardrail that is named. */
export async function explainGuardrail(ctx: TeamContext, named: string): Promise<Why> {
  const { db, team } = ctx
  const guardrail = await guardrailNamed(ctx, named)
  const [evaluation, watches] = await Promise.all([
    latestEvaluation(db.prisma, team, guardrail.id),
    listWatches(db.prisma, team),
  ])
  const by = evaluation?.mutedBy ?? null
  const cause = by === null ? null : await findGuardrail(db.prisma, team, by)
  const mutedBy = cause ? guardrailName(cause, team) : by && trackingOfId(by, team.channels)
  return { team, guardrail, evaluation, state: watches.get(guardrail.id)?.state ?? 'NORMAL', mutedBy }
}

/** The incidents of a team: the open ones, and those that were resolved in the last two weeks, with what was decided. */
export type Incidents = {
  team: Team
  today: string
  open: Broke[]
  resolved: Broke[]
  decisions: IncidentDecision[]
  names: Record<string, string>
}

const REMEMBERED_DAYS = 14

/** Lists the incidents of a team, the open ones first; drills are none. */
export async function listIncidents(ctx: TeamContext): Promise<Incidents> {
  const { team, now } = ctx
  const since = instantOf(shiftDay(localDay(now, team.zone), -REMEMBERED_DAYS), '00:00', team.zone)
  return await incidentsSince(ctx, since)
}

/** The same for those that were resolved since another moment. */
async function incidentsSince(ctx: TeamContext, since: Date): Promise<Incidents> {
  const {
    team,
    db: { prisma },
  } = ctx
  const open = (await listOpenIncidents(prisma, team)).filter(({ isDrill }) => !isDrill)
  const resolved = await listResolvedIncidents(prisma, team, since)
  const broke = async (incident: Broke['incident']): Promise<Broke[]> => {
    const guardrail = await findGuardrail(prisma, team, incident.guardrailId)
    return guardrail ? [{ incident, guardrail }] : []
  }
  return {
    team,
    today: localDay(ctx.now, team.zone),
    open: (await Promise.all(open.map(broke))).flat(),
    resolved: (await Promise.all(resolved.map(broke))).flat(),
    decisions: await listIncidentDecisions(
      prisma,
      team,
      [...open, ...resolved].map(({ id }) => id),
    ),
    names: await readNames(prisma, ctx.workspaceId),
  }
}

/** What the review of a week says of the alerts: what is open, what was over since the week began, and whether more may come. */
export async function readAlerts(ctx: TeamContext, week: string): Promise<Incidents & { isPending: boolean }> {
  const [incidents, isPending] = await Promise.all([
    incidentsSince(ctx, instantOf(daysOf(week).from, '00:00', ctx.team.zone)),
    isJudgementDue(ctx),
  ])
  return { ...incidents, isPending }
}
