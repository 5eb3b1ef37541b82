import { STAGE_WORDS } from '../../domain/import/crm-object.ts'
import type { Survey } from '../numbers-shapes.ts'
import { type CrmReading, datedStages } from './columns.ts'

/** What a person should know about how a file of CRM objects is read, one sentence each. */
export function surveyNotes(reading: CrmReading, encoding: Survey['encoding'], currency: Survey['currency']): string[] {
  const { columns, created, layout } = reading
  const find = (field: string) => columns.find((column) => column.field === field)
  const close = find('closeDate')
  const amount = find('amount')
  const standing = find('standing') ?? find('isWon')
  const stages = datedStages(reading)
  const notes: string[] = []
  if (created) notes.push(`No column dates ${STAGE_WORDS[layout.created][1]}, so I take "${created.header}".`)
  if (close && standing) {
    notes.push(
      `"${close.header}" dates what is won or lost, as "${standing.header}" says; of open ones it is a forecast and not read.`,
    )
  } else if (close) {
    notes.push(`"${close.header}" is not read: no column says what was won.`)
  }
  if (stages.includes('won') && !amount) notes.push('There is no amount in this file, so what was won has no value.')
  if (amount && currency.from === 'none') {
    notes.push(`The file states no currency for "${amount.header}"; I take the team's.`)
  }
  if (!['channelName', 'campaign', 'utmSource', 'utmMedium', 'leadSource'].some(find)) {
    notes.push('No column says where these came from, so a channel is only known where an earlier file said it.')
  }
  if (encoding === 'windows-1252') notes.push('The file is no UTF-8; I read it as Windows-1252.')
  return notes
}
