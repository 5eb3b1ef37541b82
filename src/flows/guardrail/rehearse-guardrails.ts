import { isWorkday } from '../../domain/absence/calendar.ts'
import { type Guardrail, type Scope, scopeKey } from '../../domain/guardrail/guardrail.ts'
import { playedOn } from '../../domain/guardrail/past.ts'
import { type Rehearsed, rehearse } from '../../domain/guardrail/rehearsal.ts'
import type { Series } from '../../domain/guardrail/series.ts'
import { countDays, localDay, shiftDay } from '../../domain/week.ts'
import { listGuardrails } from '../../store/guardrail/guardrails.ts'
import { readCalendar } from '../absence/read-calendar.ts'
import type { TeamContext } from '../context.ts'
import { readGuardedNumbers } from './read-numbers.ts'
import { readPast } from './read-past.ts'
import { readTrackingCauses } from './read-tracking-causes.ts'

/** A day that was not counted may still lie within the window of the first day. */
const BEFORE_DAYS = 28

/** What would have been said on which day; `notes` say on what the past of some was played, where that is not plain. */
export type Rehearsal = {
  from: string
  to: string
  said: Rehearsed[]
  notes: { guardrail: Guardrail; note: string }[]
}

/** What the guardrails of a team would have said, had they stood as they do now, over so many days up to yesterday. */
export async function rehearseGuardrails(ctx: TeamContext, days: number): Promise<Rehearsal> {
  const { db, team, now } = ctx
  const to = shiftDay(localDay(now, team.zone), -1)
  const from = shiftDay(to, 1 - days)
  const guardrails = (await listGuardrails(db.prisma, team)).filter(({ pausedAt }) => pausedAt === null)
  const [numbers, pastOf, tracking, calendar] = await Promise.all([
    readGuardedNumbers(ctx, guardrails, to, countDays(from, to)),
    readPast(ctx, guardrails, { from, to }),
    readTrackingCauses(ctx, { from: shiftDay(from, -BEFORE_DAYS), to }),
    readCalendar(ctx),
  ])
  const known = new Map<string, Series>()
  const seriesOf = (scope: Scope) => {
    const series = known.get(scopeKey(scope)) ?? { ...numbers.seriesOf(scope), past: pastOf(scope) }
    known.set(scopeKey(scope), series)
    return series
  }
  const notes = guardrails.flatMap((guardrail) => {
    const note = playedOn(guardrail, seriesOf(guardrail.scope), from)
    return note === null ? [] : [{ guardrail, note }]
  })
  const asked = { team, isWorkday: (day: string) => isWorkday(calendar, day) }
  const said = rehearse(guardrails, { ...numbers, ...asked, tracking, seriesOf }, { from, to })
  return { from, to, said, notes }
}
