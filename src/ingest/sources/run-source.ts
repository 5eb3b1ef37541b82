import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Import } from '../../domain/import/import.ts'
import { type Gone, goneInWords, nextRun, type Problem } from '../../domain/import/source.ts'
import type { TeamContext } from '../../flows/context.ts'
import { settleAtOnce } from '../../flows/import/settle-import.ts'
import { type ClaimedRun, releaseRun } from '../../flows/source/claim-run.ts'
import { noteSourceFailed, noteSourceWorked } from '../../flows/source/note-run.ts'
import { PersonError } from '../../lib/errors.ts'
import { importFile } from '../import-file.ts'
import { WarehouseFault } from './fault.ts'
import { readWarehouse } from './read-warehouse.ts'
import type { WarehouseSettings } from './settings.ts'
import { ofSource, questionsOfSource, warningsOf } from './words.ts'

/** What one reading of a warehouse came to. */
export type SourceRan =
  | { kind: 'imported'; name: string; rows: number; import: Import }
  | { kind: 'unchanged'; name: string; rows: number }
  | { kind: 'failed'; name: string; problem: Problem }
  | { kind: 'given up'; name: string }

type Parts = { dataDir: string; stopping: AbortSignal }

/** Reads a warehouse that was claimed, imports what it has, and writes down what became of it. It never throws. */
export async function runSource(
  ctx: TeamContext,
  settings: WarehouseSettings,
  claimed: ClaimedRun,
  { dataDir, stopping }: Parts,
): Promise<SourceRan> {
  const { name } = settings
  const { id, fence } = claimed
  const next = (code: Problem['code'] | null) => nextRun(ctx.now, settings.everyMinutes * 60_000, code)
  const parent = join(dataDir, 'downloads')
  await mkdir(parent, { recursive: true })
  const folder = await mkdtemp(join(parent, 'source-'))
  try {
    const ran = await readAndImport(ctx, settings, claimed, { folder, signal: stopping })
    if (ran.kind === 'failed') {
      await noteSourceFailed(ctx, { id, fence, nextRunAt: next(ran.problem.code) }, ran.problem)
      return ran
    }
    const { preview } = ran.kind === 'imported' ? ran.import : { preview: null }
    await noteSourceWorked(
      ctx,
      { id, fence, nextRunAt: next(null) },
      {
        rows: ran.rows,
        lastDay: preview?.objects ? null : (preview?.lastDay ?? null),
        warnings:
          ran.kind === 'imported'
            ? [...goneInWords(ran.gone), ...warningsOf(ran.import.preview)]
            : claimed.source.warnings,
        contentHash: ran.hash,
        ...(ran.kind === 'imported' && { lastImportId: ran.import.id }),
      },
    )
    return ran
  } catch (error) {
    if (stopping.aborted) {
      await releaseRun(ctx, { id, fence }).catch(() => {})
      return { kind: 'given up', name }
    }
    const problem = problemOf(ctx, name, error)
    await noteSourceFailed(ctx, { id, fence, nextRunAt: next(problem.code) }, problem)
    return { kind: 'failed', name, problem }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

type Read =
  | { kind: 'imported'; name: string; rows: number; hash: string; import: Import; gone: Gone | null }
  | { kind: 'unchanged'; name: string; rows: number; hash: string }
  | Extract<SourceRan, { kind: 'failed' }>

async function readAndImport(
  ctx: TeamContext,
  settings: WarehouseSettings,
  { source }: ClaimedRun,
  { folder, signal }: { folder: string; signal: AbortSignal },
): Promise<Read> {
  const { name } = settings
  const { path, rows, hash, from, firstDay } = await readWarehouse(settings, source, {
    now: ctx.now,
    zone: ctx.team.zone,
    folder,
    signal,
  })
  if (rows === 0 && source.lastOkAt === null) {
    const since = settings.since ? ` from ${settings.since} on` : ''
    throw new WarehouseFault(
      'refused',
      `There is no row${since} in ${from}. See whether the warehouse has been filled.`,
    )
  }
  // Nobody else has changed the numbers since: importing the same again would change nothing.
  const isSame = hash === source.contentHash && ctx.team.dataVersion === source.dataVersion
  if (rows === 0 || isSame) return { kind: 'unchanged', name, rows, hash }
  const answers = { decimal: 'point' as const, dateOrder: 'ymd' as const, ...source.answers }
  const staged = await importFile(ctx, { path, fileName: name, slackFileId: null, conversationId: null, answers })
  const before = source.lastImportId === null ? null : { importId: source.lastImportId, firstDay }
  const { outcome, settled, gone } = await settleAtOnce(ctx, staged, { dryRun: false, before })
  if (outcome === 'imported') return { kind: 'imported', name, rows, hash, import: settled, gone }
  const questions = questionsOfSource(settled.preview.questions, 'rows')
  const sentence = questions.map(({ ask }) => ask).join(' ')
  return { kind: 'failed', name, problem: { code: 'asking', sentence, questions } }
}

function problemOf({ log, team, newId }: TeamContext, name: string, error: unknown): Problem {
  if (error instanceof WarehouseFault) return { code: error.code, sentence: error.message, questions: [] }
  if (error instanceof PersonError) return { code: 'refused', sentence: ofSource(error.message, 'rows'), questions: [] }
  const reference = newId('err')
  log.error({ err: error, team: team.id, source: name, reference }, 'a source could not be read')
  const sentence = `Something went wrong on my side, and nothing was imported. Whoever runs me finds it in the log under ${reference}.`
  return { code: 'refused', sentence, questions: [] }
}
