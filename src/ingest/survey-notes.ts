import type { Reading } from './columns.ts'
import type { Evidence } from './evidence.ts'
import type { Field } from './headers.ts'
import type { Answers, Survey } from './numbers-shapes.ts'
import type { Opening } from './opening.ts'
import { listed } from './words.ts'

const FIELD_WORDS: Partial<Record<Field, string>> = {
  spend: 'Spend',
  clicks: 'Clicks',
  conversions: 'Conversions',
  conversionsValue: 'Conversion value',
}

/** What a person should know about how the file is read, one sentence each. */
export function surveyNotes(
  survey: Survey,
  opening: Opening,
  reading: Reading & { empty: string[] },
  evidence: Evidence,
  answers: Answers,
): string[] {
  const notes = [...choices(reading), ...limits(survey, opening, answers)]
  if (reading.empty.length > 0) notes.push(`Nothing is written under ${listed(reading.empty)}, so I left that out.`)
  if (evidence.decimals.size === 0 && answers.decimal === 'comma')
    notes.push('No number in the file has a decimal sign.')
  return notes
}

function choices(reading: Reading): string[] {
  return Object.entries(FIELD_WORDS).flatMap(([field, word]) => {
    const used = reading.columns.find((column) => column.field === field)
    const rivals = reading.rivals.filter((rival) => rival.field === field).map(({ header }) => `"${header}"`)
    return used && rivals.length > 0
      ? `${word} come${word.endsWith('s') ? '' : 's'} from "${used.header}"; ${listed(rivals)} ${rivals.length > 1 ? 'are' : 'is'} not used.`
      : []
  })
}

function limits(survey: Survey, opening: Opening, answers: Answers): string[] {
  const has = (field: Field): boolean => survey.columns.some((column) => column.field === field)
  const notes: string[] = []
  if (!has('spend')) notes.push('There is no spend in this file, so it says nothing about cost, CPC, CPL or CAC.')
  if (!has('conversions')) notes.push('There are no conversions in this file, so it says nothing about CVR or CPL.')
  if (/^"?Potential Incomplete Data:[",;\t ]*true/im.test(opening.preamble)) {
    notes.push(
      'Microsoft marks this report "Potential Incomplete Data": its last days may still change. Import it again later.',
    )
  }
  if (survey.currency.from === 'none' && (has('spend') || has('conversionsValue'))) {
    notes.push("The file states no currency; I take the team's.")
  }
  const { code, from } = survey.currency
  if (answers.currency && from !== 'answer' && answers.currency.toUpperCase() !== code) {
    notes.push(`The file itself states ${code}, so I did not take ${answers.currency.toUpperCase()}.`)
  }
  if (survey.spendInMicros) notes.push('Spend is in micros here: I divided it by a million.')
  if (!has('resultIndicator') && opening.header.some((cell) => /^results$/i.test(cell.trim()))) {
    notes.push(
      '"Results" may be link clicks or reach: without the column Result indicator I do not count them as conversions.',
    )
  }
  if (survey.encoding === 'windows-1252') notes.push('The file is no UTF-8; I read it as Windows-1252.')
  return notes
}
