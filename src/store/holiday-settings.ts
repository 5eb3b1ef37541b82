import { HOLIDAY_SHIFTS, type HolidaySettings } from '../domain/absence/calendar.ts'
import type { Team } from '../domain/team.ts'
import type { Tx } from './transaction.ts'

type TeamKey = Pick<Team, 'workspaceId' | 'id'>

/** Whose holidays are a team's, and what a review does on one. */
export async function readHolidaySettings(db: Tx, team: TeamKey): Promise<HolidaySettings> {
  const { holidays: place, holidayShift } = await db.team.findUniqueOrThrow({
    where: { workspaceId_id: { workspaceId: team.workspaceId, id: team.id } },
    select: { holidays: true, holidayShift: true },
  })
  return { place, shift: HOLIDAY_SHIFTS.find((each) => each === holidayShift) ?? 'next' }
}

/** Changes whose holidays are a team's, and what a review does on one. */
export async function writeHolidaySettings(tx: Tx, team: TeamKey, { place, shift }: HolidaySettings): Promise<void> {
  await tx.team.update({
    where: { workspaceId_id: { workspaceId: team.workspaceId, id: team.id } },
    data: { holidays: place, holidayShift: shift },
  })
}
