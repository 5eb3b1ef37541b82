/** `events` of `trials`. */
export type Share = { events: number; trials: number }

/** Two-proportion z with the pooled variance: how many standard errors apart two shares lie; 0 where none can be told. */
export function sharesApart(before: Share, after: Share): number {
  const pooled = (before.events + after.events) / (before.trials + after.trials)
  const variance = pooled * (1 - pooled) * (1 / before.trials + 1 / after.trials)
  if (!(variance > 0)) return 0
  return (after.events / after.trials - before.events / before.trials) / Math.sqrt(variance)
}
