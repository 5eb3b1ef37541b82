import { type Envelope, lettersOf, type Running } from '../../domain/experiment/launch.ts'
import { restOf } from '../../domain/experiment/launch-budget.ts'
import { HOLDING } from '../../domain/experiment/life.ts'
import { localDay } from '../../domain/week.ts'
import { listExperiments } from '../../store/experiment/experiments.ts'
import type { Tx } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { readPacing } from '../metric/read-pacing.ts'

/** The other tests of a team that run, with their money and the letters of their arms. */
export async function readRunning(db: Tx, { team, now }: TeamContext, exceptId: string): Promise<Running[]> {
  const today = localDay(now, team.zone)
  return (await listExperiments(db, team, { states: HOLDING }))
    .filter(({ id }) => id !== exceptId)
    .map((test) => ({
      number: test.number,
      ownerUserId: test.ownerUserId,
      until: test.endsOn,
      budget: test.design?.budget ?? 0,
      rest: restOf(test, today),
      letters: lettersOf(test),
    }))
}

/** What is left of the team's budget of this month; null without a budget, and without numbers of this month. */
export async function readEnvelope(ctx: TeamContext): Promise<Envelope | null> {
  const today = localDay(ctx.now, ctx.team.zone)
  const team = (await readPacing(ctx, today)).find(({ channelId }) => channelId === null)
  if (!team?.through.startsWith(today.slice(0, 7))) return null
  return { left: Math.max(0, team.budget - team.spent), through: team.through }
}
