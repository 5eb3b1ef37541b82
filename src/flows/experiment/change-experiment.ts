import type { Experiment } from '../../domain/experiment/experiment.ts'
import { testName } from '../../domain/experiment/experiment.ts'
import { after, type Move, refusalOfMove } from '../../domain/experiment/life.ts'
import { Conflict, NotFound } from '../../lib/errors.ts'
import { writeAudit } from '../../store/audits.ts'
import { indexExperiment } from '../../store/experiment/experiment-search.ts'
import { findExperiment, updateExperiment } from '../../store/experiment/experiments.ts'
import type { Tx } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { type Announced, redraw, type Said } from '../delivery/announce.ts'
import { redrawAgenda } from './redraw-agenda.ts'

/** The card of a test: one living message in the team's conversation, with the test's story as its thread. */
export const CARD = 'experiment-card'

/** A reply in the thread of a test; a card that was never posted comes first. */
export function underCard(reply: Said): Announced[] {
  const card = { kind: CARD, subject: reply.subject }
  return [card, { ...reply, parent: card }]
}

/** What happened to a test, for the audit. */
export type Happened = { action: string; detail?: object }

/** The test of an id; where it is gone, the sentence says so. */
export async function needExperiment(tx: Tx, { team }: TeamContext, id: string): Promise<Experiment> {
  const experiment = await findExperiment(tx, team, id)
  if (!experiment) throw new NotFound('I cannot find this test any more. `/beat test list` shows all there are.')
  return experiment
}

/** The state a move leads to; where it leads nowhere, the sentence says why and what can be done. */
export function movedBy(experiment: Experiment, move: Move): Experiment['state'] {
  const state = after(experiment.state, move)
  if (state === null) throw new Conflict(refusalOfMove(experiment, move))
  return state
}

/**
 * Writes a changed test, if nobody changed it since it was read: audit, search, card and the open review follow in the same
 * transaction. Whoever comes second is told and nothing of theirs is written.
 */
export async function changeExperiment(
  tx: Tx,
  ctx: TeamContext,
  before: Experiment,
  changes: Partial<Omit<Experiment, 'id' | 'number' | 'version' | 'createdAt' | 'createdBy'>>,
  happened: Happened,
): Promise<Experiment> {
  const { team, now } = ctx
  const changed = { ...before, updatedAt: now, ...changes }
  if (!(await updateExperiment(tx, team, changed))) {
    throw new Conflict(
      `${testName(before)} was changed a moment ago, by somebody else or by a click before this one, so this one changed nothing. Its card shows how it stands.`,
    )
  }
  await indexExperiment(tx, team, before.id)
  await redraw(tx, ctx, { subject: before.id, kind: CARD })
  await redrawAgenda(tx, ctx)
  const { action, detail = {} } = happened
  const moved = before.state === changed.state ? {} : { from: before.state, to: changed.state }
  await writeAudit(tx, ctx, {
    teamId: team.id,
    action,
    subject: before.id,
    detail: { ...moved, version: before.version + 1, ...detail },
  })
  return { ...changed, version: before.version + 1 }
}
