import { isDue, proposalOf } from '../../domain/experiment/due.ts'
import type { Experiment } from '../../domain/experiment/experiment.ts'
import type { Decision, Reading } from '../../domain/experiment/reading.ts'
import { listAmendments } from '../../store/experiment/amendments.ts'
import { latestDecision } from '../../store/experiment/decisions.ts'
import { latestReading } from '../../store/experiment/readings.ts'
import type { TeamContext } from '../context.ts'

/** Whether a test is to be decided now, by which reading, and which decision about it waits for a second person. */
export async function readDue(
  { db, team }: Pick<TeamContext, 'db' | 'team'>,
  experiment: Experiment,
): Promise<{ isDue: boolean; reading: Reading | null; proposal: Decision | null }> {
  const [reading, amendments, decision] = await Promise.all([
    latestReading(db.prisma, team, experiment.id),
    listAmendments(db.prisma, team, experiment.id),
    latestDecision(db.prisma, team, experiment.id),
  ])
  const proposal = proposalOf(experiment, { decision })
  return { isDue: proposal !== null || isDue(experiment, { reading, amendments, decision }), reading, proposal }
}
