import { judgeOverlap, measureFault, type OverlapMeasure } from '../../domain/control/overlap.ts'
import { actorName } from '../../domain/team.ts'
import { Invalid } from '../../lib/errors.ts'
import { writeAudit } from '../../store/audits.ts'
import { insertOverlap } from '../../store/guardrail/overlaps.ts'
import { transaction } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { forgetDraft, OVERLAP_FORM } from '../keep-draft.ts'

/** Keeps what somebody measured of two audiences, or of a whole and its parts; returns what it says. */
export async function measureOverlap(
  ctx: TeamContext,
  id: string,
  measure: OverlapMeasure,
): Promise<ReturnType<typeof judgeOverlap>> {
  const { db, team, now, actor } = ctx
  const fault = measureFault(measure)
  if (fault !== null) throw new Invalid(fault, { whole: fault })
  await transaction(db, async (tx) => {
    await insertOverlap(tx, team, { id, measure, by: actorName(actor), at: now })
    await forgetDraft(tx, ctx, { form: OVERLAP_FORM, subject: team.id })
    await writeAudit(tx, ctx, { teamId: team.id, action: 'overlap measured', subject: id, detail: { ...measure } })
  })
  return judgeOverlap(measure)
}
