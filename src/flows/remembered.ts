import { localDay } from '../domain/week.ts'
import type { TeamContext } from './context.ts'

/** So many answers are kept in memory; the oldest goes first. */
const MOST = 64
const known = new WeakMap<TeamContext['db'], Map<string, Promise<unknown>>>()

/**
 * Computes something from a team's numbers once, and answers from memory until they change: an import, a change of the team and a
 * new day each ask anew. What fails is not remembered.
 */
export async function remembered<T>(
  { db, team, now }: Pick<TeamContext, 'db' | 'team' | 'now'>,
  asked: readonly unknown[],
  compute: () => Promise<T>,
): Promise<T> {
  const answers = known.get(db) ?? new Map<string, Promise<unknown>>()
  known.set(db, answers)
  const today = localDay(now, team.zone)
  const key = JSON.stringify([team.workspaceId, team.id, team.dataVersion, team.version, today, ...asked])
  const there = answers.get(key)
  // The key says which computation it was, and so of which type.
  if (there) return (await there) as T
  const made = compute()
  answers.set(key, made)
  const [oldest] = answers.keys()
  if (answers.size > MOST && oldest !== undefined) answers.delete(oldest)
  try {
    return await made
  } catch (error) {
    answers.delete(key)
    throw error
  }
}
