import { type Experiment, type ScoreModel, testName } from '../../domain/experiment/experiment.ts'
import { after, stateInWords } from '../../domain/experiment/life.ts'
import { SCORE_INPUTS, type ScoreInputs, type ScoreSummary } from '../../domain/experiment/score.ts'
import { Conflict, Invalid, NotAllowed } from '../../lib/errors.ts'
import { writeAudit } from '../../store/audits.ts'
import { listScores, saveScore } from '../../store/experiment/scores.ts'
import { readTestSettings } from '../../store/experiment/test-settings.ts'
import { transaction } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { redraw } from '../delivery/announce.ts'
import { CARD, needExperiment } from './change-experiment.ts'
import { summariseScores } from './read-experiment.ts'
import { redrawAgenda } from './redraw-agenda.ts'

/** What somebody sees who scores a test: their own score, and the team's only once they have given theirs. */
export type Scoring = {
  experiment: Experiment
  model: ScoreModel
  own: ScoreInputs | null
  team: ScoreSummary | null
}

/** Reads what a person sees who scores a test. */
export async function readScoring(ctx: TeamContext, experimentId: string, userId: string): Promise<Scoring> {
  const { db, team } = ctx
  const experiment = await needExperiment(db.prisma, ctx, experimentId)
  const { scoreModel: model } = await readTestSettings(db.prisma, team)
  const scores = await listScores(db.prisma, team, experimentId)
  const own = scores.find((score) => score.userId === userId && score.model === model)?.inputs ?? null
  return { experiment, model, own, team: own ? summariseScores(scores, model) : null }
}

/** Keeps a person's rating of a test by the team's model; an earlier one of theirs is replaced. */
export async function scoreExperiment(
  ctx: TeamContext,
  experimentId: string,
  model: ScoreModel,
  inputs: ScoreInputs,
): Promise<void> {
  const { db, team, now, actor } = ctx
  if (actor.kind !== 'person') throw new NotAllowed('A score is given by a person.')
  const faults = scoreFaults(model, inputs)
  if (Object.keys(faults).length > 0) throw new Invalid('A rating is a number from 1 to 10.', faults)
  await transaction(db, async (tx) => {
    refuseHindsight(await needExperiment(tx, ctx, experimentId))
    const settings = await readTestSettings(tx, team)
    if (settings.scoreModel !== model) {
      throw new Conflict('The team scores by another formula now. Close this form and open it again.')
    }
    await saveScore(tx, team, { experimentId, userId: actor.userId, model, inputs: { ...inputs }, scoredAt: now })
    await redraw(tx, ctx, { subject: experimentId, kind: CARD })
    await redrawAgenda(tx, ctx)
    await writeAudit(tx, ctx, { teamId: team.id, action: 'test scored', subject: experimentId, detail: { model } })
  })
}

/** A score is held against what happened, so it has to be older than that. */
function refuseHindsight(experiment: Experiment): void {
  const { state } = experiment
  if (after(state, 'abandon') !== null) return
  throw new Conflict(
    `${testName(experiment)} is ${stateInWords(state)}: ideas are scored before their launch, so that a score can be compared with what happened.`,
  )
}

function scoreFaults(model: ScoreModel, inputs: ScoreInputs): Record<string, string> {
  const wrong = SCORE_INPUTS[model].filter(({ key }) => !isRating(inputs[key]))
  return Object.fromEntries(wrong.map(({ key }) => [key, 'Choose a number from 1 to 10.']))
}

function isRating(value: number | undefined): boolean {
  return value !== undefined && Number.isInteger(value) && value >= 1 && value <= 10
}
