import { type Economics, NO_ECONOMICS } from '../metric/economics.ts'
import { paybackLacks } from '../metric/economics-words.ts'
import { metricOf, type Sums } from '../metric/metric.ts'
import { primaryMetrics } from '../review/review.ts'
import type { Team } from '../team.ts'
import { DEFAULTS, type Definition } from './guardrail.ts'
import { propose, recoveryOf, targetOfWatched, usualOf } from './proposal.ts'
import { kindOf, usualRule, watchedOf } from './watched.ts'

/** Guardrails that are offered to begin with; `why` says where their bound comes from, or what has to be told before there are any. */
export type Starter = { key: StarterKey; label: string; definitions: Definition[]; why: string }

export const STARTERS = ['cost', 'payback', 'volume', 'pace', 'freshness', 'zero_run'] as const
export type StarterKey = (typeof STARTERS)[number]

const RUNBOOKS: Readonly<Record<StarterKey, string>> = {
  cost: 'Look at tracking first, then at what drove it: `/beat why`. Then at the channel that moved.',
  payback: 'See which channel brings dear customers: `/beat numbers`. Move money before you cut it.',
  volume: 'Look at tracking and at spend first, then at the step where the leads get lost: `/beat why`.',
  pace: 'Move the daily budgets so that what is left lasts, or agree on more.',
  freshness: 'Export the platform that is behind, and drop the file in the channel.',
  zero_run: 'Look at the tag on the landing page first, then at the conversion in the platform.',
}

/** The guardrails that a team is offered, each with a bound proposed from its last weeks; one that cannot be made says what it lacks. */
export function starterSet(team: Team, weeks: readonly Sums[]): Starter[] {
  const economics = team.economics ?? NO_ECONOMICS
  const told = { scope: { level: 'team' as const }, currency: team.currency, economics }
  const { cost, results } = primaryMetrics(team)
  const bounded = (
    key: StarterKey,
    id: string,
    name: string,
    severity: Definition['severity'] = 'warning',
  ): Starter => {
    const watched = watchedOf(id)
    if (!watched) return { key, label: name, definitions: [], why: '' }
    const { bounds, why } = propose(watched, weeks, targetOfWatched(team, null, watched), told)
    const isBound = bounds.low !== null || bounds.high !== null || watched.sides.length === 0
    const definition: Definition = {
      ...DEFAULTS,
      name,
      scope: { level: 'team' },
      ...usualRule(watched),
      kind: kindOf(watched, bounds),
      metric: watched.metric,
      breach: bounds,
      recover: recoveryOf(bounds, usualOf(watched, weeks, told)),
      severity,
      ownerUserId: team.leadUserId,
      runbook: RUNBOOKS[key],
    }
    return { key, label: name, definitions: isBound ? [definition] : [], why }
  }
  return [
    bounded('cost', `kpi_${cost}`, `${metricOf(cost).label} range`, 'critical'),
    withoutEconomics(economics) ?? bounded('payback', 'payback', 'Payback'),
    bounded('volume', `kpi_${results}`, `Weekly ${metricOf(results).label.toLowerCase()}`),
    team.monthlyBudget === null
      ? {
          key: 'pace',
          label: 'Budget pace',
          definitions: [],
          why: 'There is no budget of the month yet: `/beat setup` takes one.',
        }
      : bounded('pace', 'pace', 'Budget pace'),
    bounded('freshness', 'freshness', 'Numbers come in'),
    byChannel(team, bounded('zero_run', 'zero_run', 'Conversions are counted', 'critical')),
  ]
}

/** A tag breaks in one channel while the others go on counting, so each channel is watched by itself. */
function byChannel({ channels }: Team, starter: Starter): Starter {
  const [whole] = starter.definitions
  if (!whole || channels.length === 0) return starter
  const definitions = channels.map(({ id, ownerUserId }) => {
    const scope = { level: 'channel' as const, channelId: id }
    return { ...whole, scope, ownerUserId: ownerUserId ?? whole.ownerUserId }
  })
  return { ...starter, definitions, why: 'One for each channel: a tag breaks in one while the others go on counting.' }
}

/** A payback that nobody can work out yet; null where what it takes was told. */
function withoutEconomics(economics: Economics): Starter | null {
  const why = paybackLacks(economics)
  return why === null ? null : { key: 'payback', label: 'Payback', definitions: [], why }
}
