import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Import, ImportAnswers } from '../../src/domain/import/import.ts'
import { adoptWorkspace } from '../../src/flows/adopt-workspace.ts'
import type { Context, TeamContext } from '../../src/flows/context.ts'
import { confirmImport } from '../../src/flows/import/settle-import.ts'
import { setUpTeam, type TeamPlan } from '../../src/flows/set-up-team.ts'
import { importFile } from '../../src/ingest/import-file.ts'
import { newId } from '../../src/lib/ids.ts'
import { silentLog } from '../../src/lib/log.ts'
import { createTestDatabase } from './database.ts'
import { PLAN } from './team-plan.ts'

export type FlowStage = Awaited<ReturnType<typeof openFlowStage>>

/** A database with one workspace, for flows without a bot around them. */
export async function openFlowStage(at = '2026-11-18T12:00:00Z') {
  const db = await createTestDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'drumbeat-flows-'))
  const base = { db, now: new Date(at), newId }
  const { id: workspaceId } = await adoptWorkspace(base, { slackId: 'T0BEAT', name: 'Acme', botUserId: 'U0BEAT' })
  const ctx: Context = { ...base, workspaceId, actor: { kind: 'operator' }, log: silentLog }
  let made = 0
  return {
    ctx,
    /** Makes a team of its own for a test, in a channel of its own. */
    async makeTeam(changes: Partial<TeamPlan> = {}): Promise<TeamContext> {
      made += 1
      const own = { key: `team-${made}`, name: `Team ${made}`, conversationId: `C0TEAM${made}` }
      return { ...ctx, team: await setUpTeam(ctx, { ...PLAN, ...own, ...changes }, null) }
    },
    /** Reads and stages a file as the command line does: a text, or a file that is there. */
    async stageFile(of: TeamContext, file: string | { path: string }, answers: ImportAnswers = {}): Promise<Import> {
      const path = typeof file === 'string' ? join(folder, 'numbers.csv') : file.path
      if (typeof file === 'string') writeFileSync(path, file)
      return await importFile(of, { path, fileName: 'numbers.csv', slackFileId: null, conversationId: null, answers })
    },
    confirm: confirmImport,
    /** The team's numbers as they stand: rows, and exact sums. */
    async sums({ team }: TeamContext) {
      const { rows } = await db.pool.query<Record<string, string | null>>(
        `SELECT count(*)::text AS rows, trim_scale(sum(spend))::text AS spend, trim_scale(sum(impressions))::text AS impressions,
           trim_scale(sum(clicks))::text AS clicks, trim_scale(sum(conversions))::text AS conversions,
           trim_scale(sum(conversions_value))::text AS value
         FROM fact WHERE team_id = $1`,
        [team.id],
      )
      return rows[0]
    },
    async stagingTables(): Promise<string[]> {
      const sql =
        "SELECT relname AS name FROM pg_class WHERE relnamespace = to_regnamespace('staging') AND relkind = 'r'"
      return (await db.pool.query<{ name: string }>(sql)).rows.map(({ name }) => name)
    },
    async close(): Promise<void> {
      await db.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
