import type { AwayStatus } from '../absence/slack-status.ts'
import type { Action } from '../action/action.ts'
import type { CohortStage } from '../analysis/cohort.ts'
import type { CrmBehind } from '../metric/crm-reach.ts'
import type { Band, MetricKey } from '../metric/metric.ts'
import type { MonthPace } from '../metric/pacing.ts'
import type { Absence } from '../team.ts'

/** A channel whose narrative is asked for, and how it stands. */
export type AskedChannel = {
  id: string
  name: string
  /** Whether the person owns it; else they answer for it while its owner is away. */
  isOwn: boolean
  told: 'asked' | 'begun' | 'written' | 'passed'
}

/** The same with its numbers of the week so far, against the same days of the week before. */
export type PromptedChannel = AskedChannel & {
  spend: number | null
  results: number | null
  cost: number | null
  costBefore: number | null
  target: Band | null
  /** How its budget of the month stands; null where it has none. */
  pace: Pick<MonthPace, 'pace' | 'state'> | null
  /** What this week's leads have brought of what they will; null where nobody can tell, or all has come. */
  coming: Pick<CohortStage, 'stage' | 'observed' | 'maturity'> | null
  mover: string | null
}

/** The private question to an owner before a review. */
export type Prompt = {
  week: string
  opensAt: Date
  through: string | null
  /** What the CRM has not brought in full of these days. */
  crmBehind: readonly CrmBehind[]
  cost: MetricKey
  results: MetricKey
  channels: readonly PromptedChannel[]
  /** The person's open actions, and the day it is for the team. */
  actions: readonly Action[]
  today: string
  /** What their status in Slack says, where it says that they are away, and the zone they live in. */
  status: AwayStatus | null
  zone: string
}

/** Somebody who is asked ahead of the next review: when, in the zone they live in, for which channels, and for whom. */
export type AskedPerson = {
  userId: string
  at: Date
  zone: string
  /** Whether they were asked already; null where their moment has passed without. */
  isAsked: boolean | null
  channels: readonly string[]
  standsInFor: readonly Absence[]
  away: Absence | null
  /** What their status in Slack says, where it says that they are away: they are not reminded meanwhile. */
  status: AwayStatus | null
}

/** A channel of which nobody is asked, and why. */
export type UnaskedChannel = { channel: string; why: 'nobody owns it' | 'nobody is left' | 'written' | 'passed' }
