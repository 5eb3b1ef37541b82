import { readFile } from 'node:fs/promises'
import type { ImportAnswers, ImportPreview, SkippedRows } from '../../domain/import/import.ts'
import { importAsData } from '../../domain/import/import-data.ts'
import type { Source } from '../../domain/import/source.ts'
import type { TeamContext } from '../../flows/context.ts'
import { settleAtOnce } from '../../flows/import/settle-import.ts'
import { noteSourceFailed, noteSourceWorked } from '../../flows/source/note-run.ts'
import { PersonError } from '../../lib/errors.ts'
import { importFile } from '../import-file.ts'
import { writeCsv } from './csv.ts'
import { readPushedRows } from './pushed-rows.ts'
import { ofSource, questionsOfSource, warningsOf } from './words.ts'

/** A pushed body on disk, and what was asked with it. */
export type PushedBody = { path: string; type: 'json' | 'csv'; answers: ImportAnswers; dryRun: boolean }

/** What a push is answered with. */
export type PushAnswer = { status: number; body: Record<string, unknown> }

/** How a question is answered in the address of a push. */
export const PARAMETERS: Readonly<Record<string, string>> = {
  dateOrder: 'date_order',
  decimal: 'decimal',
  currency: 'currency',
  leaveOutPlatforms: 'leave_out',
  grain: 'replace_grain',
  overlap: 'overlap',
  leaveOutStages: 'leave_out_stages',
  conversions: 'conversions',
  wonStage: 'won_stage',
}

/** Rows that are no numbers by their nature; any other skipped row is damage, and a push with one is refused. */
const HARMLESS =
  /total row|^footer$|^comment$|^empty row$|^title or note$|^repeated header$|^left out|^no stage reached$/

/** Imports what was pushed by the rules that hold for files, all or nothing; the source remembers how it went. */
export async function takePush(ctx: TeamContext, source: Source, pushed: PushedBody): Promise<PushAnswer> {
  const answer = await answerTo(ctx, source, pushed)
  if (pushed.dryRun) return answer.answer
  const run = { id: source.id, fence: null, nextRunAt: null }
  const { preview } = answer
  if (answer.answer.status === 200 && preview) {
    const lastDay = preview.objects ? null : preview.lastDay
    const worked = { rows: preview.rowsKept, lastDay, warnings: warningsOf(preview), contentHash: '' }
    await noteSourceWorked(ctx, run, worked)
  } else {
    const sentence = String(answer.answer.body.message)
    const questions = preview ? questionsOfSource(preview.questions, linesOf(pushed)) : []
    await noteSourceFailed(ctx, run, { code: questions.length > 0 ? 'asking' : 'refused', sentence, questions })
  }
  return answer.answer
}

type Answered = { answer: PushAnswer; preview: ImportPreview | null }

async function answerTo(ctx: TeamContext, source: Source, pushed: PushedBody): Promise<Answered> {
  const csv = pushed.type === 'json' ? await csvOf(source.name, pushed.path) : { path: pushed.path }
  if ('answer' in csv) return { answer: csv.answer, preview: null }
  const own: ImportAnswers = pushed.type === 'json' ? { decimal: 'point', dateOrder: 'ymd' } : {}
  const answers = { ...own, ...source.answers, ...pushed.answers }
  try {
    const file = { path: csv.path, fileName: source.name, slackFileId: null, conversationId: null, answers }
    const staged = await importFile(ctx, file)
    const damaged = staged.preview.skipped.filter(({ reason }) => !HARMLESS.test(reason))
    const { outcome, settled } = await settleAtOnce(ctx, staged, { dryRun: pushed.dryRun || damaged.length > 0 })
    const { preview } = settled
    const data = dataOf(preview, outcome, pushed)
    if (outcome === 'needs an answer') return { answer: questionAnswer(data, preview, pushed), preview }
    if (damaged.length > 0) return { answer: damageAnswer(damaged, pushed), preview: null }
    return { answer: { status: 200, body: data }, preview }
  } catch (error) {
    if (!(error instanceof PersonError)) throw error
    const message = ofSource(error.message, linesOf(pushed))
    return { answer: { status: 422, body: { error: 'refused', message } }, preview: null }
  }
}

async function csvOf(name: string, path: string): Promise<{ path: string } | { answer: PushAnswer }> {
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path)))
  } catch (error) {
    const why = error instanceof SyntaxError ? 'The body is no JSON' : 'The body is not UTF-8'
    const message = `${why}, so I imported nothing. Send an array of rows, or a CSV with Content-Type: text/csv.`
    return { answer: { status: 400, body: { error: 'unreadable', message } } }
  }
  const read = await readPushedRows(json)
  if ('errors' in read) {
    const { errors, errorCount } = read
    const [first] = errors
    const where =
      first && first.row > 0
        ? `row ${first.row}${first.field ? `, ${first.field}` : ''}: ${first.reason}`
        : first?.reason
    const message = `${errorCount === 1 ? 'Something is' : `${errorCount} things are`} wrong with the rows, so I imported nothing. First: ${where}`
    return { answer: { status: 422, body: { error: 'invalid rows', message, errors, errorCount } } }
  }
  const { header, rows } = read
  const isFacts = header.includes('date_day')
  const whole = isFacts && !header.includes('platform') ? [...header, 'platform'] : header
  const at = whole.indexOf('platform')
  const csv = `${path}.csv`
  await writeCsv(csv, whole, batchesOf(isFacts ? rows.map((row) => withPlatform(row, at, name)) : rows))
  return { path: csv }
}

function withPlatform(row: (string | null)[], at: number, name: string): (string | null)[] {
  const filled = [...row]
  filled[at] ??= name
  return filled
}

async function* batchesOf<Row>(rows: readonly Row[]): AsyncGenerator<readonly Row[]> {
  for (let start = 0; start < rows.length; start += 1_000) yield rows.slice(start, start + 1_000)
}

function dataOf(preview: ImportPreview, outcome: string, pushed: PushedBody) {
  const {
    file: source,
    skipped,
    ...data
  } = importAsData(preview, outcome, (key) => ({
    parameter: PARAMETERS[key] ?? null,
  }))
  return { ...data, source, skipped: skipped.map((each) => skippedAs(each, pushed)) }
}

function questionAnswer(data: ReturnType<typeof dataOf>, preview: ImportPreview, pushed: PushedBody): PushAnswer {
  const questions = questionsOfSource(preview.questions, linesOf(pushed)).map((question) => ({
    ...question,
    parameter: PARAMETERS[question.key] ?? null,
  }))
  const [first] = questions
  const message = `${first?.ask ?? ''} I imported nothing. Answer with ?${first?.parameter ?? ''}=${first?.options[0]?.value ?? ''} (or another of its values), or once and for all in Slack.`
  return { status: 422, body: { ...data, error: 'needs an answer', message, questions } }
}

function damageAnswer(damaged: readonly SkippedRows[], pushed: PushedBody): PushAnswer {
  const errors = damaged.map((each) => skippedAs(each, pushed))
  const named = errors.map(
    (each) =>
      `${each.rows} × ${each.reason} (first on ${pushed.type === 'json' ? `row ${'firstRow' in each ? each.firstRow : ''}` : `line ${'firstLine' in each ? each.firstLine : ''}`})`,
  )
  const message = `Some rows cannot be read, so I imported nothing: ${named.join(', ')}.`
  return {
    status: 422,
    body: { error: 'invalid rows', message, errors, errorCount: damaged.reduce((sum, { rows }) => sum + rows, 0) },
  }
}

/** A JSON array has rows, counted from 1; the CSV made of it has a header above them. */
function skippedAs({ firstLine, ...skipped }: SkippedRows, { type }: PushedBody) {
  return type === 'json' ? { ...skipped, firstRow: firstLine - 1 } : { ...skipped, firstLine }
}

function linesOf({ type }: PushedBody): 'rows' | 'lines' {
  return type === 'json' ? 'rows' : 'lines'
}
