/** How many subjects had their event at an age, and how many were last seen at that age without one. Ages are whole and ≥ 0. */
export type AgeCount = { age: number; events: number; censored: number }

/** The share of subjects whose event has come by an age, from 0 towards what ever comes. */
export type LagCurve = (age: number) => number

/**
 * The lag curve F(a) = 1 - Π(1 - events/at risk) over the ages up to a: Kaplan and Meier (1958) with right censoring, who is
 * censored at an age being still at risk at it. Beyond the last age it stays where it is. An event before its beginning is no
 * lag, so an age below 0 is refused with a RangeError.
 */
export function lagCurve(counts: readonly AgeCount[]): LagCurve {
  const ages = [...byAge(counts).entries()].sort(([one], [other]) => one - other)
  let atRisk = ages.reduce((sum, [, { events, censored }]) => sum + events + censored, 0)
  let waiting = 1
  // By whole ages without a gap, because a curve is asked many more times than it is made.
  const shares: number[] = []
  for (const [age, { events, censored }] of ages) {
    while (shares.length < age) shares.push(1 - waiting)
    if (atRisk > 0) waiting *= 1 - events / atRisk
    atRisk -= events + censored
    shares.push(1 - waiting)
  }
  return (age) => (age < 0 ? 0 : (shares[Math.min(Math.floor(age), shares.length - 1)] ?? 0))
}

/**
 * The part of the events within `horizon` that a cohort has had, F(a)/F(H), where its subjects have different ages: weighted by
 * how many there are of each. Null where the curve knows no event or the cohort is empty.
 */
export function maturity(
  curve: LagCurve,
  cohort: readonly { age: number; count: number }[],
  horizon: number,
): number | null {
  const end = curve(horizon)
  const size = cohort.reduce((sum, { count }) => sum + count, 0)
  if (!(end > 0 && size > 0)) return null
  return cohort.reduce((sum, { age, count }) => sum + count * curve(Math.min(age, horizon)), 0) / (end * size)
}

/** How many events a cohort will have had by `horizon`: those observed, and (F(H) - F(a))/(1 - F(a)) for each that still waits. */
export function nowcast(
  curve: LagCurve,
  observed: number,
  waiting: readonly { age: number; count: number }[],
  horizon: number,
): number {
  const end = curve(horizon)
  return waiting.reduce((sum, { age, count }) => {
    const share = curve(Math.min(age, horizon))
    return share < 1 ? sum + (count * (end - share)) / (1 - share) : sum
  }, observed)
}

function byAge(counts: readonly AgeCount[]): Map<number, { events: number; censored: number }> {
  const merged = new Map<number, { events: number; censored: number }>()
  for (const { age, events, censored } of counts) {
    if (!(age >= 0)) throw new RangeError(`a lag cannot be negative, got ${age}`)
    const at = merged.get(age) ?? { events: 0, censored: 0 }
    merged.set(age, { events: at.events + events, censored: at.censored + censored })
  }
  return merged
}
