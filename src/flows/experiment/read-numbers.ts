import { type DueReading, dueReading, readsItself } from '../../domain/experiment/arm-numbers.ts'
import { type Experiment, testName } from '../../domain/experiment/experiment.ts'
import { MEASURED } from '../../domain/experiment/life.ts'
import { dayInWords, localDay } from '../../domain/week.ts'
import { Conflict, Invalid, PersonError } from '../../lib/errors.ts'
import { listExperiments } from '../../store/experiment/experiments.ts'
import { hasReading, type StoredReading } from '../../store/experiment/readings.ts'
import { readLastDay } from '../../store/fact/weekly-sums.ts'
import { transaction } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { announce } from '../delivery/announce.ts'
import { needExperiment } from './change-experiment.ts'
import { countArms } from './count-arms.ts'
import { measured, recordReading } from './record-reading.ts'

/** What the owner of a test is told, once a week, where it cannot be read from our numbers. */
export const UNREAD = 'experiment-unread'

/** Reads a test from the team's own numbers through a day, because somebody asked for it. */
export async function readNumbers(ctx: TeamContext, experimentId: string, through: string): Promise<StoredReading> {
  const experiment = measured(await needExperiment(ctx.db.prisma, ctx, experimentId))
  if (!readsItself(experiment.design)) {
    throw new Conflict(
      `I cannot read ${testName(experiment)} from our numbers: every arm needs letters that its campaigns, ad sets or ads have in ` +
        'their names, and a metric of our numbers. Type its numbers, or drop a file of units.',
    )
  }
  const { arms, reportedThrough } = await countArms(ctx, experiment, through)
  if (reportedThrough < through) {
    const why = `Our numbers end on ${dayInWords(reportedThrough)}. Read the test through that day, or import the days that are missing.`
    throw new Invalid(why, { through: why })
  }
  const reading = await recordReading(ctx, experimentId, { source: 'numbers', dataThrough: through, arms })
  if (!reading) throw new Conflict('This reading was taken a moment ago. It stands under the card.')
  return reading
}

/** Takes the readings that are due by themselves, each once, as soon as the numbers of its days are complete. */
export async function readDueTests(ctx: TeamContext): Promise<StoredReading[]> {
  const { db, team, now } = ctx
  const today = localDay(now, team.zone)
  const tests = await listExperiments(db.prisma, team, { states: MEASURED })
  if (!tests.some((test) => dueReading(test, today))) return []
  const lastDay = await readLastDay(db, team)
  const taken: StoredReading[] = []
  for (const experiment of tests) {
    const due = dueReading(experiment, today)
    // Most of the time nobody has imported that far yet, and that is quickly seen.
    if (!due || lastDay === null || lastDay < due.through) continue
    if (await hasReading(db.prisma, team, experiment.id, due.key)) continue
    const reading = await readDue(ctx, experiment, due)
    if (reading) taken.push(reading)
  }
  return taken
}

/** Why a test cannot be read from our numbers now, as a sentence; null where it can. */
export async function explainUnread(ctx: TeamContext, experimentId: string): Promise<string | null> {
  const experiment = await needExperiment(ctx.db.prisma, ctx, experimentId)
  const due = dueReading(experiment, localDay(ctx.now, ctx.team.zone))
  if (!due) return null
  try {
    await countArms(ctx, measured(experiment), due.through)
    return null
  } catch (error) {
    if (error instanceof PersonError) return error.message
    throw error
  }
}

async function readDue(ctx: TeamContext, experiment: Experiment, due: DueReading): Promise<StoredReading | null> {
  try {
    const { arms, reportedThrough } = await countArms(ctx, measured(experiment), due.through)
    if (reportedThrough < due.through) return null
    const counted = { source: 'numbers' as const, dataThrough: due.through, arms, key: due.key }
    return await recordReading(ctx, experiment.id, counted)
  } catch (error) {
    // Names that fit two arms, or none, are the owner's to mend, and must not hold up the other tests.
    if (!(error instanceof PersonError)) throw error
    await tellOwner(ctx, experiment, due)
    return null
  }
}

async function tellOwner(ctx: TeamContext, { id, ownerUserId }: Experiment, due: DueReading): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    await announce(tx, ctx, [{ kind: UNREAD, subject: id, part: due.key, conversationId: ownerUserId }])
  })
}
