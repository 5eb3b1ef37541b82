import { basename } from 'node:path'
import type { CrmObject, Stage } from '../../../src/domain/import/crm-object.ts'
import { type CrmTally, readObjects } from '../../../src/ingest/crm/objects-file.ts'
import { type CrmSurvey, surveyCrmFile } from '../../../src/ingest/crm/survey.ts'
import type { Answers } from '../../../src/ingest/numbers-file.ts'
import { readFileOpening } from '../../../src/ingest/opening.ts'
import { Invalid } from '../../../src/lib/errors.ts'

type Given = Answers & { leaveOutStages?: Stage[] }

/** Both readings of a file of CRM objects, with all of them in memory. */
export async function readCrm(
  path: string,
  answers: Given = {},
): Promise<{ survey: CrmSurvey; objects: CrmObject[]; tally: CrmTally }> {
  const survey = await surveyCrm(path, answers)
  const { batches, tally } = readObjects(path, survey, answers)
  const objects: CrmObject[] = []
  for await (const batch of batches) objects.push(...batch)
  return { survey, objects, tally }
}

/** The first reading alone. */
export async function surveyCrm(path: string, answers: Given = {}): Promise<CrmSurvey> {
  const fileName = basename(path)
  const opening = await readFileOpening(path, fileName)
  if (opening.kind !== 'crm') throw new Error(`${fileName} is not read as a file of CRM objects`)
  return await surveyCrmFile(path, fileName, opening, answers)
}

/** The sentence a file is refused with. */
export async function crmRefusalOf(path: string, answers: Given = {}): Promise<string> {
  try {
    await readCrm(path, answers)
  } catch (error) {
    if (error instanceof Invalid) return error.message
    throw error
  }
  throw new Error(`${basename(path)} was not refused`)
}

/** An object in few words: its id, how it stands, and the stages it reached. */
export function inShort({ objectId, standing, at }: CrmObject): string {
  const reached = Object.entries(at).flatMap(([stage, moment]) => (moment === null ? [] : [`${stage} ${moment}`]))
  return [objectId, standing ?? '-', ...reached].join(' · ')
}
