import { normalQuantile, normalSurvival } from './normal.ts'
import type { Interval } from './poisson.ts'

/** `events` of `trials`. */
export type Share = { events: number; trials: number }

/** Two-proportion z with the pooled variance: how many standard errors apart two shares lie; 0 where none can be told. */
export function sharesApart(before: Share, after: Share): number {
  const pooled = (before.events + after.events) / (before.trials + after.trials)
  const variance = pooled * (1 - pooled) * (1 / before.trials + 1 / after.trials)
  if (!(variance > 0)) return 0
  return (after.events / after.trials - before.events / before.trials) / Math.sqrt(variance)
}

/** The classic two-proportion z test: `sharesApart` with its two-sided p, which is 1 where nothing can be told. */
export function pooledZ(control: Share, treatment: Share): { z: number; p: number } {
  const z = sharesApart(control, treatment)
  return { z, p: 2 * normalSurvival(Math.abs(z)) }
}

/** Wilson's score interval of a share: inside 0 to 1 and honest at 0 or all of few trials; all of 0 to 1 without any trial. */
export function wilson(events: number, trials: number, alpha = 0.05): Interval {
  if (!(trials > 0)) return { low: 0, high: 1 }
  const share = events / trials
  const pull = normalQuantile(1 - alpha / 2) ** 2 / trials
  const centre = (share + pull / 2) / (1 + pull)
  const half = Math.sqrt(pull * (share * (1 - share) + pull / 4)) / (1 + pull)
  return { low: events > 0 ? centre - half : 0, high: events < trials ? centre + half : 1 }
}
