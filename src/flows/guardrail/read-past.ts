import type { ControlLine } from '../../domain/control/control.ts'
import { type Guardrail, isControl, type Scope } from '../../domain/guardrail/guardrail.ts'
import { type Arrival, CONTROL_STEP, type Past } from '../../domain/guardrail/past.ts'
import { instantOf } from '../../domain/rhythm.ts'
import type { Team } from '../../domain/team.ts'
import { localDay, monthOf, shiftDay } from '../../domain/week.ts'
import { type AuditEntry, listAudits } from '../../store/audits.ts'
import { listArrivals } from '../../store/fact/imports.ts'
import type { TeamContext } from '../context.ts'
import { readControls, readCurveNumbers } from '../control/read-controls.ts'
import { remembered } from '../remembered.ts'

/** Each look at a control reads as much as the control itself: so far back, and no further. */
const CONTROL_DAYS = 56

const BUDGET_CHANGES = ['team made', 'target changed', 'team changed']

/** Reads what is known of how things were on the days up to one, as far as some guardrails are judged by it. */
export async function readPast(
  ctx: TeamContext,
  guardrails: readonly Pick<Guardrail, 'kind'>[],
  { from, to }: { from: string; to: string },
): Promise<(scope: Scope) => Past> {
  const { db, team } = ctx
  const has = (kind: Guardrail['kind']) => guardrails.some((each) => each.kind === kind)
  const [arrivals, evidence, changes] = await Promise.all([
    has('freshness') ? listArrivals(db.prisma, team) : [],
    readEvidence(ctx, guardrails, { from, to }),
    has('pace') ? listAudits(db.prisma, team, BUDGET_CHANGES, instantOf(from, '00:00', team.zone)) : [],
  ])
  const arrived = arrivals.map(({ platform, at, lastDay }): Arrival => {
    return { platform, on: localDay(at, team.zone), lastDay }
  })
  const made = changes.find(({ action }) => action === 'team made')
  // A team that is made within a month tells the budget of all of it.
  const budgetSince = made ? monthOf(localDay(made.at, team.zone)).from : null
  const known = { arrivals: arrived, evidence, budgetSince }
  return (scope) => ({ ...known, budgetOn: (day) => budgetOn(team, scope, changes, day) })
}

/** The controls that are asked for at the end of one day of each of the last weeks, the last of them included. */
async function readEvidence(
  ctx: TeamContext,
  guardrails: readonly Pick<Guardrail, 'kind'>[],
  { from, to }: { from: string; to: string },
): Promise<Map<string, ControlLine[]>> {
  const only = [...new Set(guardrails.filter(isControl).map(({ kind }) => kind))].sort()
  const evidence = new Map<string, ControlLine[]>()
  if (only.length === 0) return evidence
  return await remembered(ctx, ['controls of the past', only, from, to], async () => {
    const first = from > shiftDay(to, -CONTROL_DAYS) ? from : shiftDay(to, 1 - CONTROL_DAYS)
    const curves = only.includes('saturation') ? await readCurveNumbers(ctx, CONTROL_DAYS) : undefined
    // One after the other: whoever waits for it is one person, and the others need the database too.
    for (let day = to; day >= first; day = shiftDay(day, -CONTROL_STEP)) {
      const now = instantOf(shiftDay(day, 1), '12:00', ctx.team.zone)
      evidence.set(day, (await readControls({ ...ctx, now }, only, curves)).lines)
    }
    return evidence
  })
}

/** The budget of a scope at the end of a day: as it is now, before the changes that were logged later. */
function budgetOn(team: Team, scope: Scope, changes: readonly AuditEntry[], day: string): number | null {
  if (scope.level === 'campaign') return null
  const channelId = scope.level === 'channel' ? scope.channelId : null
  const now = channelId === null ? team.monthlyBudget : team.channels.find(({ id }) => id === channelId)?.monthlyBudget
  const [later] = changes
    .filter(({ at }) => localDay(at, team.zone) > day)
    .flatMap((entry) => changeOf(entry, channelId))
  return later ? later.before : (now ?? null)
}

/** What a log entry says of the budget of a scope. */
function changeOf({ detail }: AuditEntry, channelId: string | null): { before: number | null }[] {
  const changes: unknown[] = Array.isArray(detail.changes) ? detail.changes : [detail]
  return changes.flatMap((change) => {
    if (!isRecord(change) || change.key !== 'budget' || (change.channelId ?? null) !== channelId) return []
    const { before } = change
    return [{ before: isRecord(before) && typeof before.high === 'number' ? before.high : null }]
  })
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
