import { STAGES, type Stage } from './crm-object.ts'
import type { ClickKind, Grain } from './fact.ts'

// An import is one file of numbers on its way in: read, shown as a preview, then confirmed or dropped.

/** What a person answered where a file does not say. */
export type ImportAnswers = {
  dateOrder?: 'dmy' | 'mdy' | 'ymd'
  decimal?: 'comma' | 'point'
  currency?: string
  leaveOutPlatforms?: string[]
  /** Days that are there at another grain are replaced instead of refused. */
  replaceGrain?: boolean
  /** Days of a platform that are there from another kind of export: replaced by what comes, or both kept. */
  overlap?: 'replace' | 'keep'
  /** Stages of CRM objects that another export counts already. */
  leaveOutStages?: Stage[]
  /** The column of a file that counts conversions, where it counts several outcomes. */
  conversionsColumn?: string
  /** The stage of a CRM that means won, as the file writes it; '' where none of its stages does. */
  wonStage?: string
}

/** Something only a person can decide, with the choices. Each choice is an answer by itself. */
export type ImportQuestion = { key: string; ask: string; options: { value: string; label: string }[] }

/** Rows left out, by reason, with the first line it happened on. */
export type SkippedRows = { reason: string; rows: number; firstLine: number }

/** How a file was understood. */
export type FileReading = {
  layout: string
  encoding: string
  columns: { field: string; header: string }[]
  ignoredColumns: string[]
  grain: Grain
  clickKind: ClickKind
  /** The currency the file states; '' where it states none. */
  currency: string
  dateOrder: string
  decimal: string
  questions: ImportQuestion[]
  notes: string[]
}

/** Exact sums as decimal strings; null where no row reported the amount. */
export type ExactSums = {
  spend: string | null
  impressions: string | null
  clicks: string | null
  conversions: string | null
  conversionsValue: string | null
}

/** What a file of CRM objects would do: rows are objects there, and no day has a spend. */
export type ObjectsPreview = {
  /** How many objects reached each stage, and from which day to which. */
  stages: { stage: Stage; objects: number; firstDay: string; lastDay: string }[]
  /** What was won, as an exact decimal string; null where no amount is reported. */
  wonAmount: string | null
  /** Objects that are there already, and how many of them would change. */
  there: number
  changed: number
  /** Objects that neither their file nor a rule gives to a channel, with what they say of where they came from. */
  unassigned: { objects: number; values: { field: string; value: string; objects: number }[] }
}

/** What a file would do, said before it does it. */
export type ImportPreview = {
  fileName: string
  reading: FileReading
  currency: string
  rowsRead: number
  rowsKept: number
  /** Rows that stand for the same day and campaign (or ad) as another row of the file and are added to it. */
  rowsMerged: number
  skipped: SkippedRows[]
  firstDay: string | null
  lastDay: string | null
  platforms: { platform: string; rows: number; spend: string | null; firstDay: string; lastDay: string }[]
  sums: ExactSums
  /** Rows that are there already and would be replaced, with their spend before and after. */
  replaces: { rows: number; spendBefore: string | null; spendAfter: string | null }
  /** Campaigns that no rule gives to a channel, the largest first. */
  unassigned: { platform: string; campaign: string; spend: string | null }[]
  questions: ImportQuestion[]
  warnings: string[]
  /** Where the file holds CRM objects. */
  objects?: ObjectsPreview
}

export type ImportState = 'asking' | 'ready' | 'imported' | 'dropped' | 'replaced'

/** One import as people meet it. */
export type Import = {
  id: string
  state: ImportState
  fileName: string
  slackFileId: string | null
  conversationId: string | null
  answers: ImportAnswers
  preview: ImportPreview
  madeBy: string
  createdAt: Date
  settledAt: Date | null
}

/** Reads an answer given by a click into the answers so far. */
export function withAnswer(answers: ImportAnswers, key: string, value: string): ImportAnswers {
  switch (key) {
    case 'dateOrder':
      return value === 'dmy' || value === 'mdy' || value === 'ymd' ? { ...answers, dateOrder: value } : answers
    case 'decimal':
      return value === 'comma' || value === 'point' ? { ...answers, decimal: value } : answers
    case 'currency':
      return { ...answers, currency: value }
    case 'grain':
      return { ...answers, replaceGrain: value === 'replace' }
    case 'overlap':
      return value === 'replace' || value === 'keep' ? { ...answers, overlap: value } : answers
    case 'leaveOutPlatforms':
      return value === ''
        ? { ...answers, leaveOutPlatforms: [] }
        : { ...answers, leaveOutPlatforms: [...(answers.leaveOutPlatforms ?? []), value] }
    case 'conversions':
      return { ...answers, conversionsColumn: value }
    case 'wonStage':
      return { ...answers, wonStage: value }
    case 'leaveOutStages':
      return { ...answers, leaveOutStages: readStages(value) }
    default:
      return answers
  }
}

/** Reads stages as answers name them: `won,lost`. */
export function readStages(text: string): Stage[] {
  const named = text.split(/[\s,]+/)
  return STAGES.filter((stage) => named.includes(stage))
}
