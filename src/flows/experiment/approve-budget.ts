import { type Experiment, testName } from '../../domain/experiment/experiment.ts'
import { actorName } from '../../domain/team.ts'
import { Conflict, Invalid, NotAllowed } from '../../lib/errors.ts'
import { formatMoney } from '../../lib/format.ts'
import { transaction } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { redraw } from '../delivery/announce.ts'
import { changeExperiment, movedBy, needExperiment } from './change-experiment.ts'
import { note, TOLD, tell } from './note.ts'

/** The answer to a test that asks for money; a no has a reason. */
export type BudgetAnswer = { word: 'approve'; seen: number | null } | { word: 'decline'; why: string }

/**
 * Approves or declines the budget of a test. The lead of the team alone may, but whoever owns the test can take the request
 * back. Either way the plan is with its owner again, who hears of a no privately. `seen` is the budget that stood beside the button:
 * another one is not approved.
 */
export async function approveBudget(ctx: TeamContext, experimentId: string, answer: BudgetAnswer): Promise<Experiment> {
  const { team, now } = ctx
  const by = actorName(ctx.actor)
  const { word } = answer
  return await transaction(ctx.db, async (tx) => {
    const experiment = await needExperiment(tx, ctx, experimentId)
    const state = movedBy(experiment, word)
    const isTakenBack = word === 'decline' && by === experiment.ownerUserId && by !== team.leadUserId
    if (by !== team.leadUserId && !isTakenBack) {
      const who = team.leadUserId ? `<@${team.leadUserId}>` : 'its lead, once `/beat setup` names one'
      throw new NotAllowed(`Budgets of ${team.name} are approved by ${who}. Nothing changed.`)
    }
    const budget = experiment.design?.budget ?? 0
    if (answer.word === 'approve') refuseOther(ctx, experiment, answer.seen)
    const why = answer.word === 'decline' ? answer.why.trim() : ''
    const what = word === 'approve' ? 'approved' : isTakenBack ? 'taken_back' : 'declined'
    if (what === 'declined' && why === '') {
      throw new Invalid('A reason is missing.', { why: 'Say why, so that the plan can be mended.' })
    }
    const declined = what === 'declined' ? why : null
    const approval = isTakenBack ? experiment.approval : { by, at: now.toISOString(), budget, declined }
    const happened = { action: `budget ${what.replace('_', ' ')}`, detail: { budget, why } }
    const changed = await changeExperiment(tx, ctx, experiment, { state, approval }, happened)
    await note(tx, ctx, changed, what)
    if (what === 'declined') await tell(tx, ctx, changed, what, experiment.ownerUserId)
    // The lead's private question is answered, wherever it was answered.
    await redraw(tx, ctx, { subject: experiment.id, kind: TOLD })
    return changed
  })
}

function refuseOther({ team }: TeamContext, experiment: Experiment, seen: number | null): void {
  const budget = experiment.design?.budget ?? 0
  if (seen === null || seen === budget) return
  const [was, is] = [seen, budget].map((amount) => formatMoney(amount, team.currency, { digits: 0 }))
  throw new Conflict(`${testName(experiment)} asks for ${is} now, not for ${was}. Look at its card and approve that.`)
}
