import { presentFor } from '../../domain/absence/absence.ts'
import { type Experiment, isPlanned } from '../../domain/experiment/experiment.ts'
import { HOLDING, MEASURED } from '../../domain/experiment/life.ts'
import { verdictLine } from '../../domain/experiment/reading-words.ts'
import type { TestsGlance, TestTask } from '../../domain/experiment/test-task.ts'
import { narrators, type Team } from '../../domain/team.ts'
import { localDay } from '../../domain/week.ts'
import { listExperiments } from '../../store/experiment/experiments.ts'
import { readTestSettings } from '../../store/experiment/test-settings.ts'
import type { Context, TeamContext } from '../context.ts'
import { readDue } from './read-due.ts'

/** What the tests of a team ask of a person, and which of them run. */
export async function readTestTasks(
  ctx: Context,
  team: Team,
  userId: string,
): Promise<{ tasks: TestTask[]; tests: TestsGlance }> {
  const [open, { slots }] = await Promise.all([
    listExperiments(ctx.db.prisma, team, {
      states: ['pending_approval', 'running', 'paused', 'maturing', 'decision_due', 'decided'],
    }),
    readTestSettings(ctx.db.prisma, team),
  ])
  const tasks = await Promise.all(open.map(async (experiment) => await taskOf(ctx, team, experiment, userId)))
  const running = open.filter(({ state }) => HOLDING.includes(state))
  return { tasks: tasks.flat(), tests: { running, slots: { used: running.length, of: slots } } }
}

/** What one test asks of a person: nothing, or one thing. */
async function taskOf(ctx: Context, team: Team, experiment: Experiment, userId: string): Promise<TestTask[]> {
  const { id, number, title, state, ownerUserId } = experiment
  const asked = askedOf(ctx, team, experiment, userId)
  const about = {
    team,
    experimentId: id,
    number,
    title,
    ...(asked && ownerUserId !== userId && { standsInFor: ownerUserId }),
  }
  if (MEASURED.includes(state)) return await taskOfMeasured({ ...ctx, team }, experiment, { userId, asked }, about)
  if (state === 'pending_approval' && team.leadUserId === userId)
    return [
      {
        kind: 'approval',
        ...about,
        budget: experiment.design?.budget ?? null,
        by: ownerUserId,
        brief: experiment.brief,
      },
    ]
  return state === 'decided' && asked ? [{ kind: 'learning', ...about }] : []
}

async function taskOfMeasured(
  ctx: Pick<TeamContext, 'db' | 'team'>,
  experiment: Experiment,
  { userId, asked: isAsked }: { userId: string; asked: boolean },
  about: Pick<TestTask, 'team' | 'experimentId' | 'number' | 'title' | 'standsInFor'>,
): Promise<TestTask[]> {
  const { isDue, reading, proposal } = await readDue(ctx, experiment)
  if (proposal) {
    const { id: decisionId, verdict, rationale, madeBy: by } = proposal
    const says = reading && isPlanned(experiment) ? verdictLine(experiment, reading.result) : null
    const asked = { kind: 'second decision' as const, ...about, says, decisionId, verdict, rationale, by }
    return isAskedToSecond(ctx.team, experiment, by, userId) ? [asked] : []
  }
  if (!isDue || !isAsked) return []
  const recommendation = reading?.result.recommendation
  const verdict = recommendation?.kind === 'verdict' ? recommendation.verdict : null
  return [{ kind: 'decision', ...about, spoken: experiment.state === 'decision_due' ? null : verdict }]
}

/** The owner is asked; while they are away, whom they named, the delegate of the channel or the lead as well. */
function askedOf({ now }: Context, team: Team, { ownerUserId, channelId }: Experiment, userId: string): boolean {
  if (ownerUserId === userId) return true
  const channel = team.channels.find(({ id }) => id === channelId)
  const day = localDay(now, team.zone)
  return presentFor(team, ownerUserId, { channel, others: [team.leadUserId] }, day).to === userId
}

/** The lead is asked; where it is the lead's own proposal, whoever owns the test or speaks for its channel. */
function isAskedToSecond(team: Team, experiment: Experiment, proposedBy: string, userId: string): boolean {
  if (userId === proposedBy) return false
  if (team.leadUserId !== null && team.leadUserId !== proposedBy) return userId === team.leadUserId
  const channel = team.channels.find(({ id }) => id === experiment.channelId)
  return userId === experiment.ownerUserId || (channel !== undefined && narrators(channel).includes(userId))
}
