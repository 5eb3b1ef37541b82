import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { Ran } from '../flows/run-due.ts'

/** What the bot counts about itself, and its text for Prometheus. */
export type Metrics = {
  text(): Promise<{ type: string; body: string }>
  countPosts(report: { sent: number; updated: number; blocked: number; uncertain: number }): void
  countTick(ran: Ran): void
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
  const failures = new Counter({
    name: 'drumbeat_tick_failures_total',
    help: 'Teams a heartbeat could not serve',
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
      failures.inc(ran.failed.length)
      beat.setToCurrentTime()
    },
  }
}
