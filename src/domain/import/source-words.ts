import { momentInWords } from '../moment.ts'
import { dayInWords } from '../week.ts'
import type { Health, Source } from './source.ts'

/** How a source does, in one word or two. */
export function stateInWords(health: Health, isConfigured: boolean): string {
  if (!isConfigured) return 'no longer configured'
  if (health.state !== 'failing') return STATES[health.state]
  return health.problem.code === 'asking' ? 'waits for an answer' : 'failing'
}

const STATES = { new: 'nothing yet', working: 'works', paused: 'paused', reading: 'is being read', stale: 'stale' }

/** What a source brought last, and when; when it was made where that is nothing yet. */
export function broughtInWords({ lastOkAt, lastRows, lastDay, createdAt }: Source, zone: string): string {
  if (lastOkAt === null) return `made ${momentInWords(createdAt, zone)}`
  const rows = lastRows === 1 ? '1 row' : `${(lastRows ?? 0).toLocaleString('en-US')} rows`
  const reach = lastDay === null ? '' : `, numbers reach ${dayInWords(lastDay)}`
  return `${rows} on ${momentInWords(lastOkAt, zone)}${reach}`
}

/** When a warehouse is read next; empty for what is pushed. */
export function nextInWords({ kind, nextRunAt }: Source, health: Health, now: Date, zone: string): string {
  if (kind === 'push' || nextRunAt === null || health.state === 'paused' || health.state === 'reading') return ''
  return nextRunAt <= now ? 'next: now' : `next: ${momentInWords(nextRunAt, zone)}`
}

/** What is the matter with a source and what to do about it; empty where nothing is. */
export function troubleInWords(source: Source, health: Health, zone: string): string {
  if (health.state === 'failing') {
    const tries = source.failures > 1 ? `, ${source.failures} times` : ''
    return `Since ${momentInWords(health.since, zone)}${tries}: ${health.problem.sentence}`
  }
  return health.state === 'stale' ? staleInWords(source, health, zone) : ''
}

/** Why a source is called stale. */
export function staleInWords({ kind, name }: Source, health: Health, zone: string): string {
  if (health.state !== 'stale') return ''
  const { quietSince, lastDay } = health
  if (kind === 'push') {
    const since = quietSince ? momentInWords(quietSince, zone) : 'for days'
    return `Nothing was pushed since ${since}. See whether the job that pushes still runs; if nothing more is to come, \`/beat source pause ${name}\`.`
  }
  if (quietSince)
    return `It was not read since ${momentInWords(quietSince, zone)}. See whether I run and whether the configuration still names it.`
  const reach = lastDay ? dayInWords(lastDay) : 'nowhere'
  return `It answers, but its newest day is ${reach}. The load of the warehouse may have stopped: see whether its dbt job still runs.`
}
