import { countDays, shiftDay } from '../week.ts'
import type { Design } from './experiment.ts'
import type { ArmNumbers, Progress, ReadingInput } from './reading.ts'

/** The days of a test that decide when its rule may speak. */
type Window = Pick<ReadingInput['experiment'], 'startsOn' | 'endsOn' | 'stoppedOn'> & {
  design: Pick<Design, 'weeks' | 'maturityDays'>
}

/** The last day whose units count: the planned end, or the day it was stopped before it; null before a test has a start. */
export function lastDayOf(window: Window): string | null {
  const planned = plannedEndOf(window)
  const { stoppedOn } = window
  return planned !== null && stoppedOn !== null && stoppedOn < planned ? stoppedOn : planned
}

/** The first day on which the rule of a test may speak as planned; null before it has a start. */
export function verdictDayOf(window: Window): string | null {
  const last = lastDayOf(window)
  return last === null ? null : shiftDay(last, window.design.maturityDays + 1)
}

/**
 * How far a test is on the day of a reading. The end is reached once its data cover the window and what matures has matured;
 * until then a sequential rule is open and every other one early. A paused test gathers nothing and so does not come to its end.
 */
export function progressOf(input: ReadingInput): Progress {
  const { experiment, arms, dataThrough, today } = input
  const { design, rule } = experiment
  const startsOn = experiment.startsOn ?? dataThrough
  const planned = plannedEndOf({ ...experiment, startsOn }) ?? startsOn
  const last = lastDayOf({ ...experiment, startsOn }) ?? planned
  const verdictOn = shiftDay(last, design.maturityDays + 1)
  const days = countDays(startsOn, planned)
  const ended = experiment.pausedAt === null && dataThrough >= last && today >= verdictOn
  return {
    day: Math.max(1, Math.min(countDays(startsOn, dataThrough), countDays(startsOn, last))),
    days,
    sample: sampleOf(design, arms),
    phase: ended ? 'end' : rule.method === 'sequential' ? 'open' : 'early',
    verdictOn,
    stopped: last < planned,
  }
}

function plannedEndOf({ startsOn, endsOn, design }: Window): string | null {
  return endsOn ?? (startsOn === null ? null : shiftDay(startsOn, design.weeks * 7 - 1))
}

/** What share of its planned units the smallest arm has: the larger ones do not make up for it. */
function sampleOf(design: Design, numbers: readonly ArmNumbers[]): number | null {
  if (design.perArm === null) return null
  const units = design.arms.map(({ key }) => numbers.find(({ arm }) => arm === key)?.primary?.units ?? null)
  const known = units.filter((count) => count !== null)
  return known.length < units.length ? null : Math.min(...known) / design.perArm
}
