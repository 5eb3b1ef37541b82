import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Fact } from '../../src/domain/import/fact.ts'
import { type Answers, readFacts, type Survey, surveyNumbersFile, type Tally } from '../../src/ingest/numbers-file.ts'
import { Invalid } from '../../src/lib/errors.ts'

const EXPORTS = fileURLToPath(new URL('../fixtures/exports/', import.meta.url))

/** Where a hand-made export is. */
export function fixture(name: string): string {
  return join(EXPORTS, name)
}

/** A file with this content, in a directory of its own. */
export function fileOf(name: string, content: string | Buffer): string {
  const path = join(mkdtempSync(join(tmpdir(), 'drumbeat-ingest-')), name)
  writeFileSync(path, content)
  return path
}

/** Both readings of a file, with all its facts in memory. */
export async function readExport(
  path: string,
  answers: Answers = {},
): Promise<{ survey: Survey; facts: Fact[]; tally: Tally }> {
  const survey = await surveyNumbersFile(path, basename(path), answers)
  const { batches, tally } = readFacts(path, survey, answers)
  const facts: Fact[] = []
  for await (const batch of batches) facts.push(...batch)
  return { survey, facts, tally }
}

/** The sentence a file is refused with. */
export async function refusalOf(path: string, answers: Answers = {}): Promise<string> {
  try {
    await readExport(path, answers)
  } catch (error) {
    if (error instanceof Invalid) return error.message
    throw error
  }
  throw new Error(`${basename(path)} was not refused`)
}

/** Which column of the file each field is read from. */
export function columnsOf(survey: Survey): Record<string, string> {
  return Object.fromEntries(survey.columns.map(({ field, header }) => [field, header]))
}
