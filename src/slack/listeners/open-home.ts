import { listMine } from '../../flows/list-mine.ts'
import { linkTo } from '../links.ts'
import type { Event } from '../requests.ts'
import { homeTab } from '../views/home-tab.ts'

/** Somebody opens the bot's Home: theirs first, then the teams, then settings. */
export async function openHome({ ctx, client, userId, event }: Event): Promise<void> {
  if (event.tab !== 'home' || userId === null) return
  const found = await listMine(ctx, userId)
  const teams = await Promise.all(
    found.teams.map(async (glance) => ({ ...glance, permalink: await linkTo(client, glance.post) })),
  )
  await client.views.publish({ user_id: userId, view: homeTab({ ...found, teams, userId }) })
}
