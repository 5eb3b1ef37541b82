import { guardrailName } from '../../../domain/guardrail/guardrail.ts'
import { dayInWords, localDay } from '../../../domain/week.ts'
import type { TeamContext } from '../../../flows/context.ts'
import { findCard } from '../../../flows/experiment/read-experiment.ts'
import { searchExperiments } from '../../../flows/experiment/search-experiments.ts'
import { namesOfPeople, teamById, teamMeant } from '../../../flows/find-team.ts'
import { findIncidentCard } from '../../../flows/guardrail/read-incident.ts'
import { linkTo } from '../../links.ts'
import type { Click, Command } from '../../requests.ts'
import { logAnswer } from '../../views/experiment/log-answer.ts'

/** `/beat log [words]`: everything ever tested, for this person alone. */
export async function searchLogByCommand(command: Command): Promise<void> {
  const team = await teamMeant(command.ctx, command.conversationId)
  await show(command, { ...command.ctx, team }, command.text, 0)
}

/** [Show more] under an answer. */
export async function searchLogByClick(click: Click): Promise<void> {
  const [teamId, from, text]: [string, number, string] = JSON.parse(click.value)
  await show(click, { ...click.ctx, team: await teamById(click.ctx, teamId) }, text, from)
}

async function show(request: Pick<Click, 'client' | 'answer'>, ctx: TeamContext, text: string, from: number) {
  const found = await searchExperiments(ctx, text, from)
  const tests = await Promise.all(
    found.tests.map(async (test) => ({
      ...test,
      permalink: await linkTo(request.client, await findCard(ctx, test.id)),
    })),
  )
  const names = await namesOfPeople(ctx)
  const decided = await Promise.all(
    found.decided.map(async ({ guardrail, madeBy, madeAt, incidentId, ...each }) => ({
      ...each,
      about: guardrailName(guardrail, ctx.team),
      by: names[madeBy] ?? 'a colleague',
      day: dayInWords(localDay(madeAt, ctx.team.zone)),
      permalink: await linkTo(request.client, await findIncidentCard(ctx, incidentId)),
    })),
  )
  await request.answer(logAnswer({ ...found, tests, decided, team: ctx.team }))
}
