import type { FileReading, Import, ImportAnswers, ImportPreview } from '../../domain/import/import.ts'
import { actorName, type Team } from '../../domain/team.ts'
import { dayInWords } from '../../domain/week.ts'
import { Invalid, PersonError } from '../../lib/errors.ts'
import { findImport, findImportedTwin, insertImport } from '../../store/fact/imports.ts'
import { dropStaging, stagingTable } from '../../store/fact/staging.ts'
import { transaction } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { announce } from '../delivery/announce.ts'

/** A file on its way in: what is known of it, and how it reads. */
export type FileComing = {
  fileName: string
  fileHash: string
  slackFileId: string | null
  conversationId: string | null
  answers: ImportAnswers
  reading: FileReading
}

/**
 * Stages a file's rows by `stage`, which gives the preview, and keeps that; nothing of the team's numbers changes yet. Where
 * anything fails, nothing of the file stays.
 */
export async function keepStaged(
  ctx: TeamContext,
  file: FileComing,
  stage: (id: string) => Promise<ImportPreview>,
): Promise<Import> {
  const { db, team } = ctx
  checkCurrency(team, file.reading)
  const id = ctx.newId('imp')
  try {
    const preview = await stage(id)
    const { fileName, fileHash, slackFileId, conversationId, answers, reading } = file
    await transaction(db, async (tx) => {
      await insertImport(tx, team, {
        id,
        state: preview.questions.length > 0 ? 'asking' : 'ready',
        fileName,
        fileHash,
        slackFileId,
        conversationId,
        answers,
        preview,
        stagingTable: reading.questions.length > 0 ? null : stagingTable(id),
        madeBy: actorName(ctx.actor),
        createdAt: ctx.now,
      })
      if (conversationId) await announce(tx, ctx, [{ kind: 'import-preview', subject: id, conversationId }])
    })
    const made = await findImport(db.prisma, team, id)
    if (!made) throw new Error('an import that was just written is gone')
    return made
  } catch (error) {
    await dropStaging(db, id)
    throw error instanceof PersonError
      ? error
      : new Error(`the file ${file.fileName} could not be staged`, { cause: error })
  }
}

function checkCurrency(team: Team, reading: FileReading): void {
  if (reading.currency === '' || reading.currency === team.currency) return
  throw new Invalid(
    `That file is in ${reading.currency}; ${team.name} counts in ${team.currency}. I imported nothing. Export it in ${team.currency}, or convert its amounts first.`,
  )
}

/** What to tell of a file whose very bytes were imported before. */
export async function toldBefore({ db, team }: TeamContext, fileHash: string): Promise<string[]> {
  const twin = await findImportedTwin(db.prisma, team, fileHash)
  if (!twin?.settledAt) return []
  const day = dayInWords(twin.settledAt.toISOString().slice(0, 10))
  return [`This very file was imported before, on ${day}. Importing it again changes nothing.`]
}

/** The preview of a file whose rows are not read yet, because it leaves a question open. */
export function emptyPreview(
  team: Team,
  { fileName, reading }: Pick<FileComing, 'fileName' | 'reading'>,
): ImportPreview {
  return {
    fileName,
    reading,
    currency: team.currency,
    rowsRead: 0,
    rowsKept: 0,
    rowsMerged: 0,
    skipped: [],
    firstDay: null,
    lastDay: null,
    platforms: [],
    sums: { spend: null, impressions: null, clicks: null, conversions: null, conversionsValue: null },
    replaces: { rows: 0, spendBefore: null, spendAfter: null },
    unassigned: [],
    questions: reading.questions,
    warnings: [],
  }
}
