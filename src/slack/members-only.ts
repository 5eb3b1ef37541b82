import { refusalOfStanding } from '../domain/standing.ts'
import { knownStanding } from '../flows/adopt-workspace.ts'
import { Conflict, NotAllowed } from '../lib/errors.ts'
import { lookUp } from './people.ts'
import type { Click } from './requests.ts'

type Asked = Pick<Click, 'ctx' | 'client' | 'userId' | 'desk'>

const FRESH_MS = 10 * 60_000
const STALE_MS = 86_400_000

const UNKNOWN =
  'Slack did not tell me whether you are a member of this workspace, and this is for its members. Nothing was changed: try again in a minute.'

/** A listener of what binds the team (decisions, approvals, settings, imports): it answers members of the workspace alone. */
export function membersOnly<R extends Asked, T>(listener: (request: R) => Promise<T>): (request: R) => Promise<T> {
  return async (request) => {
    await requireMember(request)
    return await listener(request)
  }
}

/** Refuses guests, people of other companies, bots and deactivated people, with the reason. What Slack said is good for ten minutes. */
export async function requireMember({ ctx, client, userId, desk }: Asked): Promise<void> {
  const since = (ms: number) => new Date(ctx.now.getTime() - ms)
  let standing = await knownStanding(ctx, userId, since(FRESH_MS))
  if (standing === null) {
    await lookUp(ctx, client, [userId]).catch((error) =>
      desk.log.warn({ err: error }, 'a person could not be looked up'),
    )
    // While Slack does not answer, what it said within the last day still counts.
    standing = await knownStanding(ctx, userId, since(STALE_MS))
  }
  if (standing === null) throw new Conflict(UNKNOWN)
  const refusal = refusalOfStanding(standing)
  if (refusal !== null) throw new NotAllowed(refusal)
}
