import type { WebClient } from '@slack/web-api'
import { localDay } from '../../domain/week.ts'
import type { Context } from '../../flows/context.ts'
import { FIRST_PAGES, type HomePages, keepPages, keptPages, readPages } from '../../flows/home-pages.ts'
import { listMine } from '../../flows/list-mine.ts'
import { readTeamWeek } from '../../flows/review/read-team-week.ts'
import { ACTION } from '../ids.ts'
import { linkTo } from '../links.ts'
import type { Click, Event } from '../requests.ts'
import { homeTab, pageOf } from '../views/home-tab.ts'

/** Somebody opens the bot's Home: theirs first, then the teams, then settings. */
export async function openHome({ ctx, client, userId, event }: Event): Promise<void> {
  if (event.tab === 'home' && userId !== null) await publishHome(ctx, client, userId, FIRST_PAGES)
}

/**
 * Draws a person's Home as it is now; after what they did there or in a modal it would otherwise show what was. Without pages it
 * stays on those they looked at last.
 */
export async function publishHome(ctx: Context, client: WebClient, userId: string, shown?: HomePages): Promise<void> {
  const pages = shown ?? (await keptPages(ctx, userId))
  if (shown) await keepPages(ctx, userId, shown)
  const found = await listMine(ctx, userId)
  const page = pageOf(found.teams, pages.teams)
  const teams = await Promise.all(
    page.shown.map(async (glance) => ({
      ...glance,
      week: await readTeamWeek(ctx, glance.team),
      permalink: await linkTo(client, glance.post),
    })),
  )
  const asked = found.tasks.flatMap((task) => ('experimentId' in task ? task.experimentId : []))
  // What a test asks of them stands above already.
  const own = found.teams.flatMap(({ team, own: tests }) =>
    tests.filter(({ id }) => !asked.includes(id)).map(({ card, ...test }) => ({ team, test, card })),
  )
  const ownTests = await Promise.all(
    own.map(async ({ card, ...row }) => ({ ...row, permalink: await linkTo(client, card) })),
  )
  const ownActions = found.teams.flatMap(({ team, ownActions: open }) =>
    open.map((action) => ({ team, action, today: localDay(ctx.now, team.zone) })),
  )
  const view = homeTab({ ...found, ...page, tasksFrom: pages.tasks, teams, ownTests, ownActions, drawnAt: ctx.now })
  await client.views.publish({ user_id: userId, view })
}

/** The pages of a Home after a click: those it shows, or the one that was asked for. */
export function pagesAfter({ actionId, value }: Click, metadata: string): HomePages {
  const pages = readPages(metadata)
  if (actionId === ACTION.homeTeams) return { ...pages, teams: Number(value) }
  return actionId === ACTION.moreTasks ? { ...pages, tasks: Number(value) } : pages
}
