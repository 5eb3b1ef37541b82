import { createHash } from 'node:crypto'
import type { FileReading, Import } from '../domain/import/import.ts'
import type { TeamContext } from '../flows/context.ts'
import { stageImport } from '../flows/import/stage-import.ts'
import { readBlocks } from './blocks.ts'
import { importObjects } from './crm/import-objects.ts'
import type { FileOnDisk } from './file-on-disk.ts'
import { readFacts, type Survey, surveyNumbers } from './numbers-file.ts'
import { readFileOpening } from './opening.ts'

const HASHED_BYTES = 64 * 1024

/** Reads a file of numbers and answers with its preview: ready to be confirmed, or asking what only a person can say. */
export async function importFile(ctx: TeamContext, file: FileOnDisk): Promise<Import> {
  const { path, fileName, answers } = file
  const opening = await readFileOpening(path, fileName)
  if (opening.kind === 'crm') return await importObjects(ctx, file, opening, await hashFile(path))
  const survey = await surveyNumbers(path, fileName, opening, answers)
  const open = survey.questions.length > 0
  const { batches, tally } = open ? { batches: none(), tally: null } : readFacts(path, survey, answers)
  return await stageImport(ctx, {
    ...file,
    fileHash: await hashFile(path),
    reading: readingOf(survey),
    batches,
    tally: () => ({
      read: tally?.read ?? 0,
      kept: tally?.kept ?? 0,
      skipped: tally?.skipped ?? [],
      questions: tally?.questions ?? [],
      warnings: [...(tally?.warnings ?? []), ...(tally?.notes ?? [])],
    }),
  })
}

function readingOf(survey: Survey): FileReading {
  return {
    layout: survey.platform,
    encoding: survey.encoding,
    columns: survey.columns.map(({ field, header }) => ({ field, header })),
    ignoredColumns: survey.ignoredColumns,
    grain: survey.grain,
    clickKind: survey.clickKind,
    currency: survey.currency.code,
    dateOrder: survey.dateOrder ?? '',
    decimal: survey.decimal ?? '',
    questions: survey.questions,
    notes: survey.notes,
  }
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const block of readBlocks(path, HASHED_BYTES)) hash.update(block)
  return hash.digest('hex')
}

async function* none(): AsyncGenerator<never> {}
