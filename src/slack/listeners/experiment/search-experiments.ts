import { guardrailName } from '../../../domain/guardrail/guardrail.ts'
import { standingInWords } from '../../../domain/guardrail/incident-words.ts'
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
  await show(command, { ...command.ctx, team }, command.text, { from: 0, alertsFrom: 0 })
}

/** [Show more] under an answer. */
export async function searchLogByClick(click: Click): Promise<void> {
  // A button of an earlier version names no page of alerts.
  const [teamId, from, text, alertsFrom = 0]: [string, number, string, number?] = JSON.parse(click.value)
  await show(click, { ...click.ctx, team: await teamById(click.ctx, teamId) }, text, { from, alertsFrom })
}

async function show(
  request: Pick<Click, 'client' | 'answer'>,
  ctx: TeamContext,
  text: string,
  { from, alertsFrom }: { from: number; alertsFrom: number },
) {
  const found = await searchExperiments(ctx, text, from, alertsFrom)
  const tests = await Promise.all(
    found.tests.map(async (test) => ({
      ...test,
      permalink: await linkTo(request.client, await findCard(ctx, test.id)),
    })),
  )
  const names = await namesOfPeople(ctx)
  const alerts = await Promise.all(
    found.alerts.map(async ({ guardrail, incident, decided, sentence }) => ({
      about: guardrailName(guardrail, ctx.team),
      stands: standingInWords(incident),
      sentence,
      decided: decided && {
        ...decided,
        by: names[decided.madeBy] ?? 'a colleague',
        day: dayInWords(localDay(decided.madeAt, ctx.team.zone)),
      },
      permalink: await linkTo(request.client, await findIncidentCard(ctx, incident.id)),
    })),
  )
  await request.answer(logAnswer({ ...found, tests, alerts, team: ctx.team }))
}
