import {
  type BacklogEntry,
  byScore,
  type LogEntry,
  type Taught,
  type Untried,
  untriedLearnings,
} from '../../domain/experiment/backlog.ts'
import type { ScoreModel } from '../../domain/experiment/experiment.ts'
import { scoreOf, summarise } from '../../domain/experiment/score.ts'
import { listExperiments } from '../../store/experiment/experiments.ts'
import { listLearnings } from '../../store/experiment/learnings.ts'
import { listLogEntries } from '../../store/experiment/past-tests.ts'
import { listScores, type StoredScore } from '../../store/experiment/scores.ts'
import { readTestSettings } from '../../store/experiment/test-settings.ts'
import { readNames } from '../../store/people.ts'
import type { TeamContext } from '../context.ts'

/** One page of the backlog, and what was learnt but not tried everywhere. */
export type Backlog = {
  model: ScoreModel
  entries: BacklogEntry[]
  from: number
  found: number
  /** How many of those found have a plan and only wait for their launch. */
  ready: number
  /** The newest of what was learnt and not tried everywhere, and how much of it there is. */
  untried: Untried[]
  untriedFound: number
  names: Record<string, string>
}

const PAGE = 8
const MOST_UNTRIED = 3

/** The ideas and plans that wait, the best rated first, as `userId` may see them. */
export async function readBacklog(ctx: TeamContext, userId: string, from = 0): Promise<Backlog> {
  const { db, team } = ctx
  const { model, entries } = await ratedBacklog(ctx, userId)
  const ready = entries.filter(({ experiment }) => experiment.state === 'ready').length
  const taught = from === 0 ? await taughtBy(ctx) : { log: [], learnings: [] }
  const untried = untriedLearnings(taught.learnings, taught.log, team.channels)
  return {
    model,
    entries: entries.slice(from, from + PAGE),
    from,
    found: entries.length,
    ready,
    untried: untried.slice(0, MOST_UNTRIED),
    untriedFound: untried.length,
    names: await readNames(db.prisma, ctx.workspaceId),
  }
}

/** All ideas and plans that wait, by score; `userId` is whose own rating is told apart. */
export async function ratedBacklog(
  { db, team }: TeamContext,
  userId: string | null,
): Promise<{ model: ScoreModel; entries: BacklogEntry[] }> {
  const [{ scoreModel: model }, waiting, scores] = await Promise.all([
    readTestSettings(db.prisma, team),
    listExperiments(db.prisma, team, { states: ['idea', 'ready'] }),
    listScores(db.prisma, team),
  ])
  const given = scores.filter((score) => score.model === model).map(rated)
  const entries = waiting.map((experiment) => {
    const score = summarise(given.filter(({ experimentId }) => experimentId === experiment.id))
    return { experiment, score, own: (userId !== null && score?.byUser.get(userId)) || null }
  })
  return { model, entries: byScore(entries) }
}

/** What the team has learnt, the newest first, and every test that may have tried it elsewhere. */
async function taughtBy({ db, team }: TeamContext): Promise<{ log: LogEntry[]; learnings: Taught[] }> {
  const [log, written] = await Promise.all([listLogEntries(db, team), listLearnings(db.prisma, team)])
  const byId = new Map(log.map((test) => [test.id, test]))
  const learnings = written.flatMap((learning) => {
    const test = byId.get(learning.experimentId)
    return test ? [{ test, learning }] : []
  })
  return { log, learnings }
}

function rated({ experimentId, userId, model, inputs }: StoredScore) {
  return { experimentId, userId, score: scoreOf(model, inputs) }
}
