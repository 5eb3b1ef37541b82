import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Channel } from '../src/domain/team.ts'
import { adoptWorkspace } from '../src/flows/adopt-workspace.ts'
import type { TeamContext } from '../src/flows/context.ts'
import { setUpTeam } from '../src/flows/set-up-team.ts'
import { newId } from '../src/lib/ids.ts'
import { silentLog } from '../src/lib/log.ts'
import { type Database, openDatabase } from '../src/store/database.ts'

const CHANNELS = ['google', 'meta', 'linkedin', 'tiktok', 'microsoft']

/** Runs some work with a temporary folder and removes the folder. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'drumbeat-bench-'))
  chmodSync(folder, 0o755) // as root, PostgreSQL runs as another user, who must get in
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Runs some work with a database of its own, migrated and empty, on a server of its own. */
export async function inFreshDatabase<T>(work: (db: Database, dataDir: string) => Promise<T>): Promise<T> {
  return await inFolder(async (dataDir) => {
    const db = await openDatabase({ dataDir, log: silentLog })
    try {
      return await work(db, dataDir)
    } finally {
      await db.close()
    }
  })
}

/** A team with one channel for each platform of the rows, or with channels of other names. */
export async function makeTeam(db: Database, keys: readonly string[] = CHANNELS): Promise<TeamContext> {
  const base = {
    db,
    now: new Date('2026-11-23T08:00:00Z'),
    newId,
    log: silentLog,
    actor: { kind: 'operator' } as const,
  }
  const { id: workspaceId } = await adoptWorkspace(base, { slackId: 'T0BENCH', name: 'Bench', botUserId: 'U0BEAT' })
  const ctx = { ...base, workspaceId }
  const channels = keys.map(
    (key): Omit<Channel, 'id'> => ({
      key,
      name: key,
      job: null,
      ownerUserId: null,
      delegateUserId: null,
      rules: [{ field: 'platform', contains: key }],
    }),
  )
  const team = await setUpTeam(
    ctx,
    {
      key: 'bench',
      name: 'Bench',
      conversationId: 'C0BENCH',
      zone: 'Europe/Berlin',
      currency: 'EUR',
      reviewWeekday: 1,
      reviewTime: '09:00',
      monthlyBudget: null,
      broadcast: false,
      leadUserId: null,
      channels,
      outcomes: [],
      targets: [],
    },
    null,
  )
  return { ...ctx, team }
}
