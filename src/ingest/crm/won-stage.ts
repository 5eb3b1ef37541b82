import type { Question } from '../numbers-shapes.ts'
import { clipped, ownCopy, thousands } from '../words.ts'
import { type CrmReading, datedStages } from './columns.ts'
import { stageNamed } from './layouts.ts'

const MOST_STAGES = 100
const MOST_OFFERED = 8

/** A watch over the stages that rows stand at, for a pipeline whose own names or numbers tell nobody what is won. */
export type StageWatch = { see: (row: readonly string[]) => void; question: () => Question | undefined }

/** Starts watching; it asks where only the stage can say what was won, and no stage of the file is known to mean won or lost. */
export function createStageWatch(reading: CrmReading): StageWatch {
  const { columns } = reading
  const has = (field: string) => columns.some((column) => column.field === field)
  const at = columns.find(({ field }) => field === 'standing')
  const decides = at !== undefined && datedStages(reading).includes('won') && !has('won') && !has('isWon')
  const unknown = new Map<string, number>()
  let known = false

  function see(row: readonly string[]): void {
    const stage = decides && !known ? (row[at.index] ?? '').trim() : ''
    if (stage === '') return
    const means = stageNamed(stage)
    if (means === 'won' || means === 'lost') known = true
    else if (means === null && (unknown.has(stage) || unknown.size < MOST_STAGES)) {
      unknown.set(ownCopy(stage), (unknown.get(stage) ?? 0) + 1)
    }
  }

  function question(): Question | undefined {
    if (known || at === undefined || unknown.size === 0) return undefined
    const stages = [...unknown].sort(([, a], [, b]) => b - a).slice(0, MOST_OFFERED)
    return {
      key: 'wonStage',
      ask: `No stage under "${at.header}" is one that I know to mean won or lost. Which one means won?`,
      options: [
        ...stages.map(([stage, rows]) => ({ value: stage, label: `${clipped(stage, 40)} (${thousands(rows)})` })),
        { value: '', label: 'None of them' },
      ],
    }
  }

  return { see, question }
}
