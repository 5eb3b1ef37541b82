import type { Amendment, Experiment, ScoreModel, TestSettings } from '../../domain/experiment/experiment.ts'
import { readTestNumber } from '../../domain/experiment/experiment.ts'
import type { Decision, Learning, Reading } from '../../domain/experiment/reading.ts'
import { type ScoreSummary, scoreOf, summarise } from '../../domain/experiment/score.ts'
import type { Team } from '../../domain/team.ts'
import { localDay } from '../../domain/week.ts'
import { Invalid, NotFound } from '../../lib/errors.ts'
import { findPost } from '../../store/delivery/announcements.ts'
import { listAmendments } from '../../store/experiment/amendments.ts'
import { latestDecision } from '../../store/experiment/decisions.ts'
import { findExperimentByNumber } from '../../store/experiment/experiments.ts'
import { findLearning } from '../../store/experiment/learnings.ts'
import { latestReading } from '../../store/experiment/readings.ts'
import { listScores, type StoredScore } from '../../store/experiment/scores.ts'
import { readTestSettings } from '../../store/experiment/test-settings.ts'
import { readNames } from '../../store/people.ts'
import type { TeamContext } from '../context.ts'
import { CARD, needExperiment } from './change-experiment.ts'

/** Everything the card of a test and the replies in its thread are drawn from. */
export type ExperimentState = {
  team: Team
  experiment: Experiment
  settings: TestSettings
  scores: StoredScore[]
  /** The team's score by the model it uses now; null where nobody has rated by it. */
  score: ScoreSummary | null
  amendments: Amendment[]
  reading: Reading | null
  decision: Decision | null
  learning: Learning | null
  names: Record<string, string>
  /** The day in the team's zone. */
  today: string
}

/** A test with all that became of it. */
export async function readExperiment(ctx: TeamContext, id: string): Promise<ExperimentState> {
  const { db, team, now } = ctx
  const experiment = await needExperiment(db.prisma, ctx, id)
  const [settings, scores, amendments, reading, decision, learning, names] = await Promise.all([
    readTestSettings(db.prisma, team),
    listScores(db.prisma, team, id),
    listAmendments(db.prisma, team, id),
    latestReading(db.prisma, team, id),
    latestDecision(db.prisma, team, id),
    findLearning(db.prisma, team, id),
    readNames(db.prisma, ctx.workspaceId),
  ])
  const today = localDay(now, team.zone)
  const score = summariseScores(scores, settings.scoreModel)
  return { team, experiment, settings, scores, score, amendments, reading, decision, learning, names, today }
}

/** A team's score of a test by one model; ratings by another model are kept and not mixed in. */
export function summariseScores(scores: readonly StoredScore[], model: ScoreModel): ScoreSummary | null {
  const own = scores.filter((score) => score.model === model)
  return summarise(own.map(({ userId, inputs }) => ({ userId, score: scoreOf(model, inputs) })))
}

/** The test that people name by T-12 or 12; the sentence says what to write where nothing of that name is there. */
export async function experimentNamed(ctx: TeamContext, text: string): Promise<Experiment> {
  const number = readTestNumber(text)
  if (number === null) throw new Invalid(`"${text}" names no test. Write its number, as in T-12.`)
  const experiment = await findExperimentByNumber(ctx.db.prisma, ctx.team, number)
  if (!experiment) {
    throw new NotFound(`${ctx.team.name} has no test T-${number}. \`/beat test list\` shows all there are.`)
  }
  return experiment
}

/** Where the card of a test stands; null where it has not been posted. */
export async function findCard(
  ctx: TeamContext,
  id: string,
): Promise<{ conversationId: string; ts: string | null } | null> {
  return await findPost(ctx.db.prisma, ctx.team, { kind: CARD, subject: id })
}
