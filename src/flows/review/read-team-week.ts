import type { Team } from '../../domain/team.ts'
import { weekOf } from '../../domain/week.ts'
import { listOpenIncidents } from '../../store/guardrail/incidents.ts'
import { readFocus } from '../action/read-actions.ts'
import type { Context } from '../context.ts'
import { readLaunches } from '../launch/read-launches.ts'

/** A team's week in figures: alerts that are open, actions in focus, launches that are planned up to its end. */
export type TeamWeek = { alerts: number; focus: number; launches: number }

/** Counts what a team's week holds. */
export async function readTeamWeek(base: Context, team: Team): Promise<TeamWeek> {
  const ctx = { ...base, team }
  const open = await listOpenIncidents(ctx.db.prisma, team)
  const { launches, today } = await readLaunches(ctx)
  const thisWeek = weekOf(today)
  return {
    alerts: open.filter(({ isDrill }) => !isDrill).length,
    focus: (await readFocus(ctx)).length,
    launches: launches.filter(({ state, day }) => state === 'planned' && weekOf(day) <= thisWeek).length,
  }
}
