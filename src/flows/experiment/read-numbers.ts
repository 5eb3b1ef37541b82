import { armFromDays, dueReading, readsItself } from '../../domain/experiment/arm-numbers.ts'
import { type Experiment, type Planned, testName } from '../../domain/experiment/experiment.ts'
import { MEASURED } from '../../domain/experiment/life.ts'
import { lastDayOf } from '../../domain/experiment/progress.ts'
import type { ArmNumbers } from '../../domain/experiment/reading.ts'
import { dayInWords, localDay } from '../../domain/week.ts'
import { Conflict, Invalid, PersonError } from '../../lib/errors.ts'
import { readArmDays } from '../../store/arm-sums.ts'
import { listExperiments } from '../../store/experiments.ts'
import { hasReading, type StoredReading } from '../../store/readings.ts'
import { readFreshness, readLastDay } from '../../store/weekly-sums.ts'
import type { TeamContext } from '../context.ts'
import { needExperiment } from './change-experiment.ts'
import { measured, recordReading } from './record-reading.ts'

/** Reads a test from the team's own numbers through a day, because somebody asked for it. */
export async function readNumbers(ctx: TeamContext, experimentId: string, through: string): Promise<StoredReading> {
  const experiment = measured(await needExperiment(ctx.db.prisma, ctx, experimentId))
  if (!readsItself(experiment.design)) {
    throw new Conflict(
      `I cannot read ${testName(experiment)} from our numbers: every arm needs letters that its campaigns, ad sets or ads have in ` +
        'their names, and a metric that the platforms report. Type its numbers, or drop a file of units.',
    )
  }
  const { arms, reportedThrough } = await countArms(ctx, experiment, through)
  refuseIncomplete(experiment, through, reportedThrough)
  const reading = await recordReading(ctx, experimentId, { source: 'numbers', dataThrough: through, arms })
  if (!reading) throw new Conflict('This reading was taken a moment ago. It stands under the card.')
  return reading
}

/** Takes the readings that are due by themselves, each once, as soon as the numbers of its days are complete. */
export async function readDueTests(ctx: TeamContext): Promise<StoredReading[]> {
  const { db, team, now } = ctx
  const today = localDay(now, team.zone)
  const lastDay = await readLastDay(db, team)
  const taken: StoredReading[] = []
  for (const experiment of await listExperiments(db.prisma, team, { states: MEASURED })) {
    const due = dueReading(experiment, today)
    // Most of the time nobody has imported that far yet, and that is quickly seen.
    if (!due || lastDay === null || lastDay < due.through) continue
    if (await hasReading(db.prisma, team, experiment.id, due.key)) continue
    const reading = await readDue(ctx, experiment, due)
    if (reading) taken.push(reading)
  }
  return taken
}

async function readDue(ctx: TeamContext, experiment: Experiment, due: { key: string; through: string }) {
  try {
    const { arms, reportedThrough } = await countArms(ctx, measured(experiment), due.through)
    if (reportedThrough === null || reportedThrough < due.through) return null
    return await recordReading(ctx, experiment.id, {
      source: 'numbers',
      dataThrough: due.through,
      arms,
      key: due.key,
    })
  } catch (error) {
    // What a person would be told (two arms that claim one campaign) must not hold up the other tests.
    if (!(error instanceof PersonError)) throw error
    ctx.log.warn({ err: error, test: experiment.id }, 'a test could not be read from the numbers')
    return null
  }
}

function refuseIncomplete(experiment: Planned, through: string, reportedThrough: string | null): void {
  if (reportedThrough !== null && reportedThrough >= through) return
  const letters = experiment.design.arms.map(({ matches }) => `"${matches}"`).join(', ')
  const why =
    reportedThrough === null
      ? `No campaign, ad set or ad with ${letters} in its name has numbers since the test began. Import them, or amend the letters.`
      : `Our numbers end on ${dayInWords(reportedThrough)}. Read the test through that day, or import the days that are missing.`
  throw new Invalid(why, { through: why })
}

/** The numbers of each arm, and the last day that every platform they come from has reported; null where none has any. */
async function countArms(
  ctx: TeamContext,
  experiment: ReturnType<typeof measured>,
  through: string,
): Promise<{ arms: ArmNumbers[]; reportedThrough: string | null }> {
  const { db, team } = ctx
  const { design, startsOn } = experiment
  const end = lastDayOf(experiment)
  const found = await readArmDays(db, team, design.arms, startsOn, end !== null && end < through ? end : through)
  const [shared] = found.shared
  if (shared !== undefined) {
    throw new Conflict(
      `"${shared}" belongs to two arms of ${testName(experiment)} by its name, so I cannot tell them apart. ` +
        'Amend the letters of the arms on the card of the test.',
    )
  }
  const freshness = await readFreshness(db, team, startsOn, through)
  const lastDays = found.platforms.map(
    (platform) => freshness.find((each) => each.platform === platform)?.lastDay ?? '',
  )
  const reportedThrough = lastDays.sort((a, b) => a.localeCompare(b))[0] ?? null
  return { arms: found.arms.map(({ arm, days }) => armFromDays(arm, design, days)), reportedThrough }
}
