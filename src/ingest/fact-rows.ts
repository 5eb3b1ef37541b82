import type { Fact } from '../domain/import/fact.ts'
import { Invalid } from '../lib/errors.ts'
import { createDayWatch, type DayWatch } from './day-gaps.ts'
import { currencyIn } from './evidence.ts'
import { createFactReader } from './fact-reader.ts'
import type { Field } from './headers.ts'
import { createNameTidier } from './names.ts'
import type { Answers, Survey, Tally } from './numbers-shapes.ts'
import { createRepeatWatch, type RepeatWatch } from './platform-repeats.ts'
import { twoCurrencies } from './refusals.ts'
import { createShareCheck, type ShareCheck } from './share-check.ts'
import { readRows } from './table.ts'
import { type Count, countSkipped, createCount, finishTally } from './tally.ts'

const BATCH_ROWS = 500
const MOST_CURRENCIES = 20
const MOST_PLATFORMS = 1000
const OTHER_PLATFORMS = 'others'

/** The checks that need to see every kept row. */
type Watches = { days: DayWatch; repeats: RepeatWatch | null; shares: ShareCheck; currencies: CurrencyWatch }

/** Yields the facts of a surveyed file in batches, in constant memory, and fills the tally on the way. */
export async function* factBatches(
  path: string,
  survey: Survey,
  answers: Answers,
  tally: Tally,
): AsyncGenerator<Fact[]> {
  const { dateOrder, decimal } = survey
  const [open] = survey.questions
  if (open || dateOrder === null || decimal === null) throw new Invalid(open?.ask ?? 'The file leaves a question open.')
  const count = createCount()
  const names = createNameTidier()
  const leftOut = new Set(answers.leaveOutPlatforms)
  const read = createFactReader(survey, { dateOrder, decimal }, names, leftOut, count)
  const watches: Watches = {
    days: createDayWatch(survey.platform),
    repeats: position(survey, 'platform') === undefined ? null : createRepeatWatch(),
    shares: createShareCheck(decimal),
    currencies: createCurrencyWatch(survey),
  }
  const ctr = position(survey, 'ctr')
  let batch: Fact[] = []
  for await (const { rows, lineOf } of readRows(path, survey.fileName, survey.encoding, survey.delimiter)) {
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at]
      const line = lineOf(at)
      if (row === undefined || line <= survey.headerLine || isBlankLine(row)) continue
      tally.read++
      const fact = read(row, line)
      if (typeof fact === 'string') {
        countSkipped(count, fact, line)
        continue
      }
      watches.currencies.see(row, line)
      keep(fact, tally, count, watches)
      if (ctr !== undefined) watches.shares.see(row[ctr] ?? '', fact)
      if (batch.push(fact) < BATCH_ROWS) continue
      if (watches.currencies.agree()) yield batch
      batch = []
    }
  }
  watches.currencies.refuseSecond()
  if (batch.length > 0) yield batch
  finish(tally, count, survey, names.padded, watches)
  // Whoever has answered, be it "keep both", is not asked again.
  if (answers.leaveOutPlatforms) tally.questions = []
}

function keep(fact: Fact, tally: Tally, count: Count, watches: Watches): void {
  tally.kept++
  if (tally.firstDay === null || fact.day < tally.firstDay) tally.firstDay = fact.day
  if (tally.lastDay === null || fact.day > tally.lastDay) tally.lastDay = fact.day
  countPlatform(count, fact.platform)
  watches.days.see(fact.platform, fact.day)
  watches.repeats?.see(fact)
}

function countPlatform(count: Count, platform: string): void {
  const known = count.platforms.get(platform)
  const name = known === undefined && count.platforms.size >= MOST_PLATFORMS ? OTHER_PLATFORMS : platform
  count.platforms.set(name, (count.platforms.get(name) ?? 0) + 1)
}

function finish(tally: Tally, count: Count, survey: Survey, padded: ReadonlySet<string>, watches: Watches): void {
  finishTally(tally, count, survey, padded)
  const repeats = watches.repeats?.finish()
  tally.warnings.push(...watches.days.warnings(), ...watches.shares.warnings(), ...(repeats?.warnings ?? []))
  tally.questions.push(...(repeats?.questions ?? []))
}

type CurrencyWatch = {
  see: (row: readonly string[], line: number) => void
  agree: () => boolean
  /** Throws Invalid when a second currency was met. */
  refuseSecond: () => void
}

/** The survey may have stopped before a second currency appears, so every row is looked at again. */
function createCurrencyWatch(survey: Survey): CurrencyWatch {
  const at = position(survey, 'currency')
  const expected = survey.currency.code
  const seen = new Map<string, { count: number; line: number }>()
  return {
    see: (row, line) => {
      if (at === undefined) return
      const cell = row[at] ?? ''
      const code = cell === expected ? cell : currencyIn(cell)
      if (code === '') return
      const known = seen.get(code)
      if (known) known.count++
      else if (seen.size < MOST_CURRENCIES) seen.set(code, { count: 1, line })
    },
    agree: () => seen.size < 2,
    refuseSecond: () => {
      if (seen.size > 1) throw twoCurrencies(survey.fileName, seen)
    },
  }
}

function position(survey: Survey, field: Field): number | undefined {
  return survey.columns.find((column) => column.field === field)?.index
}

function isBlankLine(row: readonly string[]): boolean {
  return row.length <= 1 && (row[0] ?? '').trim() === ''
}
