import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Import, ImportAnswers, ImportPreview, ObjectsPreview } from '../domain/import/import.ts'
import { importAsData } from '../domain/import/import-data.ts'
import { dayInWords } from '../domain/week.ts'
import type { TeamContext } from '../flows/context.ts'
import { settleAtOnce } from '../flows/import/settle-import.ts'
import { Invalid } from '../lib/errors.ts'
import { formatCount, formatMoney } from '../lib/format.ts'

/** Reads a file of numbers and stages it; `ingest/` gives it, cli.ts hands it over. */
export type ImportFile = (
  ctx: TeamContext,
  file: { path: string; fileName: string; slackFileId: null; conversationId: null; answers: ImportAnswers },
) => Promise<Import>

/** What `ingest FILE` came to: the exit code, and what to print. */
export type Ingested = { code: 0 | 3; text: string }

/** `ingest FILE`: the same import as dropping a file in Slack. Without an open question it is imported, unless it is a dry run. */
export async function ingest(
  ctx: TeamContext,
  path: string,
  options: { answers: ImportAnswers; dryRun: boolean; json: boolean },
  importFile: ImportFile,
): Promise<Ingested> {
  const found = await stat(path).catch(() => null)
  if (!found?.isFile()) throw new Invalid(`There is no file ${path}.`)
  const file = { path, fileName: basename(path), slackFileId: null, conversationId: null, answers: options.answers }
  const staged = await importFile(ctx, file)
  const { outcome, settled } = await settleAtOnce(ctx, staged, options)
  const { preview } = settled
  const text = options.json
    ? JSON.stringify(
        importAsData(preview, outcome, (key) => ({ flag: FLAGS[key] ?? null })),
        null,
        2,
      )
    : asText(preview, outcome)
  return { code: outcome === 'needs an answer' ? 3 : 0, text }
}

/** How a question is answered on the command line. */
const FLAGS: Record<string, string> = {
  dateOrder: '--date-order',
  decimal: '--decimal',
  currency: '--currency',
  leaveOutPlatforms: '--leave-out',
  grain: '--replace-grain',
  overlap: '--overlap',
  leaveOutStages: '--leave-out-stages',
  conversions: '--conversions',
  wonStage: '--won-stage',
}

function asText(preview: ImportPreview, outcome: string): string {
  const { reading, currency } = preview
  const days =
    preview.firstDay && preview.lastDay
      ? `${dayInWords(preview.firstDay)} to ${dayInWords(preview.lastDay)}`
      : 'no days read'
  const lines = [
    `${preview.fileName}: ${outcome}`,
    `  read as     ${reading.layout}, by ${preview.objects ? 'object' : reading.grain.replace('_', ' ')}, ${currency}`,
    `  rows        ${formatCount(preview.rowsRead)} read, ${formatCount(preview.rowsKept)} kept${mergedInWords(preview)}`,
    `  days        ${days}`,
    ...(preview.objects ? objectLines(preview.objects, currency) : factLines(preview)),
    ...preview.skipped.map(
      (each) => `  skipped     ${formatCount(each.rows)} × ${each.reason} (first on line ${each.firstLine})`,
    ),
    ...reading.notes.map((note) => `  note        ${note}`),
    ...preview.warnings.map((warning) => `  warning     ${warning}`),
    ...preview.questions.flatMap((question) => [
      `  question    ${question.ask}`,
      ...question.options.map(
        (option) =>
          `              ${FLAGS[question.key] ?? ''}${question.key === 'grain' ? '' : ` ${option.value || '""'}`}  ${option.label}`,
      ),
    ]),
  ]
  return lines.join('\n')
}

function mergedInWords({ rowsMerged, objects }: ImportPreview): string {
  if (rowsMerged === 0) return ''
  return `, ${formatCount(rowsMerged)} ${objects ? 'of the same object as another' : 'added to another of the same day'}`
}

function factLines({ sums, platforms, replaces, unassigned, currency }: ImportPreview): string[] {
  const money = (amount: string | null) => inMoney(amount, currency)
  return [
    `  spend       ${money(sums.spend)}`,
    ...platforms.map((each) => `              ${each.platform}: ${formatCount(each.rows)} rows, ${money(each.spend)}`),
    ...(replaces.rows > 0
      ? [
          `  replaces    ${formatCount(replaces.rows)} rows, spend ${money(replaces.spendBefore)} → ${money(replaces.spendAfter)}`,
        ]
      : []),
    ...unassigned.map((each) => `  no channel  ${each.platform}: ${each.campaign} (${money(each.spend)})`),
  ]
}

function objectLines({ stages, wonAmount, there, changed, unassigned }: ObjectsPreview, currency: string): string[] {
  return [
    '  basis       each stage counts on the day it was reached',
    ...stages.map(
      ({ stage, objects, firstDay, lastDay }) =>
        `  ${stage.padEnd(11)} ${formatCount(objects)}, ${firstDay} to ${lastDay}${stage === 'won' ? `, ${inMoney(wonAmount, currency)}` : ''}`,
    ),
    ...(there > 0 ? [`  restates    ${formatCount(there)} objects, ${formatCount(changed)} of them change`] : []),
    ...(unassigned.objects > 0 ? [`  no channel  ${formatCount(unassigned.objects)} objects`] : []),
    ...unassigned.values.map(
      ({ field, value, objects }) =>
        `              ${field === '' ? 'nothing said' : `${field}: ${value}`} (${formatCount(objects)})`,
    ),
  ]
}

function inMoney(amount: string | null, currency: string): string {
  return amount === null ? 'not reported' : formatMoney(Number(amount), currency, { digits: 2 })
}
