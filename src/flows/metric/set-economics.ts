import { type Economics, NO_ECONOMICS } from '../../domain/metric/economics.ts'
import { economicsChanges, economicsFaults } from '../../domain/metric/economics-words.ts'
import { Conflict, Invalid } from '../../lib/errors.ts'
import { writeEconomics } from '../../store/economics.ts'
import { bumpDataVersion } from '../../store/teams.ts'
import { transaction } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { ECONOMICS_FORM, forgetDraft } from '../keep-draft.ts'
import { requireSetter } from '../settings-right.ts'
import { CHANGED, sayChanged } from './set-target.ts'

/** Changes the economics of a team: what CAC, payback and LTV are judged by, and when its pace is off. */
export async function setEconomics(ctx: TeamContext, economics: Economics): Promise<void> {
  await requireSetter(ctx)
  const { team } = ctx
  const faults = economicsFaults(economics)
  if (Object.keys(faults).length > 0) throw new Invalid(Object.values(faults).join(' '), faults)
  const before = team.economics ?? NO_ECONOMICS
  const changes = economicsChanges(before, economics, team.currency)
  await transaction(ctx.db, async (tx) => {
    await forgetDraft(tx, ctx, { form: ECONOMICS_FORM, subject: team.id })
    // What was sent as it was is no change, and nobody is told of it.
    if (changes.length === 0) return
    if (!(await writeEconomics(tx, team, team.version, economics))) throw new Conflict(CHANGED)
    // What payback guardrails hold their numbers to has changed with it.
    await bumpDataVersion(tx, team)
    const said = `Economics: ${changes.join(', ')}`
    await sayChanged(tx, ctx, { action: 'economics changed', said, detail: { before, after: economics } })
  })
}
