import { nextClockChange, nextSlot, type Slot } from '../domain/rhythm.ts'
import type { TeamContext } from './context.ts'
import { reviewRitual } from './run-due.ts'

const SHOWN = 4

/** The next slots of a team's review, and the next change of its zone's clock. */
export type Schedule = { slots: Slot[]; clockChange: { at: Date; minutes: number } | null }

/** Says when a team's next reviews open. */
export function readSchedule({ team, now }: TeamContext): Schedule {
  const slots: Slot[] = []
  for (let after = now; slots.length < SHOWN; after = slots.at(-1)?.dueAt ?? after)
    slots.push(nextSlot(reviewRitual(team), after))
  return { slots, clockChange: nextClockChange(team.zone, now) }
}
