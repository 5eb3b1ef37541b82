/**
 * The point between `low` and `high` where `isBelow` turns from true to false, to the last bit of a double: bisection, which
 * needs nothing of the function but that it turns once.
 */
export function turningPoint(low: number, high: number, isBelow: (x: number) => boolean): number {
  for (;;) {
    const middle = low + (high - low) / 2
    if (middle <= low || middle >= high) return middle
    if (isBelow(middle)) low = middle
    else high = middle
  }
}

/** The turning point of `isBelow` somewhere above 0: looks for an upper bound by doubling `start`, then bisects. */
export function turningPointAbove(start: number, isBelow: (x: number) => boolean): number {
  let low = 0
  let high = start
  while (isBelow(high)) {
    low = high
    high *= 2
  }
  return turningPoint(low, high, isBelow)
}
