import { type ScoreModel, testName } from '../../../domain/experiment/experiment.ts'
import { SCORE_INPUTS } from '../../../domain/experiment/score.ts'
import { readScoring, scoreExperiment } from '../../../flows/experiment/score-experiment.ts'
import { teamOfExperiment } from '../../../flows/find-team.ts'
import { openForm } from '../../forms/open-form.ts'
import { textOf } from '../../kit/values.ts'
import type { Click, Next, Submission } from '../../requests.ts'
import { scoreForm } from '../../views/experiment/score-form.ts'

/** [Score] on the card of a test or in the backlog. */
export async function openScore(click: Click, experimentId: string = click.value): Promise<void> {
  const { ctx, userId } = click
  await openForm(click, 'Your score', async () => {
    const team = await teamOfExperiment(ctx, experimentId)
    const { experiment, ...scoring } = await readScoring({ ...ctx, team }, experimentId, userId)
    return scoreForm({ experimentId, name: testName(experiment), title: experiment.title, ...scoring, isSaved: false })
  })
}

/** The rating was sent; what the whole team thinks takes its place. */
export async function saveScore({ ctx, userId, values, metadata }: Submission): Promise<Next> {
  const { experimentId, model }: { experimentId: string; model: ScoreModel } = JSON.parse(metadata)
  const teamCtx = { ...ctx, team: await teamOfExperiment(ctx, experimentId) }
  const inputs = SCORE_INPUTS[model].map(({ key }) => [key, Number(textOf(values, key))] as const)
  await scoreExperiment(teamCtx, experimentId, model, Object.fromEntries(inputs))
  const { experiment, ...scoring } = await readScoring(teamCtx, experimentId, userId)
  const about = { experimentId, name: testName(experiment), title: experiment.title }
  return { update: scoreForm({ ...about, ...scoring, isSaved: true }) }
}
