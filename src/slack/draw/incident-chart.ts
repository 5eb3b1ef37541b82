import type { WeeklyTrend } from '../../charts/spec.ts'
import { guardrailName } from '../../domain/guardrail/guardrail.ts'
import { boundsInWords } from '../../domain/guardrail/judged-words.ts'
import { watchedBy } from '../../domain/guardrail/watched.ts'
import { dayInWords } from '../../domain/week.ts'
import type { IncidentTrend } from '../../flows/guardrail/read-incident-trend.ts'
import { clamp } from '../kit/text.ts'

/** The picture of an incident: twelve weeks of its metric with the bound. Null without a metric or numbers. */
export function incidentChart({ team, guardrail, starts, values }: IncidentTrend): WeeklyTrend | null {
  if (guardrail.metric === null || values.every((value) => value === null)) return null
  const { label, unit } = watchedBy(guardrail)
  const isCounted = unit === 'days' || unit === 'months'
  return {
    kind: 'weekly-trend',
    title: clamp(guardrailName(guardrail, team), 80),
    subtitle: '12 weeks of 7 days, the last through the day that was judged',
    metric: isCounted ? `${label} in ${unit}` : label,
    unit: isCounted ? 'count' : unit,
    currency: team.currency,
    weeks: starts.map((day) => dayInWords(day).slice(4)),
    values,
    band: guardrail.breach,
    target: `bound ${boundsInWords(guardrail, team.currency)}`,
    isProvisional: false,
    channels: [],
  }
}
