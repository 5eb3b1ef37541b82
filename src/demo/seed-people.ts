import { localDay, shiftDay } from '../domain/week.ts'
import { setAbsence } from '../flows/absence/set-absence.ts'
import { setHolidays } from '../flows/absence/set-holidays.ts'
import type { TeamContext } from '../flows/context.ts'

/** The demo team works in Berlin, and Jo is away for a few days, in which Mara answers for Content, and once more in three weeks. */
export async function seedPeople(ctx: TeamContext): Promise<void> {
  const today = localDay(ctx.now, ctx.team.zone)
  await setHolidays(ctx, { place: 'Germany, Berlin', shift: 'next' })
  const jo = { ...ctx, actor: { kind: 'person', userId: 'U0JO' } } as const
  await setAbsence(jo, { userId: 'U0JO', from: today, until: shiftDay(today, 2), delegateUserId: 'U0MARA' })
  const later = { from: shiftDay(today, 23), until: shiftDay(today, 33) }
  await setAbsence(jo, { userId: 'U0JO', ...later, delegateUserId: 'U0PRIYA' })
}
