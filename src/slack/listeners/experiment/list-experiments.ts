import { localDay } from '../../../domain/week.ts'
import type { TeamContext } from '../../../flows/context.ts'
import { listTests } from '../../../flows/experiment/list-experiments.ts'
import { readBacklog } from '../../../flows/experiment/read-backlog.ts'
import { findCard } from '../../../flows/experiment/read-experiment.ts'
import { teamById, teamMeant } from '../../../flows/find-team.ts'
import { linkTo } from '../../links.ts'
import { type Click, type Command, pairOf } from '../../requests.ts'
import { backlog } from '../../views/experiment/backlog.ts'
import { testList } from '../../views/experiment/test-list.ts'

type Request = Pick<Click, 'client' | 'userId' | 'answer'>

/** `/beat test list [status] [channel] [lever]` and `/beat test mine`. */
export async function listTestsByCommand(command: Command, filter: string): Promise<void> {
  await showList(command, { ...command.ctx, team: await teamMeant(command.ctx, command.conversationId) }, filter, 0)
}

/** [Show more] under a list of tests, or the whole list. */
export async function listTestsByClick(click: Click): Promise<void> {
  const [teamId, from, filter]: [string, number, string] = JSON.parse(click.value)
  await showList(click, { ...click.ctx, team: await teamById(click.ctx, teamId) }, filter, from)
}

/** `/beat test backlog`. */
export async function showBacklogByCommand(command: Command): Promise<void> {
  await showBacklog(command, { ...command.ctx, team: await teamMeant(command.ctx, command.conversationId) }, 0)
}

/** [Backlog] at home, and [Show more] under it. */
export async function showBacklogByClick(click: Click): Promise<void> {
  const [teamId, from] = pairOf(click.value)
  await showBacklog(click, { ...click.ctx, team: await teamById(click.ctx, teamId) }, Number(from))
}

async function showList(request: Request, ctx: TeamContext, filter: string, from: number): Promise<void> {
  const found = await listTests(ctx, request.userId, filter, from)
  const tests = await Promise.all(
    found.tests.map(async (test) => ({
      ...test,
      permalink: await linkTo(request.client, await findCard(ctx, test.id)),
    })),
  )
  await request.answer(testList({ ...found, tests, team: ctx.team, today: localDay(ctx.now, ctx.team.zone) }))
}

async function showBacklog(request: Request, ctx: TeamContext, from: number): Promise<void> {
  const found = await readBacklog(ctx, request.userId, from)
  const entries = await Promise.all(
    found.entries.map(async (entry) => ({
      ...entry,
      permalink: await linkTo(request.client, await findCard(ctx, entry.experiment.id)),
    })),
  )
  await request.answer(backlog({ ...found, entries, team: ctx.team }))
}
