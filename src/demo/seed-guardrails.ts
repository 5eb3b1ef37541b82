import { DEFAULTS, type Definition, type Scope } from '../domain/guardrail/guardrail.ts'
import { STARTERS } from '../domain/guardrail/starter.ts'
import { instantOf } from '../domain/rhythm.ts'
import type { Team } from '../domain/team.ts'
import { localDay, shiftDay } from '../domain/week.ts'
import type { TeamContext } from '../flows/context.ts'
import { measureOverlap } from '../flows/control/measure-overlap.ts'
import { defineGuardrails } from '../flows/guardrail/define-guardrail.ts'
import { judgeGuardrails } from '../flows/guardrail/judge-guardrails.ts'
import { enableStarters } from '../flows/guardrail/offer-starters.ts'
import { insertGuardrail, nextGuardrailNumber } from '../store/guardrail/guardrails.ts'
import { transaction } from '../store/transaction.ts'

type Own = Pick<Definition, 'name' | 'scope' | 'kind' | 'metric' | 'breach'> & Partial<Definition>

const TEAM: Scope = { level: 'team' }

/** What the demo team watches, as Mara would have set it up when she made the team. */
function definitions(team: Team): Own[] {
  return [...trackingOf(team), ...costsOf(team)]
}

function trackingOf(team: Team): Own[] {
  const fresh = 'Ask whoever exports that platform for a newer file.'
  const tag = 'Clicks are normal, so look at the tag, not at the ads.'
  const once = { fireAfter: 1, resolveAfter: 1 }
  return [
    { name: 'Numbers come in', scope: TEAM, kind: 'freshness', metric: null, breach: high(3), runbook: fresh },
    {
      name: 'Conversions are counted',
      scope: channel(team, 'paid-search'),
      kind: 'zero_run',
      metric: null,
      breach: high(0),
      sure: 0.99,
      ...once,
      severity: 'critical',
      runbook: tag,
    },
  ]
}

function costsOf(team: Team): Own[] {
  const [search, social] = [channel(team, 'paid-search'), channel(team, 'paid-social')]
  const isCustomers = ({ metric, channelId }: Team['targets'][number]) => metric === 'customers' && channelId === null
  const customers = team.targets.find(isCustomers)?.band.low ?? 0
  const lead = 'Check LP-demo first, then rotate prospecting creatives.'
  const ceiling = { name: 'CAC ceiling', kind: 'max', metric: 'cac', minResults: 20 } as const
  const cost = { name: 'Conversion cost', kind: 'max', metric: 'cost_per_conversion', minResults: 50 } as const
  return [
    {
      ...ceiling,
      scope: TEAM,
      breach: high(1_400),
      recover: high(1_350),
      runbook: 'See /beat why: which step got dearer?',
    },
    { ...ceiling, scope: search, breach: high(1_150) },
    {
      name: 'Lead cost ceiling',
      scope: social,
      kind: 'max',
      metric: 'cpl',
      breach: high(65),
      recover: high(63),
      minResults: 50,
      runbook: lead,
    },
    { ...cost, scope: search, breach: high(60) },
    {
      name: 'Weekly customers',
      scope: TEAM,
      kind: 'min',
      metric: 'customers',
      // A floor is what would alarm them; the target is what they aim for.
      breach: { low: Math.round(customers * 0.8), high: null },
      sure: 0.95,
    },
  ]
}

function channel(team: Team, key: string): Scope {
  return { level: 'channel', channelId: team.channels.find((each) => each.key === key)?.id ?? '' }
}

function high(bound: number): Definition['breach'] {
  return { low: null, high: bound }
}

/** On which mornings, in days before today, the seed judges: each round reads half a year and judges all days since the one before. The last days are left to the running bot, so that a breach is seen to arrive. */
const JUDGED_AGO = [10, 4, 2]

/** Gives the demo team its guardrails and lets them be judged as the days went by. */
export async function seedGuardrails(ctx: TeamContext): Promise<void> {
  const { team, now } = ctx
  await transaction(ctx.db, async (tx) => {
    for (const own of definitions(team)) {
      // Whoever tries the demo at night wants to see it too.
      const definition: Definition = { ...DEFAULTS, quiet: null, ...own }
      const number = await nextGuardrailNumber(tx, team)
      await insertGuardrail(
        tx,
        team,
        { id: ctx.newId('grd'), number, definition },
        { by: team.leadUserId ?? 'operator', at: now },
      )
    }
  })
  await enableStarters(ctx, STARTERS, 'grd_starter')
  const today = localDay(now, team.zone)
  for (const ago of JUDGED_AGO) {
    const morning = instantOf(shiftDay(today, -ago), '10:00', team.zone)
    await judgeGuardrails({ ...ctx, now: morning, actor: { kind: 'schedule' } })
  }
  await seedControls(ctx)
}

/** Two controls that the running bot judges first, and an overlap that somebody measured. */
async function seedControls(ctx: TeamContext): Promise<void> {
  const none = { low: null, high: null }
  const owner = { ownerUserId: ctx.team.leadUserId }
  // They follow whole weeks: whoever is asked again the next day can say no more.
  const base = { ...DEFAULTS, quiet: null, scope: TEAM, metric: null, breach: none, ...owner, remindHours: 7 * 24 }
  const tired = 'Pause the tired ad, and brief one that opens differently.'
  const full = 'Hold the spend, and move the next raise to a channel with room.'
  await defineGuardrails(ctx, [
    { id: 'grd_creatives', definition: { ...base, kind: 'creatives', name: 'Tired creatives', runbook: tired } },
    { id: 'grd_room', definition: { ...base, kind: 'saturation', name: 'Room to grow', runbook: full } },
  ])
  const names: [string, string] = ['Founders 1-10', 'LAL 2 %']
  await measureOverlap(ctx, 'ovl_demo', { kind: 'counts', names, sizes: [62_000, 148_000], both: 14_800 })
}
