import { type Guardrail, isControl, type Scope, scopeKey } from '../../domain/guardrail/guardrail.ts'
import type { ChannelOf } from '../../domain/guardrail/inhibition.ts'
import type { Series } from '../../domain/guardrail/series.ts'
import { NO_ECONOMICS } from '../../domain/metric/economics.ts'
import { addSums, type Sums } from '../../domain/metric/metric.ts'
import type { Team } from '../../domain/team.ts'
import { countDays, shiftDay } from '../../domain/week.ts'
import { type Reported, readChannelsOfCampaigns, readCrmThrough, readReported } from '../../store/fact/complete-days.ts'
import { readGuardedDays } from '../../store/guardrail/guarded-days.ts'
import type { TeamContext } from '../context.ts'
import { readControls } from '../control/read-controls.ts'

/** What counts vary by is read from so many days before the longest window. */
const REMEMBERED_DAYS = 56
/** A platform that has been silent for as long has stopped, and is waited for no more. */
const STOPPED_DAYS = 14

/** The numbers of every scope that a team's guardrails watch. */
export type GuardedNumbers = { seriesOf(scope: Scope): Series; channelOf: ChannelOf }

/** Reads the days that a team's guardrails need up to one, all scopes at once; `back` so many days before it are to be judged. */
export async function readGuardedNumbers(
  ctx: TeamContext,
  guardrails: readonly Pick<Guardrail, 'scope' | 'windowDays' | 'maturityDays' | 'kind'>[],
  day: string,
  back: number,
): Promise<GuardedNumbers> {
  const { db, team } = ctx
  const longest = Math.max(1, ...guardrails.map(({ windowDays, maturityDays }) => windowDays + maturityDays))
  const from = shiftDay(day, -(back + longest + REMEMBERED_DAYS))
  const campaigns = [
    ...new Set(guardrails.flatMap(({ scope }) => (scope.level === 'campaign' ? [scope.campaign] : []))),
  ]
  const controls = [...new Set(guardrails.filter(isControl).map(({ kind }) => kind))]
  const [days, reported, crm, channels, evidence] = await Promise.all([
    readGuardedDays(db, team, { from, to: day }, campaigns),
    readReported(db, team, shiftDay(day, -STOPPED_DAYS), day),
    readCrmThrough(db, team, day),
    readChannelsOfCampaigns(db, team, campaigns),
    controls.length > 0 ? readControls(ctx, controls).then(({ lines }) => lines) : null,
  ])
  const length = countDays(from, day)
  const whole = together([...days.channels.values()], length)
  const channelOf: ChannelOf = (campaign) => channels.get(campaign) ?? null

  const known = new Map<string, Series>()
  function seriesOf(scope: Scope): Series {
    const series = known.get(scopeKey(scope)) ?? read(scope)
    known.set(scopeKey(scope), series)
    return series
  }
  function read(scope: Scope): Series {
    const own = ofScope(reported, scope, channelOf)
    return {
      from,
      days: daysOf(scope),
      media: own.reduce<string | null>(
        (least, { lastDay }) => (least === null || lastDay < least ? lastDay : least),
        null,
      ),
      crm,
      platforms: own,
      currency: team.currency,
      budget: budgetOf(team, scope),
      economics: team.economics ?? NO_ECONOMICS,
      evidence,
    }
  }
  function daysOf(scope: Scope): Series['days'] {
    if (scope.level === 'team') return whole
    const found = scope.level === 'channel' ? days.channels.get(scope.channelId) : days.campaigns.get(scope.campaign)
    return found ?? Array.from({ length }, () => null)
  }
  return { seriesOf, channelOf }
}

/** The budget of the month: the team's, or that of a channel where it has one. */
function budgetOf({ monthlyBudget, channels }: Team, scope: Scope): number | null {
  if (scope.level === 'team') return monthlyBudget
  if (scope.level === 'campaign') return null
  return channels.find(({ id }) => id === scope.channelId)?.monthlyBudget ?? null
}

function together(all: readonly (readonly (Sums | null)[])[], length: number): (Sums | null)[] {
  return Array.from({ length }, (_, index) => {
    const parts = all.map((days) => days[index] ?? null).filter((sums) => sums !== null)
    return parts.length === 0 ? null : addSums(parts)
  })
}

/** The platforms of a scope, each with the last day that all its channels in the scope have. */
function ofScope(reported: readonly Reported[], scope: Scope, channelOf: ChannelOf): Series['platforms'] {
  const channelId =
    scope.level === 'channel' ? scope.channelId : scope.level === 'campaign' ? channelOf(scope.campaign) : null
  const lastDays = new Map<string, string>()
  for (const { channelId: owner, platform, lastDay } of reported) {
    if (scope.level !== 'team' && owner !== channelId) continue
    // Within one platform a channel may pause its campaigns: the platform has reported when any of them has.
    const known = lastDays.get(platform)
    if (known === undefined || lastDay > known) lastDays.set(platform, lastDay)
  }
  return [...lastDays].map(([platform, lastDay]) => ({ platform, lastDay }))
}
