import { DEFAULTS, type Definition } from '../domain/guardrail/guardrail.ts'
import { STARTERS } from '../domain/guardrail/starter.ts'
import type { Channel } from '../domain/team.ts'
import type { TeamContext } from '../flows/context.ts'
import { measureOverlap } from '../flows/control/measure-overlap.ts'
import { defineGuardrails } from '../flows/guardrail/define-guardrail.ts'
import { enableStarters } from '../flows/guardrail/offer-starters.ts'

/** Gives the demo's team its guardrails: the starter set, three of its own, and an overlap that somebody measured. */
export async function seedGuardrails(ctx: TeamContext): Promise<void> {
  const { team } = ctx
  await enableStarters(ctx, STARTERS, 'grd_starter')
  const social = team.channels.find(({ key }) => key === 'paid-social')
  const own = [
    ...(social ? [{ id: 'grd_cpl_social', definition: cplCeiling(social) }] : []),
    { id: 'grd_creatives', definition: control('creatives', 'Tired creatives', team.leadUserId) },
    { id: 'grd_room', definition: control('saturation', 'Room to grow', team.leadUserId) },
  ]
  await defineGuardrails(ctx, own)
  const names: [string, string] = ['Founders 1-10', 'LAL 2 %']
  await measureOverlap(ctx, 'ovl_demo', { kind: 'counts', names, sizes: [62_000, 148_000], both: 14_800 })
}

function cplCeiling({ id, ownerUserId }: Channel): Definition {
  return {
    ...DEFAULTS,
    name: 'CPL ceiling',
    scope: { level: 'channel', channelId: id },
    kind: 'max',
    metric: 'cpl',
    breach: { low: null, high: 65 },
    recover: { low: null, high: 63 },
    ownerUserId,
    runbook: 'Check LP-demo first, then rotate prospecting creatives.',
  }
}

function control(kind: 'creatives' | 'saturation', name: string, ownerUserId: string | null): Definition {
  const none = { low: null, high: null }
  const runbook =
    kind === 'creatives'
      ? 'Pause the tired ad, and brief one that opens differently.'
      : 'Hold the spend, and move the next raise to a channel with room.'
  return { ...DEFAULTS, name, scope: { level: 'team' }, kind, metric: null, breach: none, ownerUserId, runbook }
}
