import { setTimeout as sleep } from 'node:timers/promises'
import type { WebClient } from '@slack/web-api'
import { readStatus } from '../domain/absence/slack-status.ts'
import { standingOf } from '../domain/standing.ts'
import { isKnown, rememberPeople, slackIdHere, unknownPeople } from '../flows/adopt-workspace.ts'
import type { Context } from '../flows/context.ts'
import type { Desk, Event } from './requests.ts'

/** How long a request waits to know who asks: a trigger of Slack dies after three seconds. */
const MEET_MS = 1_000

/**
 * Meets whoever asks: on their first day they are known by name before anything is said of them. Where Slack takes long to tell,
 * the request goes on, and `met` ends when they are known or cannot be.
 */
export async function meet(
  desk: Pick<Desk, 'later' | 'log'>,
  ctx: Context,
  client: WebClient,
  userId: string,
): Promise<{ met: Promise<void> }> {
  const met = rememberWho(ctx, client, [userId]).catch((error: unknown) =>
    desk.log.warn({ err: error }, 'a person could not be looked up'),
  )
  desk.later(met)
  await Promise.race([met, sleep(MEET_MS, undefined, { ref: false })])
  return { met }
}

/** Looks up people who are not known yet, or not well enough any more; a failure is no matter, they are met again. */
export async function rememberWho(ctx: Context, client: WebClient, userIds: readonly string[]): Promise<void> {
  await lookUp(ctx, client, await unknownPeople(ctx, userIds))
}

/** Asks Slack who these people are, and remembers it; one whom Slack does not tell of keeps nobody else unknown. */
export async function lookUp(ctx: Context, client: WebClient, userIds: readonly string[]): Promise<void> {
  if (userIds.length === 0) return
  const slackId = await slackIdHere(ctx)
  const answers = await Promise.allSettled(
    userIds.map(async (userId) => {
      const { user } = await client.users.info({ user: userId })
      return user ? personOf(user, userId, slackId) : []
    }),
  )
  await rememberPeople(
    ctx,
    answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : [])),
  )
  const failed = answers.find((answer) => answer.status === 'rejected')
  if (failed) throw failed.reason
}

/** Somebody changed: their name, zone, status, or how they belong to the workspace. Whom we never met stays unknown. */
export async function rememberChange({ ctx, event }: Event): Promise<void> {
  const user = event.user as User
  if (typeof user.id !== 'string' || !(await isKnown(ctx, user.id))) return
  await rememberPeople(ctx, personOf(user, user.id, await slackIdHere(ctx)))
}

function personOf(user: User, userId: string, slackId: string | null) {
  const { profile } = user
  const name = profile?.real_name || user.real_name || user.name
  if (!name) return []
  const away = readStatus({
    text: profile?.status_text ?? '',
    emoji: profile?.status_emoji ?? '',
    endsAt: profile?.status_expiration ?? 0,
  })
  return [{ userId, name, zone: user.tz ?? null, standing: standingOf(belonging(user), slackId), away }]
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
