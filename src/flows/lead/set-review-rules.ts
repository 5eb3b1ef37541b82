import { MOST_FACILITATORS, type ReviewSettings } from '../../domain/review/facilitation.ts'
import { Invalid } from '../../lib/errors.ts'
import { writeAudit } from '../../store/audits.ts'
import { readReviewSettings, writeReviewSettings } from '../../store/review/review-settings.ts'
import { transaction } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { requireSetter } from '../settings-right.ts'

/** How the reviews of a team are led and shown now. */
export async function readReviewRules({ db, team }: TeamContext): Promise<ReviewSettings> {
  return await readReviewSettings(db.prisma, team)
}

/** Changes who leads the reviews in turn and where the digest is shown, from the next one on. */
export async function setReviewRules(ctx: TeamContext, settings: ReviewSettings): Promise<void> {
  await requireSetter(ctx)
  const faults: Record<string, string> = {}
  if (settings.facilitators.length > MOST_FACILITATORS)
    faults.facilitators = `At most ${MOST_FACILITATORS} people can take turns.`
  if (settings.mirrorId === ctx.team.conversationId)
    faults.mirror = 'The digest is in this channel already. Choose another one, or none.'
  if (Object.keys(faults).length > 0) throw new Invalid(Object.values(faults).join(' '), faults)
  await transaction(ctx.db, async (tx) => {
    const before = await readReviewSettings(tx, ctx.team)
    await writeReviewSettings(tx, ctx.team, settings)
    const detail = { before, after: settings }
    await writeAudit(tx, ctx, { teamId: ctx.team.id, action: 'review rules changed', subject: ctx.team.id, detail })
  })
}
