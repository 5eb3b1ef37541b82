import { Invalid } from '../lib/errors.ts'
import { countsResults, type Reading } from './columns.ts'
import { readDay, spokenDay } from './date-cells.ts'
import type { Evidence, Sighting } from './evidence.ts'
import { isCurrency, readHeader } from './headers.ts'
import type { Layout } from './layouts.ts'
import { readNumber } from './number-cells.ts'
import type { Answers, DateOrder, DecimalSign, Question, Survey } from './numbers-shapes.ts'
import type { Opening } from './opening.ts'
import { twoCurrencies } from './refusals.ts'
import { clipped } from './words.ts'

/** A decision with the words for it: settled, or open with a question. */
export type Settled<T> = { value: T | null; question?: Question; note?: string }

const DAY_FIRST_LANGUAGES = /^(?:jour|fecha|día|tag|datum|début des rapports|inicio del informe)$/

/** Decides the order of day and month from the dates themselves, then from who wrote the file, and else asks. */
export function settleDateOrder(
  fileName: string,
  opening: { layout: Pick<Layout, 'name' | 'dateOrder'> },
  reading: { columns: readonly { field: string; header: string }[] },
  evidence: Pick<Evidence, 'dates'>,
  answers: Answers,
): Settled<DateOrder> {
  const { dates } = evidence
  const dayFirst = dates.get('dmy')
  const monthFirst = dates.get('mdy')
  if (dayFirst && monthFirst) {
    throw new Invalid(
      `${fileName} writes its dates in two ways: "${dayFirst.cell}" on line ${dayFirst.line} is day first, "${monthFirst.cell}" ` +
        `on line ${monthFirst.line} month first. I imported nothing. Export it again with one date format, best 2026-11-23.`,
    )
  }
  const shown: DateOrder | undefined = dayFirst ? 'dmy' : monthFirst ? 'mdy' : dates.has('ymd') ? 'ymd' : undefined
  const proof = dayFirst ?? monthFirst ?? dates.get('ymd')
  if (shown && proof && answers.dateOrder && answers.dateOrder !== shown) {
    throw new Invalid(
      `The dates of ${fileName} can't be read as ${answers.dateOrder}: line ${proof.line} says "${proof.cell}". ` +
        `I imported nothing. Leave the date order out, or say ${shown}.`,
    )
  }
  if (shown) return { value: shown }
  if (answers.dateOrder) return { value: answers.dateOrder }
  const open = dates.get('ambiguous')
  const dotted = /^\d{1,2}\./.test(dates.get('fixed')?.cell ?? '')
  if (!open) return { value: dotted || dates.has('same') ? 'dmy' : 'ymd' }
  const dayHeader = reading.columns.find(({ field }) => field === 'day')?.header ?? ''
  const known = DAY_FIRST_LANGUAGES.test(readHeader(dayHeader).name) ? 'dmy' : opening.layout.dateOrder
  if (!known) return { value: null, question: askDateOrder(open.cell) }
  const spoken = spokenDay(readDay(open.cell, known))
  return {
    value: known,
    note: `I read "${open.cell}" as ${spoken}: ${opening.layout.name} files are written that way.`,
  }
}

/** Decides the decimal sign from cells that allow one reading only, then from the delimiter, and else asks. */
export function settleDecimal(
  opening: Pick<Opening, 'delimiter'>,
  evidence: Pick<Evidence, 'decimals'>,
  answers: Answers,
): Settled<DecimalSign> {
  if (answers.decimal) return { value: answers.decimal }
  const point = evidence.decimals.get('point')
  const comma = evidence.decimals.get('comma')
  if (point && comma) return { value: null, question: askMixedDecimal(point, comma) }
  if (point) return { value: 'point' }
  if (comma) return { value: 'comma' }
  const open = evidence.decimals.get('ambiguous')
  if (!open) return { value: 'point' }
  if (opening.delimiter !== ';') return { value: null, question: askDecimal(open) }
  return {
    value: 'comma',
    note: `I read "${open.cell}" as ${readNumber(open.cell, 'comma')}: in files with semicolons the comma is the decimal sign.`,
  }
}

/** Decides the one currency of the file: its column, its header, the person's answer, or none. Two are refused. */
export function settleCurrency(
  fileName: string,
  reading: Pick<Reading, 'currencies'>,
  evidence: Pick<Evidence, 'currencies'>,
  answers: Answers,
): Survey['currency'] {
  if (evidence.currencies.size > 1) throw twoCurrencies(fileName, evidence.currencies)
  const [inColumn] = evidence.currencies
  if (inColumn) {
    const [code, seen] = inColumn
    if (!isCurrency(code)) {
      throw new Invalid(
        `"${clipped(seen.cell)}" in the column ${seen.header} of ${fileName} (line ${seen.line}) is no currency code. ` +
          'I imported nothing. Write it as three letters, such as EUR.',
      )
    }
    return { code, from: 'column' }
  }
  const [inHeader] = reading.currencies.keys()
  if (inHeader) return { code: inHeader, from: 'header' }
  if (!answers.currency) return { code: '', from: 'none' }
  const code = answers.currency.trim().toUpperCase()
  if (isCurrency(code)) return { code, from: 'answer' }
  throw new Invalid(`"${clipped(answers.currency)}" is no currency code. Write it as three letters, such as EUR.`, {
    currency: 'three letters, such as EUR',
  })
}

/** Whether the conversions of the file are Meta's "results", which count only where their indicator is a conversion. */
export function conversionsAreResults(columns: Survey['columns']): boolean {
  return columns.some(({ field, header }) => field === 'conversions' && countsResults(header))
}

function askDateOrder(cell: string): Question {
  const dayFirst = spokenDay(readDay(cell, 'dmy'))
  const monthFirst = spokenDay(readDay(cell, 'mdy'))
  return {
    key: 'dateOrder',
    ask: `Is "${cell}" in this file ${dayFirst} or ${monthFirst}? No date in it settles that.`,
    options: [
      { value: 'dmy', label: `Day first: ${dayFirst}` },
      { value: 'mdy', label: `Month first: ${monthFirst}` },
    ],
  }
}

function askDecimal({ cell, header }: Sighting): Question {
  return {
    key: 'decimal',
    ask: `Is "${cell}" under ${header} ${readAs(cell, 'point')} or ${readAs(cell, 'comma')}? No number in this file settles that.`,
    options: [
      { value: 'point', label: `Decimal point: ${readAs(cell, 'point')}` },
      { value: 'comma', label: `Decimal comma: ${readAs(cell, 'comma')}` },
    ],
  }
}

function askMixedDecimal(point: Sighting, comma: Sighting): Question {
  return {
    key: 'decimal',
    ask:
      `This file writes decimals in two ways: "${point.cell}" on line ${point.line} and "${comma.cell}" on line ${comma.line}. ` +
      'Which sign is the decimal one? Cells that do not fit are left out.',
    options: [
      { value: 'point', label: `Decimal point, as in ${point.cell}` },
      { value: 'comma', label: `Decimal comma, as in ${comma.cell}` },
    ],
  }
}

function readAs(cell: string, decimal: DecimalSign): string {
  return readNumber(cell, decimal) ?? cell
}
