import {
  type Action,
  type ActionsAgenda,
  byUrgency,
  planActionsAgenda,
  readActionNumber,
} from '../../domain/action/action.ts'
import { instantOf } from '../../domain/rhythm.ts'
import type { Team } from '../../domain/team.ts'
import { daysOf, localDay } from '../../domain/week.ts'
import { Invalid, NotFound } from '../../lib/errors.ts'
import { findActionByNumber, listActions, listActionsOf, pageActions } from '../../store/actions.ts'
import { readNames } from '../../store/people.ts'
import type { Context, TeamContext } from '../context.ts'
import { NARRATIVE, needAction } from './change-action.ts'

/** An action with all that its words need. */
export type ActionState = { team: Team; action: Action; today: string; names: Record<string, string> }

/** An action as it is shown. */
export async function readAction(ctx: TeamContext, actionId: string): Promise<ActionState> {
  const { db, team, now } = ctx
  return {
    team,
    action: await needAction(db.prisma, ctx, actionId),
    today: localDay(now, team.zone),
    names: await readNames(db.prisma, ctx.workspaceId),
  }
}

/** The action that somebody names as A-7. */
export async function actionNamed({ db, team }: TeamContext, text: string): Promise<Action> {
  const number = readActionNumber(text)
  if (number === null) throw new Invalid(`"${text}" names no action. Write its number, as in A-7.`)
  const action = await findActionByNumber(db.prisma, team, number)
  if (action) return action
  throw new NotFound(`${team.name} has no action A-${number}. \`/beat action list\` shows all there are.`)
}

/** The open actions that are the focus of a team, the next due first. */
export async function readFocus({ db, team }: TeamContext): Promise<Action[]> {
  return await listActions(db.prisma, team, { state: 'open', focus: true })
}

/** What the review of a week says of the team's actions, as they stand now. */
export async function readActionsAgenda({ db, team, now }: TeamContext, week: string): Promise<ActionsAgenda> {
  const since = daysOf(week).from
  const actions = await listActions(db.prisma, team, { settledSince: instantOf(since, '00:00', team.zone) })
  return planActionsAgenda(actions, { now, zone: team.zone, since })
}

/** The actions that were made of the narrative of a channel in a review, whatever became of them. */
export async function readActionsOfNarrative(
  { db, team }: TeamContext,
  reviewId: string,
  channelId: string,
): Promise<Action[]> {
  return await listActionsOf(db.prisma, team, { kind: NARRATIVE, subject: `${reviewId}/${channelId}` })
}

/** How a list of actions may be filtered. */
export const ACTION_FILTERS = ['open', 'mine', 'done', 'dropped'] as const
export type ActionFilter = (typeof ACTION_FILTERS)[number]

/** A page of a team's actions. */
export type ActionPage = {
  filter: ActionFilter
  actions: Action[]
  from: number
  found: number
  today: string
  names: Record<string, string>
}

const PAGE = 10

/** Lists a team's actions: the open ones with the focus first, one's own, or those that are settled. */
export async function listTeamActions(
  ctx: TeamContext,
  userId: string,
  filter: ActionFilter,
  from: number,
): Promise<ActionPage> {
  const { db, team, now } = ctx
  const of = {
    open: { state: 'open' },
    mine: { state: 'open', ownerUserId: userId },
    done: { state: 'done' },
    dropped: { state: 'dropped' },
  } as const
  return {
    filter,
    ...(await pageActions(db.prisma, team, of[filter], { from, limit: PAGE })),
    from,
    today: localDay(now, team.zone),
    names: await readNames(db.prisma, ctx.workspaceId),
  }
}

/** The open actions of a person in a team, the most urgent first. */
export async function listOwnActions(ctx: Context, team: Team, userId: string): Promise<Action[]> {
  return (await listActions(ctx.db.prisma, team, { state: 'open', ownerUserId: userId })).sort(byUrgency)
}

/** What one owner is shown of the actions they were told of as overdue on a day, whatever has become of them since. */
export async function readOverdue(
  ctx: TeamContext,
  userId: string,
  day: string,
): Promise<{ team: Team; actions: Action[]; today: string; names: Record<string, string> }> {
  const { db, team, now } = ctx
  return {
    team,
    actions: await listActions(db.prisma, team, { nudgedOn: day, ownerUserId: userId }),
    today: localDay(now, team.zone),
    names: await readNames(db.prisma, ctx.workspaceId),
  }
}
