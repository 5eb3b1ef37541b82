import type { Experiment } from '../../domain/experiment/experiment.ts'
import { type AuditEntry, findAuditOfVersion } from '../../store/audits.ts'
import type { Tx } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { announce } from '../delivery/announce.ts'
import { underCard } from './change-experiment.ts'

/** A short line in the thread of a test: what happened to it. */
export const NOTE = 'experiment-note'

/** The same, said once privately to the person it is for. */
export const TOLD = 'experiment-told'

export const NOTED = [
  'launched',
  'scheduled',
  'unscheduled',
  'held_up',
  'approval_asked',
  'approved',
  'declined',
  'taken_back',
  'paused',
  'resumed',
  'stopped',
  'ended',
  'due',
  'abandoned',
  'amended',
  'handed_over',
] as const
export type Noted = (typeof NOTED)[number]

/** Notes in the thread of a test what has just happened to it; the words come from the audit of that change. */
export async function note(tx: Tx, ctx: TeamContext, changed: Experiment, what: Noted): Promise<void> {
  const { id, version } = changed
  await announce(tx, ctx, underCard({ kind: NOTE, subject: id, part: `${what}:${version}` }))
}

/** Tells one person privately what has just happened to a test. */
export async function tell(tx: Tx, ctx: TeamContext, changed: Experiment, what: Noted, userId: string): Promise<void> {
  const { id, version } = changed
  await announce(tx, ctx, [{ kind: TOLD, subject: id, part: `${what}:${version}`, conversationId: userId }])
}

/** What a note is about: which kind, who did it, when, and what was said of it; null for one that nobody knows any more. */
export async function readNote(
  ctx: TeamContext,
  experimentId: string,
  part: string,
): Promise<{ what: Noted; entry: AuditEntry } | null> {
  const [kind, version] = part.split(':')
  const what = NOTED.find((each) => each === kind)
  const entry = await findAuditOfVersion(ctx.db.prisma, ctx.team, experimentId, Number(version))
  return what && entry ? { what, entry } : null
}
