import type { ClickKind, Grain } from '../domain/import/fact.ts'
import type { Encoding } from './decode.ts'
import type { Field } from './headers.ts'
import type { LayoutId } from './layouts.ts'

/** The order of day, month and year in a file's dates; `ymd` also stands for ISO dates, which need no order. */
export type DateOrder = 'dmy' | 'mdy' | 'ymd'

/** The sign a file puts between whole units and fractions. */
export type DecimalSign = 'comma' | 'point'

/** What a person (or the command line) has said about a file that the file itself leaves open. */
export type Answers = {
  dateOrder?: DateOrder
  decimal?: DecimalSign
  /** ISO 4217; used only where the file does not say. */
  currency?: string
  /** Platforms whose rows are not wanted, spelled as in the file. */
  leaveOutPlatforms?: string[]
  /** The column that counts conversions, where a file counts several outcomes. */
  conversionsColumn?: string
  /** The stage of a CRM that means won, as the file writes it; '' where none of its stages does. */
  wonStage?: string
}

/** Something only a person can settle, with the answers it may have. */
export type Question = {
  key: 'dateOrder' | 'decimal' | 'conversions' | 'leaveOutPlatforms' | 'wonStage'
  /** One sentence with example values from the file. */
  ask: string
  options: { value: string; label: string }[]
}

/** A column of the file that has a meaning here. */
export type Column = { field: Field; header: string; index: number }

/** Everything that is decided once per file, before any row is kept; plain data, so that it can be stored and used later. */
export type Survey = {
  fileName: string
  layout: LayoutId
  source: string
  /** The platform of rows that do not name one themselves. */
  platform: string
  encoding: Encoding
  delimiter: string
  /** Line of the header row, counted from 1. */
  headerLine: number
  /** Number of cells in the header row. */
  width: number
  columns: Column[]
  ignoredColumns: string[]
  grain: Grain
  clickKind: ClickKind
  currency: { code: string; from: 'column' | 'header' | 'answer' | 'none' }
  spendInMicros: boolean
  /** null while the question about it is open. */
  dateOrder: DateOrder | null
  /** null while the question about it is open. */
  decimal: DecimalSign | null
  questions: Question[]
  notes: string[]
}

/** The metrics that add up over rows. */
export type Metric = 'spend' | 'impressions' | 'clicks' | 'conversions' | 'conversionsValue'

/** What became of the rows of a file; it is filled while the batches are consumed and complete after the last one. */
export type Tally = {
  read: number
  kept: number
  skipped: { reason: string; rows: number; firstLine: number }[]
  firstDay: string | null
  lastDay: string | null
  /** Exact sums of the kept rows; null where no row reports the metric. */
  sums: Record<Metric, string | null>
  /** What the file's own total row says, where it has one. */
  checksum: { line: number; sums: Partial<Record<Metric, string>> } | null
  platforms: { name: string; rows: number }[]
  warnings: string[]
  notes: string[]
  questions: Question[]
}
