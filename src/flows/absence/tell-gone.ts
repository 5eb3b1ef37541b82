import { isForGood, isGone } from '../../domain/absence/absence.ts'
import type { Team } from '../../domain/team.ts'
import { findPost } from '../../store/delivery/announcements.ts'
import { transaction } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { announce } from '../delivery/announce.ts'

/** Told once, when the account of somebody a team counts on is deactivated; its subject is the person. */
export const PERSON_GONE = 'person-gone'

/** Tells the lead, or the channel where the lead is gone, of each owner and lead whose account was deactivated; once. */
export async function tellGone(ctx: TeamContext): Promise<void> {
  const { db, team } = ctx
  const { leadUserId, conversationId } = team
  const to = leadUserId === null || isGone(team, leadUserId) ? conversationId : leadUserId
  for (const { userId } of team.absences.filter(isForGood)) {
    const said = { kind: PERSON_GONE, subject: userId }
    if (!countsOn(team, userId) || (await findPost(db.prisma, team, said))) continue
    await transaction(db, async (tx) => await announce(tx, ctx, [{ ...said, conversationId: to }]))
  }
}

function countsOn({ channels, leadUserId }: Team, userId: string): boolean {
  return leadUserId === userId || channels.some(({ ownerUserId }) => ownerUserId === userId)
}
