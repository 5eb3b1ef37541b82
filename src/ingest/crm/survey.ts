import { CRM_SOURCES, STAGES, type Stage } from '../../domain/import/crm-object.ts'
import { Invalid } from '../../lib/errors.ts'
import { type DateEvidence, dateEvidence } from '../date-cells.ts'
import { currencyIn, type Evidence, type Sighting, sight } from '../evidence.ts'
import { decimalEvidence } from '../number-cells.ts'
import type { Answers, DateOrder, DecimalSign, Question, Survey } from '../numbers-shapes.ts'
import type { CrmOpening } from '../opening.ts'
import { settleCurrency, settleDateOrder, settleDecimal } from '../settle.ts'
import { readRows } from '../table.ts'
import { clipped, listed, ownCopy } from '../words.ts'
import { type CrmColumn, type CrmReading, datedStages } from './columns.ts'
import { dayPart } from './moments.ts'
import { surveyNotes } from './notes.ts'
import { createStageWatch, type StageWatch } from './won-stage.ts'

/** Everything that is decided once per file of CRM objects, before any row is kept. */
export type CrmSurvey = {
  fileName: string
  reading: CrmReading
  encoding: Survey['encoding']
  delimiter: string
  headerLine: number
  /** Number of cells in the header row. */
  width: number
  currency: Survey['currency']
  /** null while the question about it is open. */
  dateOrder: DateOrder | null
  /** null while the question about it is open. */
  decimal: DecimalSign | null
  questions: Question[]
  notes: string[]
}

type Seen = Pick<Evidence, 'dates' | 'decimals' | 'currencies'> & { rows: number; stages: StageWatch }

const DATES: ReadonlySet<string> = new Set([...STAGES, 'closeDate'])
const MOST_DATES = 20_000

/**
 * First reading of a CRM export, to its end: the order of its dates, its decimal sign and its currency are decided over all rows.
 * Throws Invalid, with a sentence that says what to change, for a file that cannot be used.
 */
export async function surveyCrmFile(
  path: string,
  fileName: string,
  opening: CrmOpening,
  answers: Answers,
): Promise<CrmSurvey> {
  const { reading, encoding, delimiter, headerLine, header } = opening
  refuseUnusable(fileName, opening)
  const seen = await gather(path, fileName, opening)
  refuseUndated(fileName, opening, seen)
  const layout = { name: CRM_SOURCES[reading.layout.id] }
  const dates = settleDateOrder(fileName, { layout }, reading, seen, answers)
  const decimal = settleDecimal(opening, seen, answers)
  const currency = settleCurrency(fileName, reading, seen, answers)
  const wonStage = answers.wonStage === undefined ? seen.stages.question() : undefined
  return {
    fileName,
    reading,
    encoding,
    delimiter,
    headerLine,
    width: header.length,
    currency,
    dateOrder: dates.value,
    decimal: decimal.value,
    questions: [dates.question, decimal.question, wonStage].filter((question) => question !== undefined),
    notes: [
      ...[dates.note, decimal.note].filter((note) => note !== undefined),
      ...surveyNotes(reading, encoding, currency),
    ],
  }
}

/** The stages that a file dates and nobody wants left out. */
export function keptStages({ reading }: Pick<CrmSurvey, 'reading'>, leftOut: readonly string[] = []): Stage[] {
  return datedStages(reading).filter((stage) => !leftOut.includes(stage))
}

async function gather(path: string, fileName: string, { reading, ...opening }: CrmOpening): Promise<Seen> {
  const seen: Seen = {
    rows: 0,
    dates: new Map(),
    decimals: new Map(),
    currencies: new Map(),
    stages: createStageWatch(reading),
  }
  const dates = reading.columns.filter(({ field }) => DATES.has(field))
  const id = reading.columns.find(({ field }) => field === 'objectId')?.index ?? 0
  const amount = reading.columns.find(({ field }) => field === 'amount')
  const currency = reading.columns.find(({ field }) => field === 'currency')
  const weigh = createScale()
  for await (const { rows, lineOf } of readRows(path, fileName, opening.encoding, opening.delimiter)) {
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at] ?? []
      const line = lineOf(at)
      if (line <= opening.headerLine || (row[id] ?? '').trim() === '') continue
      if (!weighDates(seen, dates, row, line, weigh)) continue
      seen.rows++
      seen.stages.see(row)
      const cell = amount ? (row[amount.index] ?? '').trim() : ''
      if (amount === undefined || cell === '') continue
      const says = decimalEvidence(cell, false)
      if (says) sight(seen.decimals, says, cell, amount.header, line)
      const code = currency ? currencyIn(row[currency.index] ?? '') : ''
      if (currency && code !== '') sight(seen.currencies, code, row[currency.index] ?? '', currency.header, line)
    }
  }
  return seen
}

/** Adds what the dates of a row say; whether it has any. */
function weighDates(
  { dates }: Seen,
  columns: readonly CrmColumn[],
  row: readonly string[],
  line: number,
  weigh: (cell: string) => DateEvidence,
): boolean {
  let dated = false
  for (const { header, index } of columns) {
    const cell = dayPart(row[index] ?? '')
    if (cell === '') continue
    const says = weigh(cell)
    sight(dates, says, cell, header, line)
    if (says !== 'none') dated = true
  }
  return dated
}

/** Remembers what dates said, up to a bound: a file repeats the same days over and over. */
function createScale(): (cell: string) => DateEvidence {
  const known = new Map<string, DateEvidence>()
  return (cell) => {
    const before = known.get(cell)
    if (before !== undefined) return before
    const says = dateEvidence(cell)
    if (known.size < MOST_DATES) known.set(ownCopy(cell), says)
    return says
  }
}

function refuseUnusable(fileName: string, { reading, header, headerLine }: CrmOpening): void {
  const { id, lacksId } = reading.layout
  const name = CRM_SOURCES[id]
  const cells = header.filter((cell) => cell.trim() !== '')
  const columns = `Its header (line ${headerLine}) reads: ${listed(cells, 12)}.`
  if (!reading.columns.some(({ field }) => field === 'objectId')) {
    throw new Invalid(
      `${fileName} holds ${name}, and no column tells them apart, so a newer export could not replace an older one. ` +
        `I imported nothing. ${columns} ${lacksId}, and drop the file again.`,
    )
  }
  if (datedStages(reading).length === 0) {
    throw new Invalid(
      `${fileName} holds ${name}, and no column says when a stage was reached. I imported nothing. ${columns} Add a date ` +
        'such as Create Date, Close Date (with the stage), "Became a lead date" or lead_at, and drop the file again.',
    )
  }
}

function refuseUndated(fileName: string, { reading, headerLine }: CrmOpening, { rows, dates }: Seen): void {
  if (rows > 0) return
  const columns = reading.columns.filter(({ field }) => DATES.has(field)).map(({ header }) => header)
  const odd: Sighting | undefined = dates.get('none')
  const why = odd
    ? `"${odd.header}" says "${clipped(odd.cell)}" on line ${odd.line}`
    : `no row has an id and a date (${listed(columns)})`
  throw new Invalid(
    `I can't read a date in ${fileName} (header on line ${headerLine}): ${why}. I imported nothing. Export it again with ` +
      'dates such as 2026-11-23.',
  )
}
