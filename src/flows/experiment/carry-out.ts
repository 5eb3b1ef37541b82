import { type Experiment, type Planned, testName } from '../../domain/experiment/experiment.ts'
import { claimKeys } from '../../domain/experiment/launch.ts'
import { HOLDING, moveOf } from '../../domain/experiment/life.ts'
import type { Team } from '../../domain/team.ts'
import { dayInWords, localDay, shiftDay } from '../../domain/week.ts'
import { Conflict } from '../../lib/errors.ts'
import type { StoredDecision } from '../../store/experiment/decisions.ts'
import { claimAll, releaseClaims } from '../../store/experiment/experiment-claims.ts'
import { findExperiment } from '../../store/experiment/experiments.ts'
import { readTestSettings } from '../../store/experiment/test-settings.ts'
import type { Tx } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { announce } from '../delivery/announce.ts'
import { changeExperiment, movedBy } from './change-experiment.ts'
import { endOf } from './launch-experiment.ts'

/** What is said of a decision in the team's conversation, once. */
export const DECISION = 'experiment-decision'

/** Lets a decision take effect: the test moves, lets go of what it held (or, extended, holds it on), and the team hears of it once. */
export async function carryOut(
  tx: Tx,
  ctx: TeamContext,
  experiment: Planned,
  decision: StoredDecision,
): Promise<Experiment> {
  const { team, now } = ctx
  const { id, number, verdict, arm, followed, secondBy } = decision
  const state = movedBy(experiment, moveOf(verdict))
  const changes =
    verdict === 'extend'
      ? { state, ...(await extended(tx, ctx, experiment)) }
      : { state, settledAt: now, nextAt: null, pausedAt: null }
  if (verdict !== 'extend') await releaseClaims(tx, team, experiment.id)
  const detail = { decision: id, number, verdict, arm, followed, secondBy }
  const changed = await changeExperiment(tx, ctx, experiment, changes, { action: 'test decided', detail })
  await announce(tx, ctx, [{ kind: DECISION, subject: experiment.id, part: id }])
  return changed
}

/** A longer window, from today where the old one is over; what the test let go of is claimed again. */
async function extended(tx: Tx, ctx: TeamContext, experiment: Planned): Promise<Partial<Experiment>> {
  const { team, now } = ctx
  // One that runs holds all it needs, also beyond a limit that was lowered since.
  if (!HOLDING.includes(experiment.state)) {
    const keys = claimKeys(experiment, await readTestSettings(tx, team))
    const claimed = await claimAll(tx, team, experiment.id, keys, now)
    if (claimed.kind === 'held') throw new Conflict(await whoHolds(tx, team, experiment, claimed.by))
  }
  const yesterday = shiftDay(localDay(now, team.zone), -1)
  const from = experiment.endsOn !== null && experiment.endsOn > yesterday ? experiment.endsOn : yesterday
  const endsOn = shiftDay(from, 7 * experiment.rule.extendWeeks)
  return {
    endsOn,
    stoppedOn: null,
    extensions: experiment.extensions + 1,
    nextAt: endOf(ctx, endsOn),
  }
}

async function whoHolds(
  tx: Tx,
  team: Team,
  experiment: Experiment,
  by: readonly { key: string; experimentId: string }[],
): Promise<string> {
  const [first] = by
  const holder = first ? await findExperiment(tx, team, first.experimentId) : null
  const until = holder?.endsOn ? ` until ${dayInWords(holder.endsOn)}` : ''
  const what = first ? first.key.replace(/^(\w+):.*$/, '$1') : 'slot'
  const who = holder ? `${testName(holder)} (<@${holder.ownerUserId}>)` : 'another test'
  return `${testName(experiment)} can't be extended: what it needs (${what}) is held by ${who}${until} now. Decide otherwise, or wait until it is free.`
}
