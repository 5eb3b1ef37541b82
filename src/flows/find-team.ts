import { narrators, type Team } from '../domain/team.ts'
import { NotFound } from '../lib/errors.ts'
import { findTeamIdOfAction } from '../store/actions.ts'
import { findTeamIdOfExperiment } from '../store/experiment/experiments.ts'
import { findTeamIdOfImport } from '../store/fact/imports.ts'
import { readNames } from '../store/people.ts'
import { findTeamIdOfReview } from '../store/review/reviews.ts'
import { findTeam, findTeamByConversation, findTeamByKey, listTeams } from '../store/teams.ts'
import type { Context } from './context.ts'

/** The team bound to a conversation; where there is none, the sentence says how to make one. */
export async function teamOfConversation(ctx: Context, conversationId: string): Promise<Team> {
  const team = await findTeamByConversation(ctx.db.prisma, ctx.workspaceId, conversationId)
  if (team) return team
  const others = await listTeams(ctx.db.prisma, ctx.workspaceId)
  const where = others.map((other) => `*${other.name}* in <#${other.conversationId}>`).join(', ')
  throw new NotFound(
    others.length > 0
      ? `No team lives in this channel. Ask in a team's own channel (${where}), or make a team here with \`/beat setup\`.`
      : 'No team lives in this channel yet. Make one here with `/beat setup`: it takes two minutes.',
  )
}

/** The team bound to a conversation, or null. */
export async function findTeamHere(ctx: Context, conversationId: string): Promise<Team | null> {
  return await findTeamByConversation(ctx.db.prisma, ctx.workspaceId, conversationId)
}

/** The team a person means: the one of the conversation, else the only one there is. */
export async function teamMeant(ctx: Context, conversationId: string): Promise<Team> {
  const here = await findTeamByConversation(ctx.db.prisma, ctx.workspaceId, conversationId)
  const all = here ? [here] : await listTeams(ctx.db.prisma, ctx.workspaceId)
  return all.length === 1 && all[0] ? all[0] : await teamOfConversation(ctx, conversationId)
}

/** The teams a person may mean: the one of the conversation, else those they are of, else all there are. */
export async function teamsMeant(ctx: Context, conversationId: string | null, userId: string): Promise<Team[]> {
  const here = conversationId === null ? null : await findTeamHere(ctx, conversationId)
  if (here) return [here]
  const all = await listTeams(ctx.db.prisma, ctx.workspaceId)
  const own = all.filter((team) => [team.leadUserId, ...team.channels.flatMap(narrators)].includes(userId))
  return own.length > 0 ? own : all
}

/** The team of a key such as `growth`. */
export async function teamOfKey(ctx: Context, key: string): Promise<Team> {
  const team = await findTeamByKey(ctx.db.prisma, ctx.workspaceId, key)
  if (team) return team
  const keys = (await listTeams(ctx.db.prisma, ctx.workspaceId)).map((other) => other.key)
  throw new NotFound(
    `There is no team "${key}". ${keys.length > 0 ? `There is: ${keys.join(', ')}.` : 'Make one with "team add".'}`,
  )
}

/** The team a review belongs to. */
export async function teamOfReview(ctx: Context, reviewId: string): Promise<Team> {
  return await teamOfId(ctx, await findTeamIdOfReview(ctx.db.prisma, ctx.workspaceId, reviewId), 'review')
}

/** The team an import belongs to. */
export async function teamOfImport(ctx: Context, importId: string): Promise<Team> {
  return await teamOfId(ctx, await findTeamIdOfImport(ctx.db.prisma, ctx.workspaceId, importId), 'import')
}

/** The team a test belongs to. */
export async function teamOfExperiment(ctx: Context, experimentId: string): Promise<Team> {
  return await teamOfId(ctx, await findTeamIdOfExperiment(ctx.db.prisma, ctx.workspaceId, experimentId), 'test')
}

/** The team an action belongs to. */
export async function teamOfAction(ctx: Context, actionId: string): Promise<Team> {
  return await teamOfId(ctx, await findTeamIdOfAction(ctx.db.prisma, ctx.workspaceId, actionId), 'action')
}

/** The team that a button at home stands for. */
export async function teamById(ctx: Context, id: string): Promise<Team> {
  const team = await findTeam(ctx.db.prisma, { workspaceId: ctx.workspaceId, id })
  if (!team) throw new NotFound('This team has been removed. Open the Home tab again.')
  return team
}

/** The Slack id of a team's lead; null where the team has none or is gone. */
export async function findTeamLead(ctx: Context, teamId: string): Promise<string | null> {
  return (await findTeam(ctx.db.prisma, { workspaceId: ctx.workspaceId, id: teamId }))?.leadUserId ?? null
}

/** All teams of the workspace. */
export async function allTeams(ctx: Context): Promise<Team[]> {
  return await listTeams(ctx.db.prisma, ctx.workspaceId)
}

/** The names of the people of the workspace, by their Slack id. */
export async function namesOfPeople(ctx: Context): Promise<Record<string, string>> {
  return await readNames(ctx.db.prisma, ctx.workspaceId)
}

/** The team of an id; `what` names, in the sentence for people, the thing that belongs to it. */
export async function teamOfId(ctx: Context, id: string | null, what: string): Promise<Team> {
  const team = id && (await findTeam(ctx.db.prisma, { workspaceId: ctx.workspaceId, id }))
  if (!team) throw new NotFound(`I cannot find this ${what} any more. It belongs to a team that has been removed.`)
  return team
}
