import { type Guardrail, isControl } from '../../domain/guardrail/guardrail.ts'
import { knownFrom, type Rehearsed, rehearse } from '../../domain/guardrail/rehearsal.ts'
import { countDays, localDay, shiftDay } from '../../domain/week.ts'
import { listGuardrails } from '../../store/guardrail/guardrails.ts'
import type { TeamContext } from '../context.ts'
import { readGuardedNumbers } from './read-numbers.ts'
import { readTrackingCauses } from './read-tracking-causes.ts'

/** A day that was not counted may still lie within the window of the first day. */
const BEFORE_DAYS = 28

/**
 * What the guardrails of a team would have said, had they stood as they do now, over so many days up to yesterday; `left` are those
 * whose past is not known, `late` those whose past is known for this month alone.
 */
export async function rehearseGuardrails(
  ctx: TeamContext,
  days: number,
): Promise<{ from: string; to: string; said: Rehearsed[]; left: Guardrail[]; late: Guardrail[] }> {
  const { db, team, now } = ctx
  const to = shiftDay(localDay(now, team.zone), -1)
  const from = shiftDay(to, 1 - days)
  // Controls know how things are today, and not how they were.
  const all = (await listGuardrails(db.prisma, team)).filter(({ pausedAt }) => pausedAt === null)
  const guardrails = all.filter((each) => !isControl(each))
  const [numbers, tracking] = await Promise.all([
    readGuardedNumbers(ctx, guardrails, to, countDays(from, to)),
    readTrackingCauses(ctx, { from: shiftDay(from, -BEFORE_DAYS), to }),
  ])
  const late = guardrails.filter((each) => knownFrom(each, { from, to }) > from)
  return {
    from,
    to,
    said: rehearse(guardrails, { ...numbers, tracking }, { from, to }),
    left: all.filter(isControl),
    late,
  }
}
