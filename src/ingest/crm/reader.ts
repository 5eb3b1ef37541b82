import { type CrmObject, STAGES, type Stage, type Standing } from '../../domain/import/crm-object.ts'
import type { NameTidier } from '../names.ts'
import { isAbsurd, readNumber } from '../number-cells.ts'
import type { DateOrder, DecimalSign } from '../numbers-shapes.ts'
import { reasonWithoutDate } from '../row-kinds.ts'
import { type Count, countUnreadable } from '../tally.ts'
import { ownCopy } from '../words.ts'
import type { CrmColumn } from './columns.ts'
import { stageNamed } from './layouts.ts'
import { createMomentReader } from './moments.ts'
import type { CrmSurvey } from './survey.ts'

/** The working figures behind the tally of a file of CRM objects. */
export type CrmCount = Pick<Count, 'skipped' | 'unreadable' | 'damagedIds'> & {
  /** Stages that are neither won nor lost by their name, with how many objects stand there. */
  openStages: Map<string, number>
  /** Won or lost without a date. */
  undated: { count: number; line: number }
  /** Amounts finer than a hundredth. */
  fine: number
}

type Work = {
  survey: CrmSurvey
  cells: (row: readonly string[], field: CrmColumn['field']) => string
  moment: (cell: string) => string
  decimal: DecimalSign
  stages: ReadonlySet<Stage>
  /** What the file writes for won, where a person had to say so. */
  wonStage: string
  count: CrmCount
}

const LONGEST_ID = 160
const LONGEST_NAME = 300
const MOST_STAGES = 100
const DAMAGED_ID = /^\d[.,]\d+E\+\d+$/i
const YES = /^(?:true|yes|y|1|x)$/i
const NO = /^(?:false|no|n|0)$/i

/** Working figures of nothing yet. */
export function createCrmCount(): CrmCount {
  return {
    skipped: new Map(),
    unreadable: new Map(),
    damagedIds: { count: 0, line: 0, cell: '' },
    openStages: new Map(),
    undated: { count: 0, line: 0 },
    fine: 0,
  }
}

/** Makes the reader of a surveyed file: a row is a CRM object, or the reason why it is none. */
export function createCrmReader(
  survey: CrmSurvey,
  settled: { dateOrder: DateOrder; decimal: DecimalSign; wonStage: string },
  stages: ReadonlySet<Stage>,
  names: NameTidier,
  count: CrmCount,
): (row: readonly string[], line: number) => CrmObject | string {
  const { columns } = survey.reading
  const idColumn = columns.find(({ field }) => field === 'objectId')
  const moment = createMomentReader(settled.dateOrder)
  const cells = cellFinder(columns, names)
  const { decimal, wonStage } = settled
  const work: Work = { survey, cells, moment, decimal, stages, wonStage, count }
  return (row, line) => {
    if (row.length > survey.width && row.slice(survey.width).some((cell) => cell.trim() !== '')) {
      return 'more cells than the header'
    }
    const objectId = cells(row, 'objectId')
    if (objectId === idColumn?.header) return 'repeated header'
    const object = objectId === '' ? null : readObject(work, row, objectId, line)
    if (object !== null && STAGES.some((stage) => object.at[stage] !== null)) return kept(work, object)
    if (objectId === '' && hasDates(columns, row)) return 'no id'
    const reason = reasonWithoutDate(row, idColumn?.index ?? 0, idColumn?.header ?? '')
    if (reason !== 'no readable date') return reason
    return hasDates(columns, row) ? 'no readable date of a stage' : 'no stage reached'
  }
}

function readObject(work: Work, row: readonly string[], objectId: string, line: number): CrmObject {
  const { survey, cells } = work
  const at = Object.fromEntries(STAGES.map((stage) => [stage, stageMoment(work, row, stage, line)])) as CrmObject['at']
  const standing = readStanding(work, row, at)
  const closed = standing === 'won' || standing === 'lost' ? standing : null
  if (closed && at[closed] === null && work.stages.has(closed)) {
    at[closed] = momentIn(work, row, 'closeDate', line)
    if (at[closed] === null && work.count.undated.count++ === 0) work.count.undated.line = line
  }
  if (standing !== null) {
    if (standing !== 'won') at.won = null
    if (standing !== 'lost') at.lost = null
  }
  return {
    source: survey.reading.layout.id,
    objectId,
    line,
    at,
    standing,
    channelName: cells(row, 'channelName'),
    campaign: cells(row, 'campaign'),
    utmSource: cells(row, 'utmSource'),
    utmMedium: cells(row, 'utmMedium'),
    leadSource: cells(row, 'leadSource'),
    amount: readAmount(work, row, line),
  }
}

function kept(work: Work, object: CrmObject): CrmObject | string {
  const { objectId, line } = object
  if (objectId.length > LONGEST_ID) return `an id longer than ${LONGEST_ID} characters`
  if (DAMAGED_ID.test(objectId) && work.count.damagedIds.count++ === 0) {
    Object.assign(work.count.damagedIds, { line, cell: objectId })
  }
  return object
}

function stageMoment(work: Work, row: readonly string[], stage: Stage, line: number): string | null {
  return work.stages.has(stage) ? momentIn(work, row, stage, line) : null
}

function momentIn(work: Work, row: readonly string[], field: CrmColumn['field'], line: number): string | null {
  const cell = work.cells(row, field)
  if (cell === '') return null
  const moment = work.moment(cell)
  if (moment !== '') return moment
  const header = work.survey.reading.columns.find((column) => column.field === field)?.header ?? field
  countUnreadable(work.count, header, ownCopy(cell), line)
  return null
}

/** How the object stands: by its own columns, else by which of its two last dates is there, or is the later one. */
function readStanding(work: Work, row: readonly string[], at: CrmObject['at']): Standing | null {
  const isWon = work.cells(row, 'isWon')
  if (YES.test(isWon)) return 'won'
  const said = work.cells(row, 'standing')
  const stage = said === '' ? null : said === work.wonStage ? 'won' : stageNamed(said)
  if (stage === 'won' || stage === 'lost') return stage
  if (NO.test(isWon) && YES.test(work.cells(row, 'isClosed'))) return 'lost'
  // A table that has dates of its own means them, whatever its status says.
  if (work.survey.reading.layout.id !== 'crm' || (at.won === null && at.lost === null)) {
    if (said !== '' && stage === null) noteOpen(work.count, said)
    // The number of a stage in a pipeline of one's own may mean anything.
    if (/\p{L}/u.test(said) || NO.test(isWon)) return 'open'
  }
  if (at.won === null) return at.lost === null ? null : 'lost'
  return at.lost !== null && at.lost > at.won ? 'lost' : 'won'
}

function noteOpen({ openStages }: CrmCount, said: string): void {
  const known = openStages.get(said)
  if (known !== undefined || openStages.size < MOST_STAGES) openStages.set(ownCopy(said), (known ?? 0) + 1)
}

function readAmount(work: Work, row: readonly string[], line: number): string | null {
  const cell = work.cells(row, 'amount')
  if (cell === '') return null
  const read = readNumber(cell, work.decimal)
  if (read === null) return null
  if (read === undefined || isAbsurd(read)) {
    const header = work.survey.reading.columns.find(({ field }) => field === 'amount')?.header ?? 'amount'
    countUnreadable(work.count, header, ownCopy(cell), line)
    return null
  }
  if (/\.\d\d\d*[1-9]/.test(read)) work.count.fine++
  return read
}

function cellFinder(columns: readonly CrmColumn[], names: NameTidier): Work['cells'] {
  const positions = new Map<CrmColumn['field'], number[]>()
  for (const { field, index } of columns) positions.set(field, [...(positions.get(field) ?? []), index])
  return (row, field) => {
    for (const index of positions.get(field) ?? []) {
      const name = names.tidy(row[index] ?? '')
      if (name !== '') return name.length > LONGEST_NAME ? name.slice(0, LONGEST_NAME) : name
    }
    return ''
  }
}

function hasDates(columns: readonly CrmColumn[], row: readonly string[]): boolean {
  const dates = new Set<string>([...STAGES, 'closeDate'])
  return columns.some(({ field, index }) => dates.has(field) && (row[index] ?? '').trim() !== '')
}
