import type { Experiment } from '../../domain/experiment/experiment.ts'
import { HOLDING } from '../../domain/experiment/life.ts'
import type { TestsGlance, TestTask } from '../../domain/experiment/test-task.ts'
import { narrators, type Team } from '../../domain/team.ts'
import { listDecisions } from '../../store/decisions.ts'
import { listExperiments } from '../../store/experiments.ts'
import { readTestSettings } from '../../store/test-settings.ts'
import type { Context } from '../context.ts'

/** What the tests of a team ask of a person, and which of them run. */
export async function readTestTasks(
  { db }: Context,
  team: Team,
  userId: string,
): Promise<{ tasks: TestTask[]; tests: TestsGlance }> {
  const [open, { slots }, proposed] = await Promise.all([
    listExperiments(db.prisma, team, {
      states: ['pending_approval', 'running', 'paused', 'maturing', 'decision_due', 'decided'],
    }),
    readTestSettings(db.prisma, team),
    listDecisions(db.prisma, team, { state: 'proposed' }),
  ])
  const tasks = open.flatMap((experiment): TestTask[] => {
    const { id, number, title, state, ownerUserId } = experiment
    const about = { team, experimentId: id, number, title }
    const proposal = proposed.find(({ experimentId }) => experimentId === id)
    if (proposal) {
      const { id: decisionId, verdict, rationale, madeBy: by } = proposal
      const asked = { kind: 'second decision' as const, ...about, decisionId, verdict, rationale, by }
      return isAskedToSecond(team, experiment, by, userId) ? [asked] : []
    }
    if (state === 'pending_approval' && team.leadUserId === userId)
      return [{ kind: 'approval', ...about, budget: experiment.design?.budget ?? null, by: ownerUserId }]
    if (ownerUserId !== userId) return []
    if (state === 'decision_due') return [{ kind: 'decision', ...about }]
    return state === 'decided' ? [{ kind: 'learning', ...about }] : []
  })
  const running = open.filter(({ state }) => HOLDING.includes(state))
  return { tasks, tests: { running, slots: { used: running.length, of: slots } } }
}

/** The lead is asked; where it is the lead's own proposal, whoever owns the test or speaks for its channel. */
function isAskedToSecond(team: Team, experiment: Experiment, proposedBy: string, userId: string): boolean {
  if (userId === proposedBy) return false
  if (team.leadUserId !== null && team.leadUserId !== proposedBy) return userId === team.leadUserId
  const channel = team.channels.find(({ id }) => id === experiment.channelId)
  return userId === experiment.ownerUserId || (channel !== undefined && narrators(channel).includes(userId))
}
