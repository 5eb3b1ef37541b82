import { maySet, settersInWords } from '../domain/right.ts'
import type { Team } from '../domain/team.ts'
import { NotAllowed } from '../lib/errors.ts'
import { findPerson } from '../store/people.ts'
import type { Context, TeamContext } from './context.ts'

/** Refuses who may not change the settings of a team, in a sentence that says who may; the schedule and the operator may. */
export async function requireSetter(ctx: TeamContext): Promise<void> {
  const { actor, team } = ctx
  if (actor.kind !== 'person' || (await settable(ctx, [team])).length === 1) return
  throw new NotAllowed(`${changedBy(team)} Nothing was changed: ask one of them.`)
}

/** Who changes the settings of some teams, for somebody who may of none of them; null for whoever may. */
export async function settersSentence(ctx: Context, teams: readonly Team[]): Promise<string | null> {
  if (teams.length === 0 || (await settable(ctx, teams)).length > 0) return null
  return teams.map(changedBy).join(' ')
}

function changedBy(team: Team): string {
  return `Settings of ${team.name} are changed ${settersInWords(team)}.`
}

/** Of some teams, those whose settings the person who asks may change. */
export async function settable<T extends Team>(ctx: Context, teams: readonly T[]): Promise<T[]> {
  const { actor, db, workspaceId } = ctx
  if (actor.kind !== 'person') return [...teams]
  const person = await findPerson(db.prisma, workspaceId, actor.userId)
  return teams.filter((team) => maySet(team, actor.userId, person?.standing ?? null))
}
