import { HOLIDAY_SHIFTS, type HolidayShift } from '../../domain/absence/calendar.ts'
import { localDay, shiftDay } from '../../domain/week.ts'
import { Invalid } from '../../lib/errors.ts'
import { holidaysOf, placeName, readPlace } from '../../lib/holidays.ts'
import { writeAudit } from '../../store/audits.ts'
import { readHolidaySettings, writeHolidaySettings } from '../../store/holiday-settings.ts'
import { transaction } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { requireSetter } from '../settings-right.ts'

/** A team's holidays as people read them: the place in words ('' for none), the shift, and the next few days. */
export type HolidaysShown = { place: string; shift: HolidayShift; upcoming: { day: string; name: string }[] }

const LOOK_AHEAD = 400
const SHOWN = 4

/** Whose holidays are a team's now, and which come next. */
export async function readHolidays(ctx: TeamContext): Promise<HolidaysShown> {
  const { place, shift } = await readHolidaySettings(ctx.db.prisma, ctx.team)
  return { place: place === '' ? '' : await placeName(place), shift, upcoming: await nextOf(ctx, place) }
}

/** Changes whose holidays are a team's, from the next question and the next review on. */
export async function setHolidays(ctx: TeamContext, typed: { place: string; shift: string }): Promise<HolidaysShown> {
  await requireSetter(ctx)
  const place = typed.place.trim() === '' ? '' : await placeOf(typed.place)
  const shift = HOLIDAY_SHIFTS.find((each) => each === typed.shift) ?? 'next'
  await transaction(ctx.db, async (tx) => {
    const before = await readHolidaySettings(tx, ctx.team)
    await writeHolidaySettings(tx, ctx.team, { place, shift })
    const detail = { before, after: { place, shift } }
    await writeAudit(tx, ctx, { teamId: ctx.team.id, action: 'holidays changed', subject: ctx.team.id, detail })
  })
  return await readHolidays(ctx)
}

async function placeOf(typed: string): Promise<string> {
  const read = await readPlace(typed)
  if (read.kind === 'known') return read.place
  const sentence =
    read.kind === 'no country'
      ? `I do not know the country "${typed.trim()}". Write its English name or its two letters, as in Germany or DE.`
      : `${read.country} has no such region${read.regions.length > 0 ? `. It has: ${read.regions.join(', ')}` : ': leave the region out'}.`
  throw new Invalid(sentence, { place: sentence })
}

async function nextOf({ now, team }: TeamContext, place: string): Promise<HolidaysShown['upcoming']> {
  const holidayOn = await holidaysOf(place)
  const upcoming: HolidaysShown['upcoming'] = []
  const today = localDay(now, team.zone)
  for (let ahead = 0; ahead < LOOK_AHEAD && upcoming.length < SHOWN; ahead++) {
    const day = shiftDay(today, ahead)
    const name = holidayOn(day)
    if (name !== null) upcoming.push({ day, name })
  }
  return upcoming
}
