import type { ArmNumbers, MetricSums } from '../domain/experiment/reading.ts'
import type { MetricColumns, UnitColumns, UnitsReading, UnitsWanted } from '../domain/experiment/units.ts'
import { Invalid } from '../lib/errors.ts'
import { detectEncoding, type Encoding, readOpening } from './decode.ts'
import { decimalEvidence } from './number-cells.ts'
import type { DecimalSign } from './numbers-shapes.ts'
import { parseText, readRows } from './table.ts'
import { type CellReader, createCellReader, type Where } from './units-cells.ts'
import { folded, guessColumns } from './units-columns.ts'
import { createRepeatWatch } from './units-repeats.ts'
import { clipped, listed, thousands } from './words.ts'

const OPENING_CHARACTERS = 64 * 1024
const DELIMITERS = [',', ';', '\t', '|']
const SAMPLED_ROWS = 500

type Opening = {
  fileName: string
  encoding: Encoding
  delimiter: string
  header: string[]
  sample: string[][]
}

/**
 * Reads a CSV with one row a unit into the numbers of each arm, in constant memory. Without `columns` they are found by their
 * names; where that takes guessing, the guess comes back as a question. Throws Invalid, naming the row, for what cannot be used.
 */
export async function readUnitsFile(
  path: string,
  fileName: string,
  wanted: UnitsWanted,
  columns: UnitColumns | null,
): Promise<UnitsReading> {
  const opening = await openUnits(path, fileName)
  const { header } = opening
  const guess = guessColumns(header, opening.sample, wanted)
  if (columns === null && !guess.sure) return { kind: 'asking', fileName, header, guess: guess.columns }
  const chosen = columns ?? guess.columns
  refuseMissing(opening, chosen)
  return { kind: 'read', fileName, header, columns: chosen, ...(await addUp(path, opening, wanted, chosen)) }
}

async function openUnits(path: string, fileName: string): Promise<Opening> {
  const encoding = await detectEncoding(path, fileName)
  const text = await readOpening(path, encoding, OPENING_CHARACTERS)
  const cut = DELIMITERS.map((delimiter) => ({
    delimiter,
    rows: parseText(text, delimiter, text.length >= OPENING_CHARACTERS).rows,
  }))
  const { delimiter, rows } = cut.reduce((a, b) => ((b.rows[0]?.length ?? 0) > (a.rows[0]?.length ?? 0) ? b : a))
  const [first = [], ...sample] = rows
  const header = first.map((cell) => cell.trim())
  if (header.length < 2) {
    throw new Invalid(
      `${fileName} has no columns that I can tell apart (it begins "${clipped(text)}"). I need a CSV with a header, one row a ` +
        'unit, one column for its arm and one for each metric.',
    )
  }
  return { fileName, encoding, delimiter, header, sample: sample.slice(0, SAMPLED_ROWS) }
}

function refuseMissing({ fileName, header }: Opening, columns: UnitColumns): void {
  const there = `The columns of ${fileName} are: ${listed(header, 12)}.`
  if (columns.arm === null) throw new Invalid(`No column says which arm a unit was in. ${there}`, { arm: there })
  if (columns.metrics[0]?.top === null) throw new Invalid(`No column holds the metric. ${there}`, { 'm0:top': there })
}

async function addUp(path: string, opening: Opening, wanted: UnitsWanted, columns: UnitColumns) {
  const { fileName, encoding, delimiter } = opening
  const armColumn = columns.arm ?? 0
  const armOf = new Map(wanted.arms.flatMap(({ key, name }, arm) => [key, name].map((each) => [folded(each), arm])))
  const cells = createCellReader(opening.header, decimalOf(opening, columns))
  const repeats = createRepeatWatch(opening.header)
  const tallies = wanted.arms.map(() =>
    columns.metrics.map((metric, index) => createTally(wanted.metrics[index]?.kind ?? 'mean', metric)),
  )
  let rows = 0
  let headerSeen = false
  for await (const { rows: block, lineOf } of readRows(path, fileName, encoding, delimiter)) {
    for (let at = 0; at < block.length; at++) {
      const row = block[at] ?? []
      if (!headerSeen) headerSeen = true
      else if (row.length > 1 || (row[0] ?? '') !== '') {
        const said = row[armColumn] ?? ''
        const arm = armOf.get(folded(said))
        if (arm === undefined)
          throw new Invalid(strangeArm(opening, wanted, { row: lineOf(at), column: armColumn }, said))
        repeats.see(row, lineOf(at))
        rows += 1
        for (const tally of tallies[arm] ?? []) tally.add(row, cells, lineOf(at))
      }
    }
  }
  if (rows === 0) throw new Invalid(`${fileName} has a header and no rows, so there is nothing to add up.`)
  const arms = wanted.arms.map(({ key }, arm) => armNumbers(key, tallies[arm] ?? []))
  return { rows, empty: cells.empty(), arms }
}

function armNumbers(arm: string, tallies: Tally[]): ArmNumbers {
  const [primary = null, ...guardrails] = tallies.map((tally) => tally.sums())
  return { arm, primary, guardrails }
}

/** Adds up one metric of one arm; nothing in any of its cells is no data, and not a zero. */
type Tally = { add(row: readonly string[], cells: CellReader, line: number): void; sums(): MetricSums | null }

function createTally(kind: MetricSums['kind'], { top, bottom }: MetricColumns): Tally {
  const sums = { units: 0, top: 0, bottom: 0, topSquares: 0, bottomSquares: 0, products: 0 }
  let filled = false
  return {
    add(row, cells, line) {
      if (top === null || (kind === 'ratio' && bottom === null)) return
      const a = kind === 'proportion' ? cells.yesNo(row, top, line) : cells.amount(row, top, line)
      const b = kind === 'ratio' && bottom !== null ? cells.amount(row, bottom, line) : 0
      filled ||= a !== null || (kind === 'ratio' && b !== null)
      sums.units += 1
      sums.top += a ?? 0
      sums.bottom += b ?? 0
      sums.topSquares += (a ?? 0) ** 2
      sums.bottomSquares += (b ?? 0) ** 2
      sums.products += (a ?? 0) * (b ?? 0)
    },
    sums() {
      if (!filled) return null
      const { units } = sums
      if (kind === 'proportion') return { kind, units, events: sums.top }
      if (kind === 'mean') return { kind, units, sum: sums.top, sumOfSquares: sums.topSquares }
      return { kind, ...sums }
    },
  }
}

/** How the file writes decimals, by the first of its cells that tells; a point where none does. */
function decimalOf({ sample }: Opening, columns: UnitColumns): DecimalSign {
  const used = columns.metrics.flatMap(({ top, bottom }) => [top, bottom]).filter((column) => column !== null)
  for (const row of sample) {
    for (const column of used) {
      const evidence = decimalEvidence(row[column] ?? '', false)
      if (evidence === 'comma' || evidence === 'point') return evidence
    }
  }
  return 'point'
}

function strangeArm({ fileName, header }: Opening, { arms }: UnitsWanted, where: Where, said: string): string {
  const place = `Row ${thousands(where.row)} of ${fileName}`
  const column = clipped(header[where.column] ?? '')
  const says = said.trim() === '' ? `has nothing in \`${column}\`` : `says "${clipped(said)}" in \`${column}\``
  const names = listed(
    arms.map(({ name }) => name),
    10,
  )
  return `${place} ${says}, which is no arm of this test. Its arms are: ${names}. Leave such rows out, or name them as the test does.`
}
