import { MEASURED } from '../../domain/experiment/life.ts'
import { type MyTest, myTest } from '../../domain/experiment/my-test.ts'
import { localDay } from '../../domain/week.ts'
import { listExperiments } from '../../store/experiment/experiments.ts'
import type { TeamContext } from '../context.ts'
import { findCard } from './read-experiment.ts'

/** Where the card of a test was posted. */
type Card = Awaited<ReturnType<typeof findCard>>

/** The tests of a person that run or wait for their decision, each with its card. */
export async function listMyTests(ctx: TeamContext, userId: string): Promise<(MyTest & { card: Card })[]> {
  const { db, team, now } = ctx
  const live = await listExperiments(db.prisma, team, { states: MEASURED })
  const own = live.filter(({ ownerUserId }) => ownerUserId === userId)
  const today = localDay(now, team.zone)
  return await Promise.all(own.map(async (test) => ({ ...myTest(test, today), card: await findCard(ctx, test.id) })))
}
