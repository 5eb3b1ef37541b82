import { labelOf } from '../../../domain/review/review-words.ts'
import { primaryOutcome } from '../../../domain/team.ts'
import type { TeamContext } from '../../../flows/context.ts'
import { teamById, teamMeant, teamOfReview } from '../../../flows/find-team.ts'
import { carried, type ExplainedAnswer, explainAgain, explainChange } from '../../../flows/metric/explain-change.ts'
import { readReview } from '../../../flows/review/read-review.ts'
import { changeChart } from '../../draw/change-chart.ts'
import { sendPictureTo } from '../../draw/picture-to-person.ts'
import { type Click, type Command, pairOf } from '../../requests.ts'
import { changeAnswer } from '../../views/metric/change-answer.ts'
import { partsAnswer, reviewPartsAnswer } from '../../views/metric/parts-answer.ts'

/** `/beat why [metric] [cohort] [split] [channel] [period]`: why a cost changed, for this person alone; the picture in their direct messages. */
export async function explainChangeByCommand(command: Command): Promise<void> {
  const ctx = { ...command.ctx, team: await teamMeant(command.ctx, command.conversationId) }
  await showTo(command, ctx, await explainChange(ctx, command.text))
}

/** [Split CPC into CPM and CTR], [By the day of the lead], and back. */
export async function askAgain(click: Click): Promise<void> {
  const { ctx, question } = await asked(click)
  await showTo(click, ctx, await explainAgain(ctx, question))
}

/** [Show the table]: every part to four decimals, of an answer or of a review as it was opened. */
export async function showParts(click: Click): Promise<void> {
  const [kind, id] = pairOf(click.value)
  if (kind === 'review') {
    const team = await teamOfReview(click.ctx, id)
    await click.answer(reviewPartsAnswer(await readReview({ ...click.ctx, team }, id)))
    return
  }
  const { ctx, question } = await asked(click)
  await click.answer(partsAnswer({ team: ctx.team, ...(await explainAgain(ctx, question)) }))
}

/** A button of an answer carries the team and the question. */
async function asked(click: Click): Promise<{ ctx: TeamContext; question: string }> {
  const [teamId, question] = pairOf(click.value)
  return { ctx: { ...click.ctx, team: await teamById(click.ctx, teamId) }, question }
}

async function showTo(
  request: Pick<Click, 'client' | 'userId' | 'answer' | 'desk'>,
  { team }: TeamContext,
  answer: ExplainedAnswer,
): Promise<void> {
  const { known, metric, changed, channel, period } = answer
  const label = labelOf({ outcome: primaryOutcome(team).name }, { metric })
  const { bars } = changed
  const spec = known.now && known.before ? changeChart({ label, currency: team.currency, period, channel, bars }) : null
  await request.answer(
    changeAnswer({ team, ...answer, question: `${team.id}:${carried(answer)}`, picture: spec !== null }),
  )
  if (spec) await sendPictureTo(request, spec, 'what-changed.png')
}
