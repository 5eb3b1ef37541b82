import type { AdReading } from '../creative/fatigue.ts'
import type { CrmBehind } from '../metric/crm-reach.ts'
import type { MetricKey } from '../metric/metric.ts'
import type { Team } from '../team.ts'
import type { TrackedDay } from '../tracking/tracked-day.ts'
import { analyse } from './analysis.ts'
import { type AnalysisWords, analysisInWords } from './analysis-words.ts'
import type { Cohort } from './cohort.ts'
import type { Basis } from './cohort-words.ts'
import { lastTwo, type Periods } from './period.ts'

/** Why a cost of a team changed, or of one channel, in words and with the team's own names; the last period against the one before. */
export function whatChanged(
  team: Pick<Team, 'channels' | 'currency'>,
  asked: {
    metric: MetricKey
    /** Null asks about all channels, and what no rule gives to one. */
    channelId: string | null
    periods: Periods
    days: ReadonlyMap<string, readonly TrackedDay[]>
    ads: readonly AdReading[]
    /** CPM and CTR in the place of CPC. */
    expanded?: boolean
    /** The leads of the last period, where they are followed to a result. */
    cohort?: Cohort | null
    /** What the CRM has not brought in full of the last period. */
    behind?: readonly CrmBehind[]
    /** By which day the periods count results: that of the event, or that of the lead. */
    basis?: Basis
  },
): AnalysisWords {
  const { metric, channelId, periods, days, ads, expanded, cohort = null, behind = [], basis = 'event' } = asked
  const channelIds = channelId === null ? [...team.channels.map(({ id }) => id), ''] : [channelId]
  const names = new Map(team.channels.map(({ id, name }) => [id, name]))
  return analysisInWords(
    { metric, periods, cohort, behind, basis, spend: lastTwo(periods, ...channelIds).after.spend },
    analyse({ metric, channelIds, periods, days, ads, expanded }),
    {
      currency: team.currency,
      nameOf: (id) => names.get(id) ?? 'Unassigned',
    },
  )
}
