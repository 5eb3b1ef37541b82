import { type Participation, participationOf } from '../../domain/review/participation.ts'
import { listHeard } from '../../store/review/reviews.ts'
import type { TeamContext } from '../context.ts'

const LOOKED_BACK = 26

/** How the team took part in the review of a week, and in those before it without a gap. */
export async function readParticipation({ db, team }: TeamContext, week: string): Promise<Participation> {
  return participationOf(await listHeard(db.prisma, team, week, LOOKED_BACK))
}
