import { type Experiment, type Planned, testName } from '../../domain/experiment/experiment.ts'
import { moveOf } from '../../domain/experiment/life.ts'
import { type Decision, opposedBy, standingRecommendation } from '../../domain/experiment/reading.ts'
import type { Verdict } from '../../domain/experiment/rule.ts'
import { dayInWords } from '../../domain/week.ts'
import { Conflict, Invalid, NotAllowed } from '../../lib/errors.ts'
import { listAmendments } from '../../store/experiment/amendments.ts'
import {
  insertDecision,
  latestDecision,
  nextDecisionNumber,
  type StoredDecision,
} from '../../store/experiment/decisions.ts'
import { latestReading } from '../../store/experiment/readings.ts'
import { type Tx, transaction } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { announce } from '../delivery/announce.ts'
import { DECIDE_FORM, forgetDraft } from '../keep-draft.ts'
import { carryOut } from './carry-out.ts'
import { changeExperiment, movedBy, needExperiment, underCard } from './change-experiment.ts'
import { measured } from './record-reading.ts'

/** The reply under the card that asks a second person, and the lead's private note of it. */
export const SECOND = 'experiment-second'
export const SECOND_ASKED = 'experiment-second-asked'

/** What a person decides, on which reading (null where none was taken), and why. */
export type Deciding = { readingId: string | null; verdict: Verdict; arm: string | null; rationale: string }

const SHORTEST_RATIONALE = 10

/**
 * Decides a test. What follows the recommendation is made at once; what goes against it is proposed, and waits for a second
 * person. Of two who decide at once one wins and the other is told.
 */
export async function decideExperiment(
  ctx: TeamContext,
  experimentId: string,
  deciding: Deciding,
): Promise<StoredDecision> {
  const { db, team, now, actor } = ctx
  if (actor.kind !== 'person') throw new NotAllowed('A test is decided by a person.')
  return await transaction(db, async (tx) => {
    const found = await needExperiment(tx, ctx, experimentId)
    movedBy(found, moveOf(deciding.verdict))
    const experiment = measured(found)
    refuseUnclear(experiment, deciding)
    const latest = await latestDecision(tx, team, experiment.id)
    refuseProposed(experiment, latest)
    refuseSecondExtension(experiment, latest, deciding)
    const reading = await latestReading(tx, team, experiment.id)
    if ((reading?.id ?? null) !== deciding.readingId) {
      throw new Conflict(
        `A newer reading of ${testName(experiment)} came in while you were deciding, so nothing was decided. Your draft is kept: open [Decide] again and look at it.`,
      )
    }
    const amendments = await listAmendments(tx, team, experiment.id)
    const opposed = opposedBy(deciding, reading, amendments, latest)
    // Its rule extends a test once.
    const isFurther = deciding.verdict === 'extend' && experiment.extensions > 0
    const against = isFurther || opposed !== null
    const recommendation = opposed ?? standingRecommendation(reading, amendments, latest)
    const decision: StoredDecision = {
      id: ctx.newId('dec'),
      number: await nextDecisionNumber(tx, team),
      experimentId: experiment.id,
      readingId: deciding.readingId,
      state: against ? 'proposed' : 'made',
      verdict: deciding.verdict,
      arm: deciding.arm,
      rationale: deciding.rationale.trim(),
      recommendation,
      followed: !against,
      madeBy: actor.userId,
      madeAt: now,
      secondBy: null,
      secondAt: null,
    }
    await insertDecision(tx, team, decision)
    if (against) await propose(tx, ctx, experiment, decision)
    else await carryOut(tx, ctx, experiment, decision)
    await forgetDraft(tx, ctx, { form: DECIDE_FORM, subject: experiment.id })
    return decision
  })
}

/** Asks for a second person: in the thread for everyone, and once, privately, the lead (or the owner, where the lead proposed). */
async function propose(tx: Tx, ctx: TeamContext, experiment: Experiment, decision: StoredDecision): Promise<void> {
  const { id: part, number, verdict, arm, madeBy } = decision
  // Written also where nothing of the test changes: its version lets only one of two at once propose or decide.
  const detail = { decision: part, number, verdict, arm }
  await changeExperiment(tx, ctx, experiment, {}, { action: 'decision proposed', detail })
  const said = { subject: experiment.id, part }
  const asked = [ctx.team.leadUserId, experiment.ownerUserId].find((userId) => userId !== null && userId !== madeBy)
  await announce(tx, ctx, [
    ...underCard({ ...said, kind: SECOND }),
    ...(asked ? [{ ...said, kind: SECOND_ASKED, conversationId: asked }] : []),
  ])
}

function refuseUnclear({ design }: Planned, { verdict, arm, rationale }: Deciding): void {
  const fields: Record<string, string> = {}
  const [, ...treatments] = design.arms
  if (verdict === 'ship' && !treatments.some(({ key }) => key === arm)) {
    fields.arm = `Which arm ships? There is: ${treatments.map(({ name }) => name).join(', ')}.`
  }
  if (rationale.trim().length < SHORTEST_RATIONALE) {
    fields.rationale = 'Say in a sentence why. Whoever tries this again in a year will want to know.'
  }
  if (Object.keys(fields).length > 0) throw new Invalid(Object.values(fields).join(' '), fields)
}

/** Of two who extend a test on the same numbers the second would extend it once more. */
function refuseSecondExtension(experiment: Planned, latest: Decision | null, { verdict, readingId }: Deciding): void {
  if (verdict !== 'extend' || latest?.state !== 'made' || latest.verdict !== 'extend') return
  if (latest.readingId !== readingId) return
  const until = experiment.endsOn === null ? '' : `, to ${dayInWords(experiment.endsOn)}`
  throw new Conflict(
    `<@${latest.madeBy}> has extended ${testName(experiment)} on these numbers already${until}. Nothing changed. Take a result before you extend it again.`,
  )
}

/** Where a decision waits for its second person, another one has to wait for that; the sentence says whose it is. */
export function refuseProposed(experiment: Experiment, latest: Decision | null): void {
  if (latest?.state !== 'proposed') return
  throw new Conflict(
    `<@${latest.madeBy}> has proposed a decision about ${testName(experiment)} that waits for a second person: agree or disagree under its card. Nothing of yours was written.`,
  )
}
