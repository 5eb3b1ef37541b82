import type { Guardrail } from '../../domain/guardrail/guardrail.ts'
import { weekValue } from '../../domain/guardrail/proposal.ts'
import { weeksBefore } from '../../domain/guardrail/series.ts'
import { watchedBy } from '../../domain/guardrail/watched.ts'
import type { Team } from '../../domain/team.ts'
import { shiftDay } from '../../domain/week.ts'
import type { TeamContext } from '../context.ts'
import { needIncident } from './read-incident.ts'
import { readGuardedNumbers } from './read-numbers.ts'

const WEEKS = 12

/** Twelve weeks of what an incident is about, the last one ending with its last judged day; each by its first day. */
export type IncidentTrend = { team: Team; guardrail: Guardrail; starts: string[]; values: (number | null)[] }

/** The weeks behind an incident; null for a guardrail that watches no single metric, and for a drill. */
export async function readIncidentTrend(ctx: TeamContext, id: string): Promise<IncidentTrend | null> {
  const { guardrail, incident } = await needIncident(ctx, id)
  if (guardrail.metric === null || incident.isDrill) return null
  const after = shiftDay(incident.judged.dataThrough ?? incident.day, 1)
  const { seriesOf } = await readGuardedNumbers(ctx, [guardrail], shiftDay(after, -1), 7 * WEEKS)
  const series = seriesOf(guardrail.scope)
  const told = { scope: guardrail.scope, currency: ctx.team.currency, economics: series.economics }
  return {
    team: ctx.team,
    guardrail,
    starts: Array.from({ length: WEEKS }, (_, index) => shiftDay(after, -7 * (WEEKS - index))),
    values: weeksBefore(series, after, WEEKS).map((sums) => weekValue(watchedBy(guardrail), sums, told)),
  }
}
