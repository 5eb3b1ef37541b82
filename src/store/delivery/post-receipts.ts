import type { Database } from '../database.ts'
import { exclusively } from '../exclusively.ts'
import type { Claim } from './post-claims.ts'

/** What proves that the writer still holds the announcement. Every function here says whether it did. */
export type Held = Pick<Claim, 'workspaceId' | 'id' | 'fence'>

/** Freezes what is about to be sent and notes that it is leaving now: from here on only Slack knows. */
export async function markLeaving(
  db: Database,
  held: Held,
  leaving: { payload: object; revision: number; leaseMs: number },
): Promise<boolean> {
  return write(
    db,
    held,
    `drawn_revision = case when payload is null then $5::int else drawn_revision end, payload = coalesce(payload, $4),
     lease_until = now() + $6 * interval '1 ms', last_sent_at = now(), attempts = attempts + 1`,
    [JSON.stringify(leaving.payload), leaving.revision, leaving.leaseMs],
    `state = 'sending' and lease_until > now()`,
  )
}

/** Remembers the file that a picture will be, before anything of it can be seen, and renews the claim. */
export async function markFile(db: Database, held: Held, file: { id: string; leaseMs: number }): Promise<boolean> {
  const set = `file_id = $4, lease_until = now() + $5 * interval '1 ms', last_sent_at = now()`
  return write(db, held, set, [file.id, file.leaseMs], `state = 'sending' and lease_until > now()`)
}

/** Writes the receipt. A post that was ever uncertain is looked at again after `sweepMs`. */
export async function markSent(
  db: Database,
  held: Held,
  sent: { ts: string | null; sweepMs: number | null },
): Promise<boolean> {
  return write(
    db,
    held,
    `state = 'sent', ts = $4, posted_at = now(), lease_until = null, not_before = null, error = null, told_at = null,
     sweep_at = case when uncertain_since is not null then now() + $5 * interval '1 ms' end`,
    [sent.ts, sent.sweepMs],
  )
}

/** Makes it due again after `waitMs` and a little jitter; an attempt that Slack never took does not count. */
export async function markPending(
  db: Database,
  held: Held,
  pending: { waitMs: number; counts: boolean; error: string | null },
): Promise<boolean> {
  return write(
    db,
    held,
    `state = 'pending', lease_until = null, error = coalesce($5, error), attempts = attempts - $6::int,
     not_before = case when $4::float8 > 0 then now() + $4 * (1 + random() / 10) * interval '1 ms' end`,
    [pending.waitMs, pending.error, pending.counts ? 0 : 1],
  )
}

/** Notes that nobody knows whether it was posted; it is looked for once `settleMs` have passed since it left. */
export async function markUncertain(
  db: Database,
  held: Held,
  uncertain: { error: string; settleMs: number },
): Promise<boolean> {
  return write(
    db,
    held,
    `state = 'uncertain', lease_until = null, error = $4, uncertain_since = coalesce(uncertain_since, now()),
     not_before = coalesce(last_sent_at, now()) + $5 * interval '1 ms'`,
    [uncertain.error, uncertain.settleMs],
  )
}

/** Leaves it uncertain and looks again later, the later the longer it has lasted. */
export async function markUnreadable(db: Database, held: Held, settleMs: number): Promise<boolean> {
  const wait = `greatest($4 * interval '1 ms', (now() - uncertain_since) / 8)`
  return write(db, held, `lease_until = null, not_before = now() + ${wait}`, [settleMs])
}

/** Notes that there is nothing to say. */
export async function markSkipped(db: Database, held: Held, reason: string): Promise<boolean> {
  return write(db, held, `state = 'skipped', lease_until = null, error = $4`, [reason])
}

/** Notes a sweep; the next one is due at the next of `sweepAtMs` after the post, if there is one. */
export async function markSwept(db: Database, held: Held, sweepAtMs: readonly number[]): Promise<boolean> {
  const next = `(select min(posted_at + ms * interval '1 ms') from unnest($4::float8[]) ms
    where posted_at + ms * interval '1 ms' > now())`
  return write(db, held, `lease_until = null, sweep_at = ${next}`, [sweepAtMs])
}

/** Notes which revision the post shows now. */
export async function markDrawn(db: Database, held: Held, revision: number): Promise<boolean> {
  return write(
    db,
    held,
    `drawn_revision = $4, updated_at = now(), lease_until = null, not_before = null, error = null`,
    [revision],
  )
}

/** Asks for one more drawing, because an update may have been overtaken by an older one. */
export async function bumpRevision(db: Database, held: Held): Promise<void> {
  await db.pool.query('update announcement set revision = revision + 1 where workspace_id = $1 and id = $2', [
    held.workspaceId,
    held.id,
  ])
}

/** Puts what is to be done about a post off for `waitMs`. */
export async function markPostponed(
  db: Database,
  held: Held,
  put: { waitMs: number; error: string },
): Promise<boolean> {
  const set = `lease_until = null, not_before = now() + $4 * interval '1 ms', error = $5`
  return write(db, held, set, [put.waitMs, put.error])
}

/**
 * Pauses an announcement that Slack refuses, to be tried again after `retryMs`.
 * `tell` is true for the first one refused for this reason in the conversation (or the workspace), and for that one only.
 */
export async function markBlocked(
  db: Database,
  held: Held,
  blocked: { code: string; retryMs: number; conversationId: string | null },
): Promise<{ won: boolean; tell: boolean }> {
  // Two replicas may be refused at the same moment: side by side, both would find that nobody was told.
  const cause = ['blocked', held.workspaceId, blocked.conversationId, blocked.code].join(' ')
  return exclusively(db, cause, async (client) => {
    const { rows } = await client.query<{ tell: boolean }>(BLOCK, [
      held.workspaceId,
      held.id,
      held.fence,
      blocked.code,
      blocked.retryMs,
      blocked.conversationId,
    ])
    return { won: rows.length === 1, tell: rows[0]?.tell ?? false }
  })
}

const BLOCK = `
  update announcement a
  set state = 'blocked', lease_until = null, error = $4, not_before = now() + $5 * interval '1 ms',
    told_at = case when told.at is null then now() when a.error = $4 then a.told_at end
  from (select max(told_at) as at from announcement
    where workspace_id = $1 and error = $4 and ($6::text is null or conversation_id = $6)
      and state in ('pending', 'sending', 'blocked')) told
  where a.workspace_id = $1 and a.id = $2 and a.fence = $3
  returning told.at is null as tell`

/** Takes back that the owner was told, because telling failed. */
export async function markUntold(db: Database, held: Held): Promise<boolean> {
  return write(db, held, 'told_at = null', [], `state = 'blocked'`)
}

/** Makes everything due again that was refused for one of these reasons, in one conversation or everywhere. */
export async function resumeBlocked(
  db: Database,
  where: { workspaceId: string; conversationId: string | null; codes: readonly string[] },
): Promise<number> {
  const { rowCount } = await db.pool.query(
    `update announcement set state = 'pending', not_before = null
     where workspace_id = $1 and state = 'blocked' and error = any($3) and ($2::text is null or conversation_id = $2)`,
    [where.workspaceId, where.conversationId, where.codes],
  )
  return rowCount ?? 0
}

async function write(db: Database, held: Held, set: string, values: unknown[], also = 'true'): Promise<boolean> {
  const { rowCount } = await db.pool.query(
    `update announcement set ${set} where workspace_id = $1 and id = $2 and fence = $3 and ${also}`,
    [held.workspaceId, held.id, held.fence, ...values],
  )
  return rowCount === 1
}
