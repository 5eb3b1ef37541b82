import { type Experiment, isPlanned, type Planned, testName } from '../../domain/experiment/experiment.ts'
import { MEASURED, stateInWords } from '../../domain/experiment/life.ts'
import { takeReading } from '../../domain/experiment/read.ts'
import { type ArmNumbers, type ReadingSource, RULES_VERSION } from '../../domain/experiment/reading.ts'
import { shrunkIn, shrunkInWords } from '../../domain/experiment/shrunk.ts'
import { actorName, type Team } from '../../domain/team.ts'
import { dayInWords, localDay } from '../../domain/week.ts'
import { Conflict, Invalid } from '../../lib/errors.ts'
import { writeAudit } from '../../store/audits.ts'
import { listAmendments } from '../../store/experiment/amendments.ts'
import { insertReading, latestReading, type StoredReading } from '../../store/experiment/readings.ts'
import { type Tx, transaction } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { announce, redraw } from '../delivery/announce.ts'
import { forgetDraft, RESULT_FORM } from '../keep-draft.ts'
import { CARD, needExperiment, underCard } from './change-experiment.ts'
import { redrawAgenda } from './redraw-agenda.ts'

/** A reply under the card that shows one reading. */
export const READING = 'experiment-reading'

/** What each arm had counted through a day, and where that comes from; `key` names a reading that may be taken only once. */
export type Counted = {
  source: ReadingSource
  dataThrough: string
  arms: ArmNumbers[]
  key?: string
  /** Whether the person says that the reading before was wrong, so that less may be counted. */
  replaces?: boolean
}

/**
 * Takes a reading of a test: concludes what follows from the numbers, keeps both, and answers under the card. Null where a
 * reading of the same key was there before.
 */
export async function recordReading(
  ctx: TeamContext,
  experimentId: string,
  counted: Counted,
): Promise<StoredReading | null> {
  const { db, team, now } = ctx
  return await transaction(db, async (tx) => {
    const experiment = measured(await needExperiment(tx, ctx, experimentId))
    const today = localDay(now, team.zone)
    refuseOtherDays(experiment, counted.dataThrough, today)
    const amendments = await listAmendments(tx, team, experiment.id)
    const { source, dataThrough, arms, key } = counted
    const replaces = await replacesEarlier(tx, team, experiment, counted)
    const reading: StoredReading = {
      id: ctx.newId('rdg'),
      experimentId: experiment.id,
      source,
      asOf: now,
      dataThrough,
      arms,
      result: {
        ...takeReading({ experiment, arms, source, dataThrough, today, amendments }),
        ...(replaces && { replaces }),
      },
      rulesVersion: RULES_VERSION,
      takenBy: actorName(ctx.actor),
    }
    if (!(await insertReading(tx, team, reading, key ?? null))) return null
    await announce(tx, ctx, underCard({ kind: READING, subject: experiment.id, part: reading.id }))
    await redraw(tx, ctx, { kind: CARD, subject: experiment.id })
    await redrawAgenda(tx, ctx)
    await forgetDraft(tx, ctx, { form: RESULT_FORM, subject: experiment.id })
    const detail = { reading: reading.id, source, dataThrough, recommendation: reading.result.recommendation }
    await writeAudit(tx, ctx, { teamId: team.id, action: 'result taken', subject: experiment.id, detail })
    return reading
  })
}

/** Whether less was counted than before, as a person says it should be; without their word it is refused, field by field. */
async function replacesEarlier(tx: Tx, team: Team, { id, design }: Planned, counted: Counted): Promise<boolean> {
  // An ad platform takes back what it finds out to be no real click.
  if (counted.source === 'numbers') return false
  const before = await latestReading(tx, team, id)
  const shrunk = shrunkIn(counted, before)
  if (!before || shrunk.length === 0 || counted.replaces) return shrunk.length > 0
  const fields = Object.fromEntries(shrunk.map(({ arm, metric, why }) => [`n:${arm}:${metric}:units`, why]))
  throw new Invalid(shrunkInWords(shrunk, design, before.dataThrough), fields)
}

/** A test as results are taken of it; the sentence says why there are none to take. */
export function measured(experiment: Experiment): Planned & { startsOn: string } {
  const { state, startsOn } = experiment
  if (isPlanned(experiment) && startsOn !== null && MEASURED.includes(state)) return { ...experiment, startsOn }
  const why = startsOn === null ? 'it has not started' : `it is ${stateInWords(state)}`
  throw new Conflict(
    `${testName(experiment)} takes no results: ${why}. Results are taken from the launch until the decision.`,
  )
}

function refuseOtherDays(experiment: Planned & { startsOn: string }, through: string, today: string): void {
  const { startsOn } = experiment
  const why =
    through < startsOn
      ? `The test began on ${dayInWords(startsOn)}, so its numbers cannot end before.`
      : through > today
        ? `${dayInWords(through)} is still to come. Through which day do these numbers count?`
        : null
  if (why !== null) throw new Invalid(why, { through: why })
}
