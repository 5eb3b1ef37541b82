import type { CrmObject, Stage } from '../../domain/import/crm-object.ts'
import type { SkippedRows } from '../../domain/import/import.ts'
import { Invalid } from '../../lib/errors.ts'
import { createNameTidier } from '../names.ts'
import type { Answers } from '../numbers-shapes.ts'
import { readRows } from '../table.ts'
import { countSkipped } from '../tally.ts'
import { counted, listed, thousands } from '../words.ts'
import { type CrmCount, createCrmCount, createCrmReader } from './reader.ts'
import { type CrmSurvey, keptStages } from './survey.ts'

/** What became of the rows of a file of CRM objects; complete after its last batch. */
export type CrmTally = { read: number; kept: number; skipped: SkippedRows[]; warnings: string[]; notes: string[] }

const BATCH_ROWS = 500

/**
 * Second reading: the objects in batches, in constant memory. Throws Invalid when the survey has an open question, and for
 * stages left out that leave none.
 */
export function readObjects(
  path: string,
  survey: CrmSurvey,
  answers: Answers & { leaveOutStages?: string[] },
): { batches: AsyncIterable<CrmObject[]>; tally: CrmTally } {
  const stages = keptStages(survey, answers.leaveOutStages)
  if (stages.length === 0) {
    throw new Invalid(`Without ${listed(answers.leaveOutStages ?? [])} nothing is left of ${survey.fileName}.`)
  }
  const tally: CrmTally = { read: 0, kept: 0, skipped: [], warnings: [], notes: [] }
  return { batches: objectBatches(path, survey, new Set(stages), answers.wonStage ?? '', tally), tally }
}

async function* objectBatches(
  path: string,
  survey: CrmSurvey,
  stages: ReadonlySet<Stage>,
  wonStage: string,
  tally: CrmTally,
): AsyncGenerator<CrmObject[]> {
  const { dateOrder, decimal, fileName, encoding, delimiter, headerLine } = survey
  const [question] = survey.questions
  if (question || dateOrder === null || decimal === null)
    throw new Invalid(question?.ask ?? 'The file leaves a question open.')
  const count = createCrmCount()
  const read = createCrmReader(survey, { dateOrder, decimal, wonStage }, stages, createNameTidier(), count)
  let won = 0
  let batch: CrmObject[] = []
  for await (const { rows, lineOf } of readRows(path, fileName, encoding, delimiter)) {
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at] ?? []
      const line = lineOf(at)
      if (line <= headerLine || (row.length <= 1 && (row[0] ?? '').trim() === '')) continue
      tally.read++
      const object = read(row, line)
      if (typeof object === 'string') {
        countSkipped(count, object, line)
        continue
      }
      tally.kept++
      if (object.at.won !== null) won++
      if (batch.push(object) < BATCH_ROWS) continue
      yield batch
      batch = []
    }
  }
  if (batch.length > 0) yield batch
  tally.skipped = [...count.skipped].map(([reason, skipped]) => ({ reason, ...skipped }))
  tally.warnings.push(...warningsOf(count))
  const open = openSentence(count)
  // Where nothing at all was won, the name of the stage that means it may be one that is not known here.
  if (open !== '' && stages.has('won')) (won === 0 ? tally.warnings : tally.notes).push(open)
}

function openSentence({ openStages }: CrmCount): string {
  if (openStages.size === 0) return ''
  const named = [...openStages].sort(([, a], [, b]) => b - a).map(([name, rows]) => `"${name}" ${thousands(rows)}`)
  return `Taken as open, neither won nor lost: ${listed(named, 6)}.`
}

function warningsOf({ unreadable, undated, damagedIds, fine }: CrmCount): string[] {
  const warnings = [...unreadable].map(
    ([header, { count: cells, line, cell }]) =>
      `${counted(cells, 'cell')} under "${header}" cannot be read ("${cell}", first on line ${line}): taken as not reported.`,
  )
  if (undated.count > 0) {
    warnings.push(
      `${counted(undated.count, 'object')} ${undated.count === 1 ? 'is' : 'are'} won or lost without a date (first on line ${undated.line}): not counted as such.`,
    )
  }
  if (damagedIds.count > 0) {
    warnings.push(
      `Ids were rounded by a spreadsheet ("${damagedIds.cell}" on line ${damagedIds.line}), so different objects may look the same. Export again and drop the file without opening it in Excel.`,
    )
  }
  if (fine > 0) warnings.push(`${counted(fine, 'amount')} finer than a hundredth, rounded to two decimals.`)
  return warnings
}
