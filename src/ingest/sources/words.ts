import type { ImportPreview, ImportQuestion } from '../../domain/import/import.ts'
import { listed } from '../words.ts'

// The validator speaks of files, lines and of dropping them again. Of what comes by itself the same is said in other words.

const WORDS: readonly (readonly [RegExp, string])[] = [
  [/Split it into one file per currency and drop each\./g, 'Bring one currency only, with a source for each.'],
  [/ ?(?:Cancel this preview and )?drop the file again(?:: then I ask which to keep)?\.?/gi, ' Bring it again.'],
  [/\b[Tt]hat file has\b/g, 'It has'],
  [/\bThat file is\b/g, 'It is'],
  [/\b[Tt]he file(?='s| )/g, 'it'],
  [/\bthis file\b/g, 'what comes'],
  [/\bExport it\b/g, 'Bring it'],
]

/** A sentence about a file as one about a source; `rows` says rows where the validator counts lines below a header. */
export function ofSource(sentence: string, lines: 'rows' | 'lines'): string {
  const worded = WORDS.reduce((text, [words, instead]) => text.replace(words, instead), sentence)
  if (lines === 'lines') return worded
  return worded.replace(/\bline ([\d,]+)/g, (_, line: string) => `row ${Number(line.replaceAll(',', '')) - 1}`)
}

/** What somebody should look at of an import that nobody saw beforehand: its warnings, and what is in no channel. */
export function warningsOf({ warnings, unassigned, objects }: ImportPreview): string[] {
  const named = unassigned.map(({ campaign, platform }) => (campaign === '' ? platform : `${campaign} (${platform})`))
  const values = (objects?.unassigned.values ?? []).map(({ field, value }) =>
    field === '' ? 'nothing said' : `${field}: ${value}`,
  )
  const inNone = objects ? values : named
  return inNone.length === 0
    ? warnings
    : [...warnings, `In no channel: ${listed(inNone, 4)}. Add a rule with /beat setup.`]
}

/** Questions about a file as ones about a source. */
export function questionsOfSource(questions: readonly ImportQuestion[], lines: 'rows' | 'lines'): ImportQuestion[] {
  return questions.map((question) => ({ ...question, ask: ofSource(question.ask, lines) }))
}
