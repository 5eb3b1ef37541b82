import type { Decided } from '../../domain/review/decided.ts'
import type { Review } from '../../domain/review/narrative.ts'
import { instantOf } from '../../domain/rhythm.ts'
import { daysOf } from '../../domain/week.ts'
import { listDecided } from '../../store/review/decided.ts'
import type { TeamContext } from '../context.ts'

/** What was decided about tests and alerts since the close before, up to this review's own; for a first one since its week began. */
export async function readDecided({ db, team, now }: TeamContext, { week, closedAt }: Review): Promise<Decided[]> {
  const first = instantOf(daysOf(week).from, '00:00', team.zone)
  return await listDecided(db.prisma, team, { first, until: closedAt ?? now })
}
