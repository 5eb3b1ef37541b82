import { absenceOn } from '../../domain/absence/absence.ts'
import { isWorkday } from '../../domain/absence/calendar.ts'
import type { Action } from '../../domain/action/action.ts'
import { isWorkingHour } from '../../domain/rhythm.ts'
import { localDay } from '../../domain/week.ts'
import { listUntoldOverdue, markNudged } from '../../store/actions.ts'
import { writeAudit } from '../../store/audits.ts'
import { findPerson } from '../../store/people.ts'
import { transaction } from '../../store/transaction.ts'
import { readCalendar } from '../absence/read-calendar.ts'
import type { TeamContext } from '../context.ts'
import { announce, redraw } from '../delivery/announce.ts'
import { ACTIONS_OVERDUE } from './change-action.ts'

/**
 * Tells owners privately of their actions that are overdue: each action once for its day, at the owner's own working time; not on a
 * holiday, and not while they are away.
 */
export async function nudgeOwners(ctx: TeamContext): Promise<void> {
  const overdue = await listUntoldOverdue(ctx.db.prisma, ctx.team, localDay(ctx.now, ctx.team.zone))
  if (overdue.length === 0) return
  const calendar = await readCalendar(ctx)
  const owners = new Map<string, Action[]>()
  for (const action of overdue) owners.set(action.ownerUserId, [...(owners.get(action.ownerUserId) ?? []), action])
  for (const [userId, actions] of owners) {
    const person = await findPerson(ctx.db.prisma, ctx.workspaceId, userId)
    const zone = person?.zone ?? ctx.team.zone
    const day = localDay(ctx.now, zone)
    const isThere = isWorkday(calendar, day) && !absenceOn(ctx.team, userId, day)
    if (isThere && isWorkingHour(ctx.now, zone)) await nudge(ctx, userId, actions)
  }
}

async function nudge(ctx: TeamContext, userId: string, actions: readonly Action[]): Promise<void> {
  const { team } = ctx
  const today = localDay(ctx.now, team.zone)
  await transaction(ctx.db, async (tx) => {
    const ids = actions.map(({ id }) => id)
    if ((await markNudged(tx, team, ids, today)) === 0) return
    await announce(tx, ctx, [{ kind: ACTIONS_OVERDUE, subject: userId, part: today, conversationId: userId }])
    // What became overdue for them later on the same day joins the message that is there.
    await redraw(tx, ctx, { subject: userId, kind: ACTIONS_OVERDUE, part: today })
    const detail = { actions: actions.map(({ number }) => number) }
    await writeAudit(tx, ctx, { teamId: team.id, action: 'owner told of overdue actions', subject: userId, detail })
  })
}
