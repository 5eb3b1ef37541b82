import type { Broken } from '../../domain/guardrail/inhibition.ts'
import { QA_DAYS, trackingCauses } from '../../domain/guardrail/tracking-cause.ts'
import { shiftDay } from '../../domain/week.ts'
import { readQaDays } from '../../store/guardrail/qa-facts.ts'
import type { TeamContext } from '../context.ts'
import { remembered } from '../remembered.ts'

/** On which of these days the tracking of a channel, or of all together, was broken: once for each state of the numbers. */
export async function readTrackingCauses(ctx: TeamContext, days: { from: string; to: string }): Promise<Broken[]> {
  const { db, team } = ctx
  return await remembered(ctx, ['tracking causes', days], async () => {
    const known = await readQaDays(db, team, shiftDay(days.from, -QA_DAYS), days.to)
    return trackingCauses(known, team.channels, days)
  })
}
