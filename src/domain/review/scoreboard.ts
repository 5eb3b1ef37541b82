import { NO_ECONOMICS, type UnitEconomics, unitEconomics } from '../metric/economics.ts'
import { leftOutInWords } from '../metric/left-out.ts'
import { METRIC_KEYS, type MetricKey, type Sums } from '../metric/metric.ts'
import type { Team } from '../team.ts'

// Which KPIs a week's scoreboard shows, and what is said beneath it.

const CRM_ROWS: readonly MetricKey[] = [
  'spend',
  'ctr',
  'cpc',
  'cvr',
  'leads',
  'cpl',
  'sql_rate',
  'cost_per_sql',
  'customers',
]
const PLATFORM_ROWS: readonly MetricKey[] = ['spend', 'ctr', 'cpc', 'cvr', 'conversions', 'roas']

/** The KPIs of a team's scoreboard: few enough for a phone, and all that have a target; leading ones first, then efficiency, then quality. */
export function scoreboardKeys(team: Pick<Team, 'targets'>, hasCrm: boolean): MetricKey[] {
  const usual = hasCrm ? CRM_ROWS : PLATFORM_ROWS
  const targeted = team.targets.filter(({ channelId }) => channelId === null).map(({ metric }) => metric)
  return METRIC_KEYS.filter((key) => usual.includes(key) || targeted.includes(key))
}

/** What is said beneath the scoreboard of a week: its economics, and which ratio leaves out which platform. */
export function beneathScoreboard(
  team: Pick<Team, 'economics'>,
  total: Sums,
  keys: readonly MetricKey[],
): { economics: UnitEconomics; leftOut: string[] } {
  return {
    economics: unitEconomics(team.economics ?? NO_ECONOMICS, total, 7),
    leftOut: leftOutInWords(total, keys),
  }
}
