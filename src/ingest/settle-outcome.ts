import type { Reading } from './columns.ts'
import type { Evidence } from './evidence.ts'
import { readHeader } from './headers.ts'
import type { Answers, Column, Question } from './numbers-shapes.ts'
import type { Settled } from './settle.ts'

// A table may count two different outcomes, such as Leads and Orders. Which of them is what the team calls a conversion, only
// a person knows: the other way round every cost and every rate would be another number.

/** Outcomes that are the same by another name. What a platform calls conversions is its own sum, and needs no question. */
const KINDS: readonly RegExp[] = [/^(?:website )?leads$/, /^(?:purchases|orders)$/]

/** The columns among which somebody may have to choose; none where they all count the same. */
export function outcomeColumns({ columns, rivals }: Pick<Reading, 'columns' | 'rivals'>): Column[] {
  const used = columns.find(({ field }) => field === 'conversions')
  if (!used || kindOf(used) === -1) return []
  const all = [used, ...rivals.filter((each) => each.field === 'conversions' && kindOf(each) !== -1)]
  return new Set(all.map(kindOf)).size > 1 ? all : []
}

/** Decides which column the conversions come from: the only one that counts anything, the person's answer, else a question. */
export function settleOutcome(
  reading: Pick<Reading, 'columns' | 'rivals'>,
  { counted }: Pick<Evidence, 'counted'>,
  { conversionsColumn }: Answers,
): Settled<Column> {
  const all = outcomeColumns(reading)
  const chosen = all.find(({ header }) => header.toLowerCase() === conversionsColumn?.trim().toLowerCase())
  if (chosen) return { value: chosen }
  const filled = all.filter(({ index }) => counted.has(index))
  const [first] = filled
  if (!first || new Set(filled.map(kindOf)).size < 2) return { value: first ?? null }
  return { value: null, question: askOutcome(filled) }
}

/** The columns of a file with the one that counts its conversions; what it takes the place of becomes a rival. */
export function withOutcome<R extends Pick<Reading, 'columns' | 'rivals' | 'ignored'>>(
  reading: R,
  chosen: Column | null,
): R {
  const used = reading.columns.find(({ field }) => field === 'conversions')
  if (!chosen || !used || chosen.index === used.index) return reading
  return {
    ...reading,
    columns: reading.columns.map((column) => (column === used ? chosen : column)),
    rivals: [used, ...reading.rivals.filter(({ index }) => index !== chosen.index)],
    ignored: [used.header, ...reading.ignored.filter((header) => header !== chosen.header)],
  }
}

function kindOf({ header }: Column): number {
  const { name } = readHeader(header)
  return KINDS.findIndex((kind) => kind.test(name))
}

function askOutcome(columns: readonly Column[]): Question {
  const names = columns.map(({ header }) => `"${header}"`)
  return {
    key: 'conversions',
    ask: `This file counts ${names.slice(0, -1).join(', ')} and ${names.at(-1)}. Which of them are conversions? The others are left out, because one must not be added to the other.`,
    options: columns.map(({ header }) => ({ value: header, label: header })),
  }
}
