import { isWorthTrying, untriedChannels } from '../../domain/experiment/backlog.ts'
import { testName } from '../../domain/experiment/experiment.ts'
import type { Idea } from '../../domain/experiment/idea.ts'
import { Conflict } from '../../lib/errors.ts'
import { findLearning } from '../../store/experiment/learnings.ts'
import { listLogEntries } from '../../store/experiment/past-tests.ts'
import type { TeamContext } from '../context.ts'
import { needExperiment } from './change-experiment.ts'

/** An idea that tries what a test taught in another channel, and the names of those in which nobody has. */
export type Elsewhere = { idea: Partial<Idea>; untried: string[] }

/**
 * The beginning of an idea that tries a test's learning in another channel: its change and its lever, the learning as the
 * reason, and the channel that was chosen, else the first in which nobody has tried it.
 */
export async function ideaElsewhere(
  ctx: TeamContext,
  experimentId: string,
  channelId: string | null,
): Promise<Elsewhere> {
  const { db, team } = ctx
  const experiment = await needExperiment(db.prisma, ctx, experimentId)
  const learning = await findLearning(db.prisma, team, experimentId)
  const name = testName(experiment)
  if (!learning) {
    throw new Conflict(
      `Nothing has been learnt from ${name} yet. Write its learning first: [Write learning] on its card.`,
    )
  }
  const log = await listLogEntries(db, team)
  const verdict = log.find(({ id }) => id === experimentId)?.verdict ?? null
  if (!isWorthTrying(verdict, learning)) {
    const why = verdict === 'ship' ? `What ${name} taught was rejected` : `${name} was not shipped`
    throw new Conflict(`${why}: there is nothing to try elsewhere. [New test] begins another idea.`)
  }
  const test = { ...experiment, parent: experiment.brief.parent, verdict }
  const untried = untriedChannels({ test, learning }, log, team.channels)
  const channel = untried.find(({ id }) => id === channelId) ?? untried[0]
  if (!channel) {
    throw new Conflict(
      `What ${name} taught has been tried in every channel of ${team.name}. \`/beat log ${name}\` shows where.`,
    )
  }
  const from = team.channels.find(({ id }) => id === experiment.channelId)?.name
  const { change, outcome, tags, template = null } = experiment.brief
  const idea = {
    change,
    outcome,
    tags,
    template,
    because: `${name}${from ? ` in ${from}` : ''} taught: ${learning.sentence}`,
    lever: experiment.lever,
    channelId: channel.id,
    parent: experiment.number,
  }
  return { idea, untried: untried.map((each) => each.name) }
}
