import type { Guardrail } from '../../domain/guardrail/guardrail.ts'
import { weeksBefore } from '../../domain/guardrail/series.ts'
import { metricOf } from '../../domain/metric/metric.ts'
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
  const { of } = metricOf(guardrail.metric)
  return {
    team: ctx.team,
    guardrail,
    starts: Array.from({ length: WEEKS }, (_, index) => shiftDay(after, -7 * (WEEKS - index))),
    values: weeksBefore(seriesOf(guardrail.scope), after, WEEKS).map(of),
  }
}
