import type { ControlLine } from '../control/control.ts'
import { dayInWords, shiftDay } from '../week.ts'
import { type Guardrail, isControl } from './guardrail.ts'
import type { Series } from './series.ts'

// How things stood on an earlier day, as far as that is known: numbers are taken as they are now, up to that day.

/** Numbers of a platform that came in on a day, and through which day they went. */
export type Arrival = { platform: string; on: string; lastDay: string }

/** What is known of the past beside the numbers. */
export type Past = {
  arrivals: readonly Arrival[]
  /** What the controls said at the end of some days. */
  evidence: ReadonlyMap<string, readonly ControlLine[]>
  /** The budget of the month as it was told on a day; nothing is known of it before `budgetSince` (null: it is known of all). */
  budgetOn(day: string): number | null
  budgetSince: string | null
}

/** Controls follow whole weeks, and reading them takes a while: their past is looked at on one day of each. */
export const CONTROL_STEP = 7

/** A rule as it is played where only every so many days are looked at. */
export function stepped(guardrail: Guardrail): { guardrail: Guardrail; step: number } {
  if (!isControl(guardrail)) return { guardrail, step: 1 }
  const inSteps = (days: number) => Math.ceil(days / CONTROL_STEP)
  const { fireAfter, resolveAfter } = guardrail
  return {
    guardrail: { ...guardrail, fireAfter: inSteps(fireAfter), resolveAfter: inSteps(resolveAfter) },
    step: CONTROL_STEP,
  }
}

/** The numbers as they stood when a day was the last whole one. */
export function asOf(series: Series, day: string): Series {
  const { past } = series
  const until = (last: string | null) => (last !== null && last > day ? day : last)
  return {
    ...series,
    media: until(series.media),
    crm: until(series.crm),
    platforms: past
      ? platformsOn(series, past, day)
      : series.platforms.map((each) => ({ ...each, lastDay: until(each.lastDay) ?? day })),
    budget: past ? budgetThen(past, day) : series.budget,
    evidence: past ? (past.evidence.get(day) ?? null) : series.evidence,
  }
}

function budgetThen({ budgetOn, budgetSince }: Past, day: string): number | null {
  return budgetSince !== null && day < budgetSince ? null : budgetOn(day)
}

/** Through which whole day each platform of the scope had come in at the end of a day; one that had not yet is not there. */
function platformsOn({ platforms }: Series, { arrivals }: Past, day: string): Series['platforms'] {
  return platforms.flatMap(({ platform }) => {
    const days = arrivals
      .filter((each) => each.platform === platform && each.on <= day)
      .map(({ on, lastDay }) => (lastDay < on ? lastDay : shiftDay(on, -1)))
    const lastDay = days.sort().at(-1)
    return lastDay === undefined ? [] : [{ platform, lastDay }]
  })
}

/** On what the past of a guardrail is played, where that is not plain; null where it is. */
export function playedOn({ kind }: Pick<Guardrail, 'kind'>, { past }: Series, from: string): string | null {
  if (!past) return null
  switch (kind) {
    case 'freshness':
      return arrivalsInWords(past, from)
    case 'pace':
      return budgetsInWords(past, from)
    case 'overlap':
      return 'Looked at on one day of each of the last 8 weeks, from the day an overlap was measured on.'
    default:
      return isControl({ kind })
        ? 'Looked at on one day of each of the last 8 weeks, by the numbers as they are now.'
        : null
  }
}

function budgetsInWords({ budgetOn, budgetSince }: Past, from: string): string | null {
  if (budgetSince !== null && budgetSince > from)
    return `The budget is known since ${dayInWords(budgetSince)}: of the days before nothing is known.`
  return budgetOn(from) === budgetOn('9999-12-31') ? null : 'Each day is held against the budget it had then.'
}

function arrivalsInWords({ arrivals }: Past, from: string): string | null {
  const [first] = arrivals.map(({ on }) => on).sort()
  if (first === undefined) return 'No file has come in yet, so there is no past to play.'
  return first <= from ? null : `Files have come in since ${dayInWords(first)}: of the days before nothing is known.`
}
