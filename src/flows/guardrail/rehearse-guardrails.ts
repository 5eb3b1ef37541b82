import { type Guardrail, isControl } from '../../domain/guardrail/guardrail.ts'
import { type Rehearsed, rehearse } from '../../domain/guardrail/rehearsal.ts'
import { countDays, localDay, shiftDay } from '../../domain/week.ts'
import { listGuardrails } from '../../store/guardrails.ts'
import type { TeamContext } from '../context.ts'
import { readGuardedNumbers } from './read-numbers.ts'

/** What the guardrails of a team would have said, had they stood as they do now, over so many days up to yesterday. */
export async function rehearseGuardrails(
  ctx: TeamContext,
  days: number,
): Promise<{ from: string; to: string; said: Rehearsed[] }> {
  const { db, team, now } = ctx
  const to = shiftDay(localDay(now, team.zone), -1)
  const from = shiftDay(to, 1 - days)
  // Controls know how things are today, and not how they were.
  const isPlayable = (each: Guardrail) => each.pausedAt === null && !isControl(each)
  const guardrails = (await listGuardrails(db.prisma, team)).filter(isPlayable)
  const numbers = await readGuardedNumbers(ctx, guardrails, to, countDays(from, to))
  return { from, to, said: rehearse(guardrails, numbers, { from, to }) }
}
