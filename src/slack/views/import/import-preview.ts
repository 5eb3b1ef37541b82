import type { KnownBlock } from '@slack/types'
import type { Import, ImportPreview, ImportQuestion } from '../../../domain/import/import.ts'
import { formatCount } from '../../../lib/format.ts'
import { ACTION } from '../../ids.ts'
import { actions, button, context, section } from '../../kit/blocks.ts'
import { inTexts, listed } from '../../kit/sentence.ts'
import { clamp, userText } from '../../kit/text.ts'
import { objectBlocks, objectsInWords, stagesInWords } from './import-objects.ts'
import { daysInWords, exactMoney, fileInWords, replacedInWords, rowsInWords } from './import-words.ts'

/** A file on its way in, and the team whose numbers it would join. */
export type ImportPreviewState = { import: Import; teamName: string }

const MOST_QUESTIONS = 8
const MOST_OPTIONS = 10
const LONGEST_VALUE = 2_000

/** What importing a file would do, said before it does it; or what became of it. */
export function importPreview(state: ImportPreviewState): { text: string; blocks: KnownBlock[] } {
  const { state: stands, preview } = state.import
  const file = fileInWords(preview.fileName)
  switch (stands) {
    case 'asking':
      return asking(state, file)
    case 'ready':
      return ready(state, file)
    case 'imported':
      return settled(`*Imported* · ${file} · ${factsOf(preview)}`)
    case 'dropped':
      return settled(`*Cancelled* · ${file} was not imported, and nothing changed. Drop it again whenever you want.`)
    case 'replaced':
      return settled(`*Replaced* · a newer preview of ${file} stands below.`)
  }
}

function settled(text: string): { text: string; blocks: KnownBlock[] } {
  return { text: text.replaceAll('*', ''), blocks: [section(text)] }
}

function asking({ import: file, teamName }: ImportPreviewState, name: string) {
  const { id, preview } = file
  const questions = preview.questions.slice(0, MOST_QUESTIONS)
  const title = `${name} for ${userText(teamName, 80)}: ${questions.length === 1 ? 'one question' : `${questions.length} questions`} first`
  const blocks: KnownBlock[] = [
    section(`*${title}*\nNothing is imported before you say so.`),
    ...questions.flatMap((question, index) => questionBlocks(id, question, index)),
    ...details(preview),
    actions(`import:${id}:cancel`, [cancelButton(id)]),
  ]
  return { text: title, blocks }
}

function questionBlocks(id: string, { key, ask, options }: ImportQuestion, index: number): KnownBlock[] {
  const buttons = options.slice(0, MOST_OPTIONS).flatMap((option, at) => {
    const value = JSON.stringify({ id, key, value: option.value })
    // A value that was cut would be another answer: such a choice is left out.
    return value.length > LONGEST_VALUE
      ? []
      : [button({ id: `${ACTION.answerImport}:${at}`, text: option.label || option.value, value })]
  })
  const asked = section(userText(ask, 2_000))
  return buttons.length === 0 ? [asked] : [asked, actions(`import:${id}:question:${index}`, buttons)]
}

function ready({ import: file, teamName }: ImportPreviewState, name: string) {
  const { id, preview } = file
  const title = `${name} for ${userText(teamName, 80)}`
  const facts = factsOf(preview)
  const replaced = replacedInWords(preview)
  const blocks: KnownBlock[] = [
    section(`*${title}*\n${facts}`),
    ...preview.warnings.slice(0, 5).map((warning) => section(`*Check:* ${userText(warning, 800)}`)),
    ...(replaced === '' ? [] : [section(replaced)]),
    ...(preview.objects ? objectBlocks(preview.objects, preview.currency) : unassigned(preview)),
    ...details(preview),
    actions(`import:${id}:confirm`, [
      button({ id: ACTION.confirmImport, text: `Import ${amountOf(preview)}`, value: id, style: 'primary' }),
      cancelButton(id),
    ]),
  ]
  return { text: `${title}: ${facts}. Import or cancel.`, blocks }
}

function cancelButton(id: string) {
  return button({ id: ACTION.cancelImport, text: 'Cancel', value: id })
}

/** How much of what a file brings, and of which days. */
function factsOf(preview: ImportPreview): string {
  const { objects, reading } = preview
  if (!objects) return `${rowsInWords(preview)}, ${daysInWords(preview)}${spend(preview)}`
  return `${userText(reading.layout)}: ${objectsInWords(preview)}, ${daysInWords(preview)}`
}

function amountOf(preview: ImportPreview): string {
  return preview.objects ? objectsInWords(preview, 'kept') : rowsInWords(preview, 'kept')
}

function spend({ sums, currency }: ImportPreview): string {
  return sums.spend === null ? ', no spend in it' : `, ${exactMoney(sums.spend, currency)} spent`
}

function unassigned({ unassigned: campaigns, currency }: ImportPreview): KnownBlock[] {
  if (campaigns.length === 0) return []
  const names = campaigns.map(({ platform, campaign, spend: cost }) => {
    const name = campaign === '' ? `all of ${clamp(platform, 60)}` : `${clamp(campaign, 60)} (${clamp(platform, 40)})`
    return `${userText(name)}${cost === null ? '' : ` ${exactMoney(cost, currency)}`}`
  })
  return [section(`*In no channel yet:* ${listed(names, 5)}. Import anyway, and add a rule with \`/beat setup\`.`)]
}

/** How the file was read, in small print: skipped rows, platforms, columns, notes. */
function details(preview: ImportPreview): KnownBlock[] {
  const { reading, skipped, platforms } = preview
  const columns = reading.columns.map(({ field, header }) => `${clamp(header, 40)} → ${fieldInWords(field)}`)
  const lines = [
    ...skipped
      .slice(0, 6)
      .map(
        ({ reason, rows, firstLine }) =>
          `Skipped ${formatCount(rows)}: ${clamp(reason, 200)} (first on line ${firstLine})`,
      ),
    skipped.length > 6 ? `Skipped for ${skipped.length - 6} more reasons` : '',
    mergedInWords(preview),
    platforms.length > 1
      ? `Platforms: ${listed(platforms.map(({ platform, rows }) => `${clamp(platform, 40) || 'unnamed'} (${formatCount(rows)})`))}`
      : '',
    columns.length > 0 ? `Columns read: ${listed(columns, 12)}` : '',
    reading.ignoredColumns.length > 0
      ? `Not used: ${listed(reading.ignoredColumns.map((each) => clamp(each, 40)))}`
      : '',
    ...reading.notes.slice(0, 6).map((note) => clamp(note, 300)),
  ].filter((line) => line !== '')
  return inTexts(lines.map((line) => userText(line))).map((text) => context(text))
}

function mergedInWords({ rowsMerged, objects }: ImportPreview): string {
  if (rowsMerged === 0) return ''
  const rows = rowsMerged === 1 ? '1 row stands' : `${formatCount(rowsMerged)} rows stand`
  return objects
    ? `Taken together: ${rows} for the same object as another; the last one that says something counts`
    : `Added up: ${rows} for the same day and campaign as another`
}

/** What the team is told once a file is in: who, which file, how many rows and days, the spend, what was replaced. */
export function importDone(state: { import: Import; names: Readonly<Record<string, string>> }): {
  text: string
  blocks: KnownBlock[]
} {
  const { fileName, madeBy, preview } = state.import
  const { objects } = preview
  const brought = objects ? ` · ${stagesInWords(objects)}` : spent(preview)
  const rows = objects ? objects.there : preview.replaces.rows
  const noun = objects ? ['object', 'objects'] : ['row', 'rows']
  const replaced =
    rows === 0 ? '' : ` · ${objects ? 'restated' : 'replaced'} ${formatCount(rows)} ${noun[rows === 1 ? 0 : 1]}`
  const text = `${who(madeBy, state.names)} imported ${fileInWords(fileName)} · ${amountOf(preview)} · ${daysInWords(preview)}${brought}${replaced}`
  return { text, blocks: [section(text)] }
}

function spent({ sums, currency }: ImportPreview): string {
  return sums.spend === null ? '' : ` · ${exactMoney(sums.spend, currency)} spent`
}

function who(madeBy: string, names: Readonly<Record<string, string>>): string {
  if (madeBy === 'operator') return 'The operator'
  if (madeBy === 'ingest' || madeBy === 'schedule') return 'The feed'
  return userText(names[madeBy] ?? 'A colleague', 80)
}

/** `campaignName` reads `campaign name`. */
function fieldInWords(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}
