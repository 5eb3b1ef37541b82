import { actorName } from '../../domain/team.ts'
import { writeAudit } from '../../store/audits.ts'
import { setPaused } from '../../store/teams.ts'
import { transaction } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { announce } from '../delivery/announce.ts'

/** Pauses or resumes a team's rhythm; says whether that changed anything. Slots in a pause are skipped, not caught up. */
export async function pauseRhythm(ctx: TeamContext, move: 'pause' | 'resume'): Promise<boolean> {
  const { db, team, now } = ctx
  return await transaction(db, async (tx) => {
    const changed = await setPaused(tx, team, move === 'pause' ? { at: now, by: actorName(ctx.actor) } : null)
    if (changed) {
      await announce(tx, ctx, [
        { kind: 'rhythm-changed', subject: team.id, part: `${move} ${actorName(ctx.actor)} ${now.toISOString()}` },
      ])
      await writeAudit(tx, ctx, { teamId: team.id, action: `rhythm ${move}d`, subject: team.id })
    }
    return changed
  })
}
