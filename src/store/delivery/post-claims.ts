import type { Database } from '../database.ts'
import { exclusively } from '../exclusively.ts'

/** An announcement that one process holds for a while; `fence` proves it when the outcome is written. */
export type Claim = {
  workspaceId: string
  id: string
  fence: number
  key: string
  teamId: string
  conversationId: string
  kind: string
  subject: string
  part: string
  revision: number
  attempts: number
  payload: unknown
  fileId: string | null
  ts: string | null
  error: string | null
  lastSentAt: Date | null
  uncertainSince: Date | null
  parent: { state: string; ts: string | null } | null
}

// The database's clock is the only one for leases and delays: replicas may disagree about the time, it does not.
const RETURNED = `
  a.workspace_id as "workspaceId", a.id, a.fence, a.key, a.team_id as "teamId", a.conversation_id as "conversationId",
  a.kind, a.subject, a.part, a.revision, a.attempts, a.payload, a.file_id as "fileId", a.ts, a.error,
  a.last_sent_at as "lastSentAt", a.uncertain_since as "uncertainSince",
  (select jsonb_build_object('state', parent.state, 'ts', parent.ts) from announcement parent
    where parent.workspace_id = a.workspace_id and parent.id = a.parent_id) as parent`

const TAKE = `fence = a.fence + 1, lease_until = now() + $1 * interval '1 ms'`
const FREE = `(a.lease_until is null or a.lease_until < now()) and (a.not_before is null or a.not_before <= now())`

// In each lane (a thread, or what stands outside of threads) the first unsent row goes first. A conversation says one thing at a
// time; one that must wait (429, no network) or that refuses us holds back all that was to be said in it.
const CLAIM_UNSENT = `
  with due as (
    select a.workspace_id, a.id
    from announcement a
    left join announcement parent on parent.workspace_id = a.workspace_id and parent.id = a.parent_id
    where a.state in ('pending', 'blocked')
      and (a.not_before is null or a.not_before <= now())
      and (a.parent_id is null or parent.state in ('sent', 'skipped'))
      and not exists (
        select 1 from announcement other
        where other.workspace_id = a.workspace_id and other.conversation_id = a.conversation_id and other.id <> a.id
          and other.state in ('pending', 'sending', 'blocked', 'uncertain')
          and (other.state = 'sending'
            or (other.state = 'pending' and other.not_before > now())
            or (other.position < a.position and other.state = 'blocked' and other.error = any($2))
            or (other.position < a.position and other.state in ('pending', 'uncertain')
              and other.parent_id is not distinct from a.parent_id)))
      and not exists (
        select 1 from announcement other
        where other.workspace_id = a.workspace_id and other.state = 'blocked' and other.error = any($3)
          and other.position < a.position)
    order by a.position limit 1
    for update of a skip locked)
  update announcement a
  set state = 'sending', ${TAKE}, last_sent_at = null, not_before = null
  from due where a.workspace_id = due.workspace_id and a.id = due.id
  returning ${RETURNED}`

/** Claims the next announcement that may be posted now, or nothing. */
export async function claimUnsent(
  db: Database,
  rule: { leaseMs: number; conversationCodes: string[]; workspaceCodes: string[] },
): Promise<Claim | undefined> {
  // Whoever claims must see what the others have claimed, or two posts would be under way in one conversation.
  return exclusively(db, 'claim unsent', async (client) => {
    const values = [rule.leaseMs, rule.conversationCodes, rule.workspaceCodes]
    const { rows } = await client.query<Claim>(CLAIM_UNSENT, values)
    return rows[0]
  })
}

/** Claims an uncertain post whose time to be looked for has come. */
export async function claimUncertain(db: Database, rule: { leaseMs: number }): Promise<Claim | undefined> {
  return one(db, claimWhere(`a.state = 'uncertain'`, 'a.not_before'), [rule.leaseMs])
}

/** Claims a recovered post that must be looked at again, because a lost message can still land late. */
export async function claimSweep(db: Database, rule: { leaseMs: number }): Promise<Claim | undefined> {
  return one(db, claimWhere(`a.state = 'sent' and a.sweep_at <= now()`, 'a.sweep_at'), [rule.leaseMs])
}

/** Claims a post that no longer shows what it should, unless it was updated less than `everyMs` ago. */
export async function claimRedraw(
  db: Database,
  rule: { leaseMs: number; everyMs: number },
): Promise<Claim | undefined> {
  const stale = `a.state = 'sent' and a.ts is not null and a.revision > a.drawn_revision
    and (a.updated_at is null or a.updated_at <= now() - $2 * interval '1 ms')`
  return one(db, claimWhere(stale, 'a.position'), [rule.leaseMs, rule.everyMs])
}

function claimWhere(condition: string, order: string): string {
  return `
    with due as (
      select a.workspace_id, a.id from announcement a
      where ${condition} and ${FREE}
      order by ${order} limit 1
      for update of a skip locked)
    update announcement a set ${TAKE}
    from due where a.workspace_id = due.workspace_id and a.id = due.id
    returning ${RETURNED}`
}

/** Gives up on processes that died while posting: what may have left them becomes uncertain, the rest is due again. */
export async function expireLeases(db: Database, rule: { settleMs: number }): Promise<number> {
  const { rowCount } = await db.pool.query(
    `update announcement a
     set fence = a.fence + 1, lease_until = null, error = 'lease expired',
       state = case when a.last_sent_at is null then 'pending' else 'uncertain' end,
       uncertain_since = case when a.last_sent_at is null then a.uncertain_since else coalesce(a.uncertain_since, now()) end,
       not_before = a.last_sent_at + $1 * interval '1 ms'
     where a.state = 'sending' and a.lease_until < now()`,
    [rule.settleMs],
  )
  return rowCount ?? 0
}

async function one(db: Database, sql: string, values: unknown[]): Promise<Claim | undefined> {
  const { rows } = await db.pool.query<Claim>(sql, values)
  return rows[0]
}
