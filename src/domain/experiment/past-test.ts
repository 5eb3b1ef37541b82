import type { Lever, State } from './experiment.ts'
import type { Verdict } from './rule.ts'

/** A test as it is remembered: what became of it, how large its effect was, and what it taught. */
export type PastTest = {
  id: string
  number: number
  title: string
  state: State
  lever: Lever
  channelId: string | null
  verdict: Verdict | null
  /** Relative and as measured: for a cost, -.1 is 10 % cheaper. */
  lift: { lift: number; low: number; high: number } | null
  /** What was measured, such as "Leads per click". */
  metric: string | null
  learning: string | null
  rationale: string | null
  /** How well it fits what was asked, from 0. */
  rank: number
}

/** A test in a list: who runs it, and when. */
export type ListedTest = PastTest & { ownerUserId: string; startsOn: string | null; endsOn: string | null }
