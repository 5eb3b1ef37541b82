import type { WebClient } from '@slack/web-api'
import { rememberPeople, unknownPeople } from '../flows/adopt-workspace.ts'
import type { Context } from '../flows/context.ts'

/** Looks up people who are not known yet, or not well enough any more; a failure is no matter, they are met again. */
export async function rememberWho(ctx: Context, client: WebClient, userIds: readonly string[]): Promise<void> {
  const wanted = await unknownPeople(ctx, userIds)
  const found = await Promise.all(
    wanted.map(async (userId) => {
      const { user } = await client.users.info({ user: userId })
      const name = user?.profile?.real_name || user?.real_name || user?.name
      return name ? [{ userId, name, zone: user?.tz ?? null }] : []
    }),
  )
  await rememberPeople(ctx, found.flat())
}
