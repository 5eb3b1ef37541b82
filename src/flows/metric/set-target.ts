import type { Band } from '../../domain/metric/metric.ts'
import { bandFaults, bandOf, changeInWords, type Scope, type Targeted } from '../../domain/metric/target.ts'
import { Conflict, Invalid } from '../../lib/errors.ts'
import { type AuditEntry, findAuditOfVersion, writeAudit } from '../../store/audits.ts'
import { takeTeamVersion, writeBudget, writeTarget } from '../../store/targets.ts'
import { bumpDataVersion } from '../../store/teams.ts'
import { type Tx, transaction } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { announce } from '../delivery/announce.ts'
import { forgetDraft, TARGET_FORM } from '../keep-draft.ts'
import { requireSetter } from '../settings-right.ts'

/** What is announced when targets or economics change, once for each change. */
export const TARGETS_CHANGED = 'targets-changed'

const NONE_THERE = 'There is no such target to clear. Give a lower bound, an upper bound, or both.'

/** Sets or clears one target or budget; a band without bounds clears it. Returns what it now is, in words. */
export async function setTarget(
  ctx: TeamContext,
  asked: { scope: Scope; key: Targeted; band: Band; draft: string },
): Promise<string> {
  await requireSetter(ctx)
  const { team } = ctx
  const { scope, key, band } = asked
  const faults = bandFaults(key, band)
  if (Object.keys(faults).length > 0) throw new Invalid(Object.values(faults).join(' '), faults)
  const before = bandOf(team, scope.channelId, key)
  const after = band.low === null && band.high === null ? null : band
  if (before === null && after === null) throw new Invalid(NONE_THERE, { high: NONE_THERE })
  const said = changeInWords({ key, scope }, before, after, team.currency)
  await transaction(ctx.db, async (tx) => {
    if (!(await takeTeamVersion(tx, team, team.version))) throw new Conflict(CHANGED)
    if (key === 'budget') {
      await writeBudget(tx, team, scope.channelId, after?.high ?? null)
      // The pace of the month is another one from now on.
      await bumpDataVersion(tx, team)
    } else await writeTarget(tx, team, scope.channelId, key, after)
    await forgetDraft(tx, ctx, { form: TARGET_FORM, subject: asked.draft })
    await sayChanged(tx, ctx, { action: 'target changed', said, detail: { ...scope, key, before, after } })
  })
  return said
}

/** What is told where somebody else changed the team in the meantime. */
export const CHANGED =
  'Somebody else changed this team while you were writing. Your draft is kept: close this form and open it again.'

/** Notes a change of targets or economics, and has it said once in the team's conversation. The team's version was taken. */
export async function sayChanged(
  tx: Tx,
  ctx: TeamContext,
  { action, said, detail }: { action: string; said: string; detail: Record<string, unknown> },
): Promise<void> {
  const { team } = ctx
  const version = team.version + 1
  await announce(tx, ctx, [{ kind: TARGETS_CHANGED, subject: team.id, part: `v${version}` }])
  await writeAudit(tx, ctx, { teamId: team.id, action, subject: team.id, detail: { ...detail, said, version } })
}

/** What was changed when the team came to a version, and by whom; null where nothing is known of it. */
export async function readTargetChange(
  { db, team }: TeamContext,
  part: string,
): Promise<(Pick<AuditEntry, 'actor'> & { said: string }) | null> {
  const entry = await findAuditOfVersion(db.prisma, team, team.id, Number(part.slice(1)))
  const said = entry?.detail.said
  return entry && typeof said === 'string' ? { actor: entry.actor, said } : null
}
