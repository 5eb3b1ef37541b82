import { type Experiment, testName } from '../../domain/experiment/experiment.ts'
import { actorName } from '../../domain/team.ts'
import { Conflict, NotAllowed } from '../../lib/errors.ts'
import { formatMoney } from '../../lib/format.ts'
import { transaction } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { changeExperiment, movedBy, needExperiment } from './change-experiment.ts'
import { note } from './note.ts'

/**
 * Approves or declines the budget of a test. The lead of the team alone may, but whoever owns the test can take the request
 * back. Either way the plan is with its owner again. `seen` is the budget that stood beside the button: another one is not approved.
 */
export async function approveBudget(
  ctx: TeamContext,
  experimentId: string,
  word: 'approve' | 'decline',
  seen: number | null = null,
): Promise<Experiment> {
  const { team, now } = ctx
  const by = actorName(ctx.actor)
  return await transaction(ctx.db, async (tx) => {
    const experiment = await needExperiment(tx, ctx, experimentId)
    const state = movedBy(experiment, word)
    const isTakenBack = word === 'decline' && by === experiment.ownerUserId && by !== team.leadUserId
    if (by !== team.leadUserId && !isTakenBack) {
      const who = team.leadUserId ? `<@${team.leadUserId}>` : 'its lead, once `/beat setup` names one'
      throw new NotAllowed(`Budgets of ${team.name} are approved by ${who}. Nothing changed.`)
    }
    const budget = experiment.design?.budget ?? 0
    if (word === 'approve' && seen !== null && seen !== budget) {
      const [was, is] = [seen, budget].map((amount) => formatMoney(amount, team.currency, { digits: 0 }))
      throw new Conflict(
        `${testName(experiment)} asks for ${is} now, not for ${was}. Look at its card and approve that.`,
      )
    }
    const approval = word === 'approve' ? { by, at: now.toISOString(), budget } : experiment.approval
    const what = word === 'approve' ? 'approved' : isTakenBack ? 'taken_back' : 'declined'
    const happened = { action: `budget ${what.replace('_', ' ')}`, detail: { budget } }
    const changed = await changeExperiment(tx, ctx, experiment, { state, approval }, happened)
    await note(tx, ctx, changed, what)
    return changed
  })
}
