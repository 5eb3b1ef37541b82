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
  /** Counts the parts that a review had to open without. */
  countLacking(parts: readonly string[]): void
}

/** Makes the metrics of one process. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const posts = new Counter({
    name: 'drumbeat_posts_total',
    help: 'Posts by what became of them',
    labelNames: ['outcome'],
    registers: [registry],
  })
  const reviews = new Counter({
    name: 'drumbeat_reviews_total',
    help: 'Reviews by what became of them',
    labelNames: ['outcome'],
    registers: [registry],
  })
  const lacking = new Counter({
    name: 'drumbeat_review_parts_missing_total',
    help: 'Parts that could not be worked out when a review opened',
    labelNames: ['part'],
    registers: [registry],
  })
  const failures = new Counter({
    name: 'drumbeat_tick_failures_total',
    help: 'Teams a heartbeat could not serve',
    registers: [registry],
  })
  const sources = new Counter({
    name: 'drumbeat_source_runs_total',
    help: 'Readings of warehouses by what came of them',
    labelNames: ['outcome'],
    registers: [registry],
  })
  const rows = new Counter({
    name: 'drumbeat_source_rows_total',
    help: 'Rows that warehouses brought',
    registers: [registry],
  })
  const pushes = new Counter({
    name: 'drumbeat_pushes_total',
    help: 'Pushes to /ingest by the status of their answer',
    labelNames: ['status'],
    registers: [registry],
  })
  const beat = new Gauge({
    name: 'drumbeat_last_tick_timestamp_seconds',
    help: 'When the heartbeat last ended',
    registers: [registry],
  })
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
    countPush(status) {
      pushes.inc({ status: String(status) })
    },
  }
}
