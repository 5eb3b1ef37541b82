/**
 * Holm's step-down adjustment of p values that are read together: each stays valid whatever else was asked. In the order given,
 * never below the raw p nor above 1.
 */
export function holm(ps: readonly number[]): number[] {
  const adjusted = [...ps]
  let atLeast = 0
  for (const [rank, index] of ascending(ps).entries()) {
    atLeast = Math.max(atLeast, Math.min(1, (ps.length - rank) * (ps[index] ?? 1)))
    adjusted[index] = atLeast
  }
  return adjusted
}

/**
 * Benjamini and Hochberg's adjustment: the share of false finds among those called at a threshold, instead of the chance of any.
 * In the order given.
 */
export function benjaminiHochberg(ps: readonly number[]): number[] {
  const adjusted = [...ps]
  let atMost = 1
  for (const [rank, index] of [...ascending(ps).entries()].reverse()) {
    atMost = Math.min(atMost, (ps.length / (rank + 1)) * (ps[index] ?? 1))
    adjusted[index] = atMost
  }
  return adjusted
}

/** Where each p stands, the smallest first. */
function ascending(ps: readonly number[]): number[] {
  return [...ps.keys()].sort((a, b) => (ps[a] ?? 1) - (ps[b] ?? 1))
}
