import type { Import } from '../domain/import.ts'
import { Conflict, NotFound } from '../lib/errors.ts'
import { requestRedraw } from '../store/announcements.ts'
import { writeAudit } from '../store/audits.ts'
import { assignCampaigns } from '../store/campaigns.ts'
import { mergeStaging } from '../store/facts.ts'
import { findImport, listForgottenImports, settleImport } from '../store/imports.ts'
import { dropStaging } from '../store/staging.ts'
import { bumpDataVersion } from '../store/teams.ts'
import { transaction } from '../store/transaction.ts'
import { announce, redraw } from './announce.ts'
import type { Context, TeamContext } from './context.ts'

const LONG_ENOUGH_MS = 10 * 60_000
const FORGOTTEN_AFTER_MS = 7 * 86_400_000

/** An import by its id. */
export async function readImport({ db, team }: TeamContext, id: string): Promise<Import> {
  const found = await findImport(db.prisma, team, id)
  if (!found) throw new NotFound('I cannot find this import any more. Drop the file again.')
  return found
}

/** Merges what a preview showed into the team's numbers, once, and announces it in the team's conversation. */
export async function confirmImport(ctx: TeamContext, id: string): Promise<Import> {
  const { db, team, now } = ctx
  const waiting = await readImport(ctx, id)
  await transaction(
    db,
    async (tx) => {
      if (!(await settleImport(tx, team, id, 'imported', now)))
        throw new Conflict(settledBefore(await readImport(ctx, id)))
      const { currency, reading, rowsKept, rowsMerged } = waiting.preview
      const replaceGrain = waiting.answers.replaceGrain === true
      const written = await mergeStaging(tx, team, {
        importId: id,
        currency,
        clickKind: reading.clickKind,
        shared: rowsMerged > 0,
        replaceGrain,
      })
      if (written !== rowsKept - rowsMerged) {
        throw new Conflict(
          `The rows of ${waiting.fileName} are gone: the database was restarted in between. I imported nothing. Drop the file again.`,
        )
      }
      await assignCampaigns(tx, team)
      await bumpDataVersion(tx, team)
      // A preview that was posted turns into the confirmation; an import by the command line is told to the team.
      if (waiting.conversationId) await redraw(tx, ctx, { subject: id, kind: 'import-preview' })
      else await announce(tx, ctx, [{ kind: 'import-done', subject: id }])
      await writeAudit(tx, ctx, {
        teamId: team.id,
        action: 'numbers imported',
        subject: id,
        detail: { file: waiting.fileName, rows: waiting.preview.rowsKept },
      })
    },
    { timeoutMs: LONG_ENOUGH_MS },
  )
  await dropStaging(db, id)
  return await readImport(ctx, id)
}

/** Drops a preview that is not wanted, or that an answer replaces by a better one; its message says so from then on. */
export async function dropImport(ctx: TeamContext, id: string, state: 'dropped' | 'replaced'): Promise<Import> {
  const { db, team, now } = ctx
  await transaction(db, async (tx) => {
    if (!(await settleImport(tx, team, id, state, now))) throw new Conflict(settledBefore(await readImport(ctx, id)))
    await redraw(tx, ctx, { subject: id, kind: 'import-preview' })
    await writeAudit(tx, ctx, { teamId: team.id, action: `import ${state}`, subject: id })
  })
  await dropStaging(db, id)
  return await readImport(ctx, id)
}

/** Drops previews that nobody confirmed for a week. */
export async function sweepImports({ db, now }: Pick<Context, 'db' | 'now'>): Promise<number> {
  const forgotten = await listForgottenImports(db.prisma, new Date(now.getTime() - FORGOTTEN_AFTER_MS))
  for (const { workspaceId, teamId, id } of forgotten) {
    await transaction(db, async (tx) => {
      await settleImport(tx, { workspaceId, id: teamId }, id, 'dropped', now)
      await requestRedraw(tx, { workspaceId, teamId, subject: id, kind: 'import-preview' })
    })
    await dropStaging(db, id)
  }
  return forgotten.length
}

function settledBefore({ fileName, state }: Import): string {
  switch (state) {
    case 'imported':
      return `${fileName} was imported already; nothing was counted twice.`
    case 'dropped':
      return `This preview of ${fileName} was cancelled. Drop the file again to import it.`
    case 'replaced':
      return `This preview of ${fileName} was replaced by a newer one, below.`
    case 'asking':
    case 'ready':
      return `${fileName} is being imported by somebody else right now.`
  }
}
