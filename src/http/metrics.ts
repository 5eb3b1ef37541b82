import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { Ran } from '../flows/run-due.ts'

/** What the bot counts about itself, and its text for Prometheus. */
export type Metrics = {
  text(): Promise<{ type: string; body: string }>
  countPosts(report: { sent: number; updated: number; blocked: number; uncertain: number }): void
  countTick(ran: Ran): void
  /** Counts teams whose guardrails could not be judged. */
  countUnguarded(teams: number): void
  /** Counts readings of warehouses by what came of them, and the rows they brought. */
  countSources(ran: readonly { kind: string; rows?: number }[]): void
  countPush(status: number): void
  /** Notes how far the database's clock is ahead of ours. */
  noteSkew(skewMs: number): void
  /** Counts the parts that a review had to open without. */
  countLacking(parts: readonly string[]): void
}

/** Makes the metrics of one process. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const posts = counter(registry, 'drumbeat_posts_total', 'Posts by what became of them', ['outcome'])
  const reviews = counter(registry, 'drumbeat_reviews_total', 'Reviews by what became of them', ['outcome'])
  const lacking = counter(
    registry,
    'drumbeat_review_parts_missing_total',
    'Parts that could not be worked out when a review opened',
    ['part'],
  )
  const failures = counter(registry, 'drumbeat_tick_failures_total', 'Teams a heartbeat could not serve')
  const sources = counter(registry, 'drumbeat_source_runs_total', 'Readings of warehouses by what came of them', [
    'outcome',
  ])
  const rows = counter(registry, 'drumbeat_source_rows_total', 'Rows that warehouses brought')
  const pushes = counter(registry, 'drumbeat_pushes_total', 'Pushes to /ingest by the status of their answer', [
    'status',
  ])
  const beat = gauge(registry, 'drumbeat_last_tick_timestamp_seconds', 'When the heartbeat last ended')
  const skew = gauge(
    registry,
    'drumbeat_clock_skew_seconds',
    "How far the database's clock is ahead of this machine's; beyond 60 either way nothing is done",
  )
  return {
    async text() {
      return { type: registry.contentType, body: await registry.metrics() }
    },
    countPosts(report) {
      for (const [outcome, count] of Object.entries(report)) posts.inc({ outcome }, count)
    },
    countTick(ran) {
      reviews.inc({ outcome: 'opened' }, ran.opened.length)
      reviews.inc({ outcome: 'missed' }, ran.missed.length)
      for (const part of ran.lacking) lacking.inc({ part })
      failures.inc(ran.failed.length)
      beat.setToCurrentTime()
    },
    countUnguarded(teams) {
      failures.inc(teams)
    },
    countSources(ran) {
      for (const each of ran) {
        sources.inc({ outcome: each.kind })
        if (each.kind === 'imported') rows.inc(each.rows ?? 0)
      }
    },
    countLacking(parts) {
      for (const part of parts) lacking.inc({ part })
    },
    noteSkew(skewMs) {
      skew.set(skewMs / 1_000)
    },
    countPush(status) {
      pushes.inc({ status: String(status) })
    },
  }
}

function counter(registry: Registry, name: string, help: string, labelNames: string[] = []): Counter {
  return new Counter({ name, help, labelNames, registers: [registry] })
}

function gauge(registry: Registry, name: string, help: string): Gauge {
  return new Gauge({ name, help, registers: [registry] })
}
