import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { weeksThrough } from '../../src/domain/week.ts'
import { adoptWorkspace } from '../../src/flows/adopt-workspace.ts'
import type { TeamContext } from '../../src/flows/context.ts'
import { confirmImport } from '../../src/flows/import/settle-import.ts'
import { setUpTeam } from '../../src/flows/set-up-team.ts'
import { importFile } from '../../src/ingest/import-file.ts'
import { newId } from '../../src/lib/ids.ts'
import { silentLog } from '../../src/lib/log.ts'
import type { Database } from '../../src/store/database.ts'
import { everyWeek, googleExport, metaExport } from './exports.ts'
import { PLAN } from './team-plan.ts'

const WEEK = '2026-W46'

/** The team's Monday: the minute at which its review of that week is due. */
export const MONDAY = '2026-11-16T08:00:05Z'

const BEFORE_MONDAY = new Date('2026-11-16T07:00:00Z')
const WEEKS = 26
const CAMPAIGNS = 8

/** Makes the team of the stories an hour before its review is due, with half a year of numbers: some 2,900 rows. */
export async function seedTeam(db: Database, folder: string): Promise<TeamContext> {
  const base = { db, now: BEFORE_MONDAY, newId }
  const workspace = await adoptWorkspace(base, { slackId: 'T0SANDBOX', name: 'Northwind', botUserId: 'U0BEAT' })
  const own = { ...base, workspaceId: workspace.id, actor: { kind: 'operator' } as const, log: silentLog }
  const ctx = { ...own, team: await setUpTeam(own, PLAN, null) }
  const daily = everyWeek(weeksThrough(WEEK, WEEKS), { spend: 120, impressions: 9_000, clicks: 180, conversions: 8 })
  for (let campaign = 1; campaign <= CAMPAIGNS; campaign++) {
    await importText(ctx, join(folder, `google-${campaign}.csv`), googleExport(daily, `Search ${campaign}`))
    await importText(ctx, join(folder, `meta-${campaign}.csv`), metaExport(daily, `Social ${campaign}`))
  }
  // What was announced on the way is not what these stories are about.
  await db.pool.query('TRUNCATE announcement')
  return ctx
}

async function importText(ctx: TeamContext, path: string, text: string): Promise<void> {
  writeFileSync(path, text)
  const answers = { leaveOutPlatforms: [] }
  const { id } = await importFile(ctx, { path, fileName: path, slackFileId: null, conversationId: null, answers })
  await confirmImport(ctx, id)
}
