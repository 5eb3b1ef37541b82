import { healthOf, isWorthTelling, type Problem, type Source } from '../../domain/import/source.ts'
import { writeAudit } from '../../store/audits.ts'
import { findSource, listSources, markStale, noteFailed, noteWorked, type Worked } from '../../store/fact/sources.ts'
import { findTeam } from '../../store/teams.ts'
import { type Tx, transaction } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { announce } from '../delivery/announce.ts'

/** What the lead is told of a source: that it does not work, that it went quiet, or that it works again. */
export const SOURCE_NOTE = 'source-note'

/** One run of a source. A push has no lease, so its fence is null. */
export type Run = { id: string; fence: number | null; nextRunAt: Date | null }

/** Writes down that a source brought numbers; the lead hears of it where they had been told of trouble. */
export async function noteSourceWorked(
  ctx: TeamContext,
  run: Run,
  worked: Omit<Worked, 'toldCode' | 'dataVersion'>,
): Promise<void> {
  const { db, team, now } = ctx
  await transaction(db, async (tx) => {
    const before = await findSource(tx, team, run.id)
    if (!before) return
    const dataVersion = (await findTeam(tx, team))?.dataVersion ?? 0
    const lastDay = [before.lastDay ?? '', worked.lastDay ?? ''].sort().at(-1) || null
    const after = { ...before, lastDay, lastOkAt: now, failingSince: null, leaseUntil: null }
    // A warehouse that answers and has nothing new is as stale as before, and the lead knows.
    const toldCode = healthOf(after, now, team.zone).state === 'stale' && before.toldCode === 'stale' ? 'stale' : null
    if (!(await noteWorked(tx, team, { ...run, now }, { ...worked, lastDay, toldCode, dataVersion }))) return
    if (before.toldCode !== toldCode) await tell(tx, ctx, before, 'working')
  })
}

/** Writes down what went wrong with a source. The lead is told once for each kind of trouble, not at every run. */
export async function noteSourceFailed(ctx: TeamContext, run: Run, problem: Problem): Promise<void> {
  const { db, team, now } = ctx
  await transaction(db, async (tx) => {
    const before = await findSource(tx, team, run.id)
    if (!before) return
    const failures = before.failures + 1
    const isTold = isWorthTelling(before, problem.code, failures)
    const toldCode = isTold ? problem.code : before.toldCode
    const failed = { problem, since: before.failingSince ?? now, failures, toldCode }
    if (!(await noteFailed(tx, team, { ...run, now }, failed))) return
    if (isTold) await tell(tx, ctx, before, problem.code)
    if (before.failures === 0) {
      const detail = { code: problem.code, sentence: problem.sentence }
      await writeAudit(tx, ctx, { teamId: team.id, action: 'source failed', subject: run.id, detail })
    }
  })
}

/** Tells the lead, once, of each source that went quiet or whose newest day is old. */
export async function tellStaleSources(ctx: TeamContext): Promise<void> {
  const { db, team, now } = ctx
  for (const source of await listSources(db.prisma, team)) {
    if (source.toldCode !== null || healthOf(source, now, team.zone).state !== 'stale') continue
    await transaction(db, async (tx) => {
      if (await markStale(tx, team, source.id)) await tell(tx, ctx, source, 'stale')
    })
  }
}

async function tell(tx: Tx, ctx: TeamContext, { id }: Source, what: string): Promise<void> {
  const conversationId = ctx.team.leadUserId ?? ctx.team.conversationId
  await announce(tx, ctx, [
    { kind: SOURCE_NOTE, subject: id, part: `${what} ${ctx.now.toISOString()}`, conversationId },
  ])
}
