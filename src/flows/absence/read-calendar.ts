import type { Calendar } from '../../domain/absence/calendar.ts'
import { holidaysOf } from '../../lib/holidays.ts'
import { readHolidaySettings } from '../../store/holiday-settings.ts'
import type { Tx } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'

/** The public holidays of a team, and what its review does on one. */
export async function readCalendar({
  db,
  team,
}: { db: { prisma: Tx } } & Pick<TeamContext, 'team'>): Promise<Calendar> {
  const { place, shift } = await readHolidaySettings(db.prisma, team)
  return { holidayOn: await holidaysOf(place), shift }
}
