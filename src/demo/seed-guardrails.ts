import { DEFAULTS, type Definition, type Scope } from '../domain/guardrail/guardrail.ts'
import { instantOf } from '../domain/rhythm.ts'
import type { Team } from '../domain/team.ts'
import { localDay, shiftDay } from '../domain/week.ts'
import type { TeamContext } from '../flows/context.ts'
import { judgeGuardrails } from '../flows/guardrail/judge-guardrails.ts'
import { insertGuardrail, nextGuardrailNumber } from '../store/guardrails.ts'
import { transaction } from '../store/transaction.ts'

/** What the demo team watches, as Mara would have set it up when she made the team. */
function definitions(team: Team): Definition[] {
  const channel = (key: string): Scope => ({
    level: 'channel',
    channelId: team.channels.find((each) => each.key === key)?.id ?? '',
  })
  const customers =
    team.targets.find(({ metric, channelId }) => metric === 'customers' && channelId === null)?.band.low ?? 0
  const make = (
    own: Pick<Definition, 'name' | 'scope' | 'kind' | 'metric' | 'breach'> & Partial<Definition>,
  ): Definition => ({ ...DEFAULTS, quiet: null, ...own })
  const high = (bound: number) => ({ low: null, high: bound })
  return [
    make({
      name: 'Numbers come in',
      scope: { level: 'team' },
      kind: 'freshness',
      metric: null,
      breach: high(3),
      runbook: 'Ask whoever exports that platform for a newer file.',
    }),
    make({
      name: 'Conversions are counted',
      scope: channel('paid-search'),
      kind: 'zero_run',
      metric: null,
      breach: high(0),
      sure: 0.99,
      fireAfter: 1,
      resolveAfter: 1,
      severity: 'critical',
      runbook: 'Clicks are normal, so look at the tag, not at the ads.',
    }),
    make({
      name: 'CAC ceiling',
      scope: { level: 'team' },
      kind: 'max',
      metric: 'cac',
      breach: high(1_400),
      recover: high(1_350),
      minResults: 20,
      runbook: 'See /beat why first: which step got dearer?',
    }),
    make({
      name: 'CAC ceiling',
      scope: channel('paid-search'),
      kind: 'max',
      metric: 'cac',
      breach: high(1_150),
      minResults: 20,
    }),
    make({
      name: 'Lead cost ceiling',
      scope: channel('paid-social'),
      kind: 'max',
      metric: 'cpl',
      breach: high(65),
      recover: high(63),
      minResults: 50,
      runbook: 'Check LP-demo first, then rotate prospecting creatives.',
    }),
    make({
      name: 'Conversion cost',
      scope: channel('paid-search'),
      kind: 'max',
      metric: 'cost_per_conversion',
      breach: high(60),
      minResults: 50,
    }),
    make({
      name: 'Weekly customers',
      scope: { level: 'team' },
      kind: 'min',
      metric: 'customers',
      breach: { low: customers, high: null },
      sure: 0.95,
    }),
  ]
}

/** The last days are judged by the running bot, so that a breach is seen to arrive. */
const UNSEEN_DAYS = 2

/** Gives the demo team its guardrails and lets them be judged as the days went by. */
export async function seedGuardrails(ctx: TeamContext): Promise<void> {
  const { team, now } = ctx
  await transaction(ctx.db, async (tx) => {
    for (const definition of definitions(team)) {
      const number = await nextGuardrailNumber(tx, team)
      await insertGuardrail(
        tx,
        team,
        { id: ctx.newId('grd'), number, definition },
        { by: team.leadUserId ?? 'operator', at: now },
      )
    }
  })
  const today = localDay(now, team.zone)
  for (let ago = 10; ago >= UNSEEN_DAYS; ago--) {
    const morning = instantOf(shiftDay(today, -ago), '10:00', team.zone)
    await judgeGuardrails({ ...ctx, now: morning, actor: { kind: 'schedule' } })
  }
}
