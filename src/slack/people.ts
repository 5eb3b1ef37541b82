import type { WebClient } from '@slack/web-api'
import { standingOf } from '../domain/standing.ts'
import { rememberPeople, slackIdHere, unknownPeople } from '../flows/adopt-workspace.ts'
import type { Context } from '../flows/context.ts'

/** Looks up people who are not known yet, or not well enough any more; a failure is no matter, they are met again. */
export async function rememberWho(ctx: Context, client: WebClient, userIds: readonly string[]): Promise<void> {
  await lookUp(ctx, client, await unknownPeople(ctx, userIds))
}

/** Asks Slack who these people are, and remembers it. */
export async function lookUp(ctx: Context, client: WebClient, userIds: readonly string[]): Promise<void> {
  if (userIds.length === 0) return
  const slackId = await slackIdHere(ctx)
  const found = await Promise.all(
    userIds.map(async (userId) => {
      const { user } = await client.users.info({ user: userId })
      const name = user?.profile?.real_name || user?.real_name || user?.name
      return user && name
        ? [{ userId, name, zone: user.tz ?? null, standing: standingOf(belonging(user), slackId) }]
        : []
    }),
  )
  await rememberPeople(ctx, found.flat())
}

type User = NonNullable<Awaited<ReturnType<WebClient['users']['info']>>['user']>

function belonging(user: User): Parameters<typeof standingOf>[0] {
  return {
    deleted: user.deleted === true,
    isBot: user.is_bot === true,
    isGuest: user.is_restricted === true || user.is_ultra_restricted === true,
    isStranger: user.is_stranger === true,
    isAdmin: user.is_admin === true || user.is_owner === true,
    // In an Enterprise Grid one person belongs to several workspaces, and team_id names only one of them.
    workspaces: [user.team_id, ...(user.enterprise_user?.teams ?? [])].filter((id) => id !== undefined),
  }
}
