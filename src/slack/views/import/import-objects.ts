import type { KnownBlock } from '@slack/types'
import { STAGE_WORDS } from '../../../domain/import/crm-object.ts'
import type { ImportPreview, ObjectsPreview } from '../../../domain/import/import.ts'
import { formatCount } from '../../../lib/format.ts'
import { section } from '../../kit/blocks.ts'
import { listed } from '../../kit/sentence.ts'
import { clamp, userText } from '../../kit/text.ts'
import { daysInWords, exactMoney } from './import-words.ts'

/** What the preview of CRM objects says between the title and the small print. */
export function objectBlocks(objects: ObjectsPreview, currency: string): KnownBlock[] {
  return [section(reachedInWords(objects, currency)), ...restated(objects), ...unassigned(objects)]
}

/** The stages in few words: `212 opportunities, 40 won, 31 lost`. */
export function stagesInWords({ stages }: ObjectsPreview): string {
  return stages
    .map(({ stage, objects }) => `${formatCount(objects)} ${STAGE_WORDS[stage][objects === 1 ? 0 : 1]}`)
    .join(', ')
}

/** How many objects a file brings: `5 objects`, or `5 objects from 7 rows` where some rows are none or stand for the same. */
export function objectsInWords({ rowsKept, rowsMerged, rowsRead }: ImportPreview, only?: 'kept'): string {
  const objects = rowsKept - rowsMerged
  const words = `${formatCount(objects)} ${objects === 1 ? 'object' : 'objects'}`
  return only || objects === rowsRead ? words : `${words} from ${formatCount(rowsRead)} rows`
}

function reachedInWords({ stages, wonAmount }: ObjectsPreview, currency: string): string {
  const lines = stages.map(({ stage, objects, firstDay, lastDay }) => {
    const amount = stage === 'won' && wonAmount !== null ? `, ${exactMoney(wonAmount, currency)}` : ''
    const words = STAGE_WORDS[stage][objects === 1 ? 0 : 1]
    return `• ${formatCount(objects)} ${words}${amount}: ${daysInWords({ firstDay, lastDay })}`
  })
  return `*Reached*, each counted on the day its stage was reached:\n${lines.join('\n')}`
}

function restated({ there, changed }: ObjectsPreview): KnownBlock[] {
  if (there === 0) return []
  const are = there === 1 ? '1 object that is' : `${formatCount(there)} objects that are`
  const changes =
    changed === 0 ? 'none of them changes' : `${formatCount(changed)} of them ${changed === 1 ? 'changes' : 'change'}`
  return [section(`*Restates* ${are} there: ${changes}. What this file does not report stays as it is.`)]
}

function unassigned({ unassigned: { objects, values } }: ObjectsPreview): KnownBlock[] {
  if (objects === 0) return []
  const shown = values.map(({ field, value, objects: count }) => {
    const what = field === '' ? 'nothing said' : `${field} \`${userText(clamp(value, 60)).replaceAll('`', "'")}\``
    return `${what} ${formatCount(count)}`
  })
  const match = objects === 1 ? '1 object matches' : `${formatCount(objects)} objects match`
  return [
    section(
      `*${match} no channel:* ${listed(shown, 5)}. Import anyway, and add a rule with \`/beat setup\`${example(values)}.`,
    ),
  ]
}

/** A rule for the first value that a rule can name. */
function example(values: ObjectsPreview['unassigned']['values']): string {
  const first = values.find(({ field }) => field !== '')
  if (!first) return ''
  const field = first.field === 'channel' ? 'source' : first.field
  return `, such as \`${field}: ${userText(clamp(first.value, 60)).replaceAll('`', "'")}\``
}
