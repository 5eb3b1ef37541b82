import { CRM_SOURCES } from '../domain/import/crm-object.ts'
import type { Fact, Grain } from '../domain/import/fact.ts'
import { Invalid } from '../lib/errors.ts'
import { type Reading, readColumns } from './columns.ts'
import { callWitnesses, createEvidence, type Evidence, isSettled, weighRow } from './evidence.ts'
import { factBatches } from './fact-rows.ts'
import type { Field } from './headers.ts'
import type { Answers, Survey, Tally } from './numbers-shapes.ts'
import { type Opening, readFileOpening } from './opening.ts'
import { refuseSpans, refuseUndated, refuseUnusable } from './refusals.ts'
import { settleCurrency, settleDateOrder, settleDecimal } from './settle.ts'
import { outcomeColumns, settleOutcome, withOutcome } from './settle-outcome.ts'
import { surveyNotes } from './survey-notes.ts'
import { readRows } from './table.ts'
import { createTally } from './tally.ts'

const GRAINS: readonly { grain: Grain; fields: readonly Field[] }[] = [
  { grain: 'ad', fields: ['adId', 'adName'] },
  { grain: 'ad_group', fields: ['adGroupId', 'adGroupName'] },
  { grain: 'campaign', fields: ['campaignId', 'campaignName'] },
]
const NAMED_IN_GRAIN: ReadonlySet<Field> = new Set(GRAINS.flatMap(({ fields }) => fields))

export type { Answers, Survey, Tally } from './numbers-shapes.ts'

/**
 * First reading of a file of numbers, until every question that is decided once per file is settled, or to its end. What
 * only a person can settle is in `questions`. Throws Invalid, with a sentence that says what to change, for a file that
 * cannot be used.
 */
export async function surveyNumbersFile(path: string, fileName: string, answers: Answers): Promise<Survey> {
  const opening = await readFileOpening(path, fileName)
  if (opening.kind === 'crm')
    throw new Invalid(`${fileName} holds ${CRM_SOURCES[opening.reading.layout.id]}, and no days of campaigns.`)
  return await surveyNumbers(path, fileName, opening, answers)
}

/** The same of a file whose opening is known. */
export async function surveyNumbers(
  path: string,
  fileName: string,
  opening: Opening,
  answers: Answers,
): Promise<Survey> {
  const reading = readColumns(opening.header, opening.layout)
  refuseUnusable(fileName, opening, reading)
  const evidence = await gatherEvidence(path, fileName, opening, reading)
  refuseUndated(fileName, opening, reading, evidence)
  refuseSpans(fileName, opening, evidence)
  return conclude(fileName, opening, withoutEmptyNames(reading, evidence), evidence, answers)
}

/**
 * Second reading: the facts in batches of some thousands, in constant memory. The tally fills while the batches are
 * consumed and is complete after the last one. Throws Invalid when the survey has an open question, or when a second
 * currency turns up: what was consumed by then must be thrown away.
 */
export function readFacts(
  path: string,
  survey: Survey,
  answers: Answers,
): { batches: AsyncIterable<Fact[]>; tally: Tally } {
  const tally = createTally()
  return { batches: factBatches(path, survey, answers, tally), tally }
}

async function gatherEvidence(path: string, fileName: string, opening: Opening, reading: Reading): Promise<Evidence> {
  const evidence = createEvidence()
  const witnesses = callWitnesses(reading.columns, outcomeColumns(reading))
  for await (const { rows, lineOf } of readRows(path, fileName, opening.encoding, opening.delimiter)) {
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at]
      const line = lineOf(at)
      if (row && line > opening.headerLine) weighRow(evidence, witnesses, row, line)
      if (at % 256 === 0 && isSettled(evidence, witnesses)) return evidence
    }
  }
  return evidence
}

function conclude(
  fileName: string,
  opening: Opening,
  asWritten: Reading & { empty: string[] },
  evidence: Evidence,
  answers: Answers,
): Survey {
  const outcome = settleOutcome(asWritten, evidence, answers)
  const reading = withOutcome(asWritten, outcome.value)
  const { layout, encoding, delimiter, headerLine, header } = opening
  const dates = settleDateOrder(fileName, opening, reading, evidence, answers)
  const decimal = settleDecimal(opening, evidence, answers)
  const currency = settleCurrency(fileName, reading, evidence, answers)
  const survey: Survey = {
    fileName,
    layout: layout.id,
    source: layout.id,
    platform: layout.name,
    encoding,
    delimiter,
    headerLine,
    width: header.length,
    columns: reading.columns,
    ignoredColumns: reading.ignored,
    grain: grainOf(reading),
    clickKind: reading.clickKind,
    currency,
    spendInMicros: reading.spendInMicros,
    dateOrder: dates.value,
    decimal: decimal.value,
    questions: [dates.question, decimal.question, outcome.question].filter((question) => question !== undefined),
    notes: [dates.note, decimal.note].filter((note) => note !== undefined),
  }
  survey.notes.push(...surveyNotes(survey, opening, reading, evidence, answers))
  return survey
}

function grainOf(reading: Reading): Grain {
  const present = new Set(reading.columns.map(({ field }) => field))
  return GRAINS.find(({ fields }) => fields.some((field) => present.has(field)))?.grain ?? 'account'
}

/** Leaves out name columns in which no row has anything: they must not decide the grain. */
function withoutEmptyNames(reading: Reading, evidence: Evidence): Reading & { empty: string[] } {
  const isEmpty = (field: Field): boolean => NAMED_IN_GRAIN.has(field) && !evidence.filled.has(field)
  return {
    ...reading,
    columns: reading.columns.filter(({ field }) => !isEmpty(field)),
    empty: reading.columns.filter(({ field }) => isEmpty(field)).map(({ header }) => header),
  }
}
