import { CRM_SOURCES } from '../../domain/import/crm-object.ts'
import type { FileReading, Import } from '../../domain/import/import.ts'
import type { TeamContext } from '../../flows/context.ts'
import { stageObjects } from '../../flows/import/stage-objects.ts'
import type { FileOnDisk } from '../file-on-disk.ts'
import type { CrmOpening } from '../opening.ts'
import { readObjects } from './objects-file.ts'
import { type CrmSurvey, surveyCrmFile } from './survey.ts'

/** Reads a file of CRM objects and answers with its preview: ready to be confirmed, or asking what only a person can say. */
export async function importObjects(
  ctx: TeamContext,
  file: FileOnDisk,
  opening: CrmOpening,
  fileHash: string,
): Promise<Import> {
  const { path, fileName, answers } = file
  const survey = await surveyCrmFile(path, fileName, opening, answers)
  const open = survey.questions.length > 0
  const { batches, tally } = open
    ? { batches: none(), tally: { read: 0, kept: 0, skipped: [], warnings: [], notes: [] } }
    : readObjects(path, survey, answers)
  return await stageObjects(ctx, { ...file, fileHash, reading: readingOf(survey), batches, tally: () => tally })
}

function readingOf(survey: CrmSurvey): FileReading {
  const { columns, ignored, layout } = survey.reading
  return {
    layout: CRM_SOURCES[layout.id],
    encoding: survey.encoding,
    columns: columns.map(({ field, header }) => ({ field, header })),
    ignoredColumns: ignored,
    // Objects have no grain; each is one row.
    grain: 'account',
    clickKind: '',
    currency: survey.currency.code,
    dateOrder: survey.dateOrder ?? '',
    decimal: survey.decimal ?? '',
    questions: survey.questions,
    notes: survey.notes,
  }
}

async function* none(): AsyncGenerator<never> {}
