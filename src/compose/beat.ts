import { sweepEvents } from '../flows/claim-event.ts'
import { sweepImports } from '../flows/import/settle-import.ts'
import { sweepPushes } from '../flows/source/claim-run.ts'
import type { Metrics } from '../http/metrics.ts'
import type { Report } from '../slack/announcer.ts'
import type { ClockWatch } from './clock-watch.ts'
import type { Services } from './services.ts'
import { readDueSources } from './source-edges.ts'

const SWEEP_EVERY_MS = 3_600_000

type Edges = {
  clocks: ClockWatch
  later(work: Promise<unknown>): void
  posted(report: Report): void
  announceSoon(): void
}

/** What one beat does. It is over before the guardrails are judged: that may take long, and `judging` tells when it is done. */
export function createBeat(services: Services, metrics: Metrics, { clocks, later, posted, announceSoon }: Edges) {
  let sweptAt = 0
  return async (at: Date): Promise<{ judging: Promise<void> }> => {
    if (!(await clocks.agree(at))) return { judging: Promise.resolve() }
    const { ran, posts } = await services.tick(at)
    metrics.countTick(ran)
    posted(posts)
    const judging = services.guard(at).then((guarded) => {
      metrics.countUnguarded(guarded.failed.length)
      posted(guarded.posts)
    })
    // Beside the beat and not in it: one team with many numbers, or a slow warehouse, keeps nobody else waiting.
    later(judging)
    later(readDueSources(services.sources, metrics, at, announceSoon))
    if (at.getTime() - sweptAt >= SWEEP_EVERY_MS) {
      sweptAt = at.getTime()
      for (const sweep of [sweepEvents, sweepImports, sweepPushes]) await sweep({ db: services.db, now: at })
    }
    return { judging }
  }
}
