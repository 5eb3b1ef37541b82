import {
  type CrmObject,
  type Origin,
  STAGE_WORDS,
  STAGES,
  type Stage,
  sourceInWords,
} from '../../domain/import/crm-object.ts'
import type { Import, ImportPreview, ImportQuestion, ObjectsPreview, SkippedRows } from '../../domain/import/import.ts'
import { originFinder, tellingValue } from '../../domain/import/origin.ts'
import type { Team } from '../../domain/team.ts'
import { Invalid } from '../../lib/errors.ts'
import {
  findCountedElsewhere,
  listStagedOrigins,
  type StagedObjects,
  type StagedTable,
  stageObjectRows,
  summariseObjects,
} from '../../store/fact/crm-objects.ts'
import type { TeamContext } from '../context.ts'
import { emptyPreview, type FileComing, keepStaged, toldBefore } from './keep-staged.ts'

/** A file of CRM objects on its way in. The tally is complete once the rows are read. */
export type ObjectsToStage = FileComing & {
  batches: AsyncIterable<CrmObject[]>
  tally: () => { read: number; kept: number; skipped: SkippedRows[]; warnings: string[]; notes: string[] }
}

const MOST_VALUES = 10
const NO_OBJECTS: ObjectsPreview = {
  stages: [],
  wonAmount: null,
  there: 0,
  changed: 0,
  unassigned: { objects: 0, values: [] },
}

/**
 * Reads a file of CRM objects into a staging table and says what importing it would do; nothing of the funnel changes yet. A
 * file with an open question is not staged: its preview holds the question.
 */
export async function stageObjects(ctx: TeamContext, file: ObjectsToStage): Promise<Import> {
  const { db, team } = ctx
  const asking = file.reading.questions.length > 0
  return await keepStaged(ctx, file, async (id) => {
    if (asking) return { ...emptyPreview(team, file), objects: NO_OBJECTS }
    const { mayShareKeys } = await stageObjectRows(db, id, team.zone, file.batches)
    return await previewOf(ctx, { importId: id, shared: mayShareKeys }, file)
  })
}

async function previewOf(ctx: TeamContext, table: StagedTable, file: ObjectsToStage): Promise<ImportPreview> {
  const { db, team, now } = ctx
  const tally = file.tally()
  if (tally.kept === 0) {
    const why = tally.skipped.map(({ reason, rows }) => `${rows} × ${reason}`).join(', ')
    throw new Invalid(
      `That file has no object that reached a stage${why ? ` (${why})` : ''}. I imported nothing. Export it again with an id and the dates of its stages.`,
    )
  }
  const staged = await summariseObjects(db, team, table, now)
  const { objects, stages, wonAmount, there, changed } = staged
  const question = await askWhatCounts(ctx, table.importId, file, stages)
  const days = stages.flatMap(({ firstDay, lastDay }) => [firstDay, lastDay]).sort()
  return {
    ...emptyPreview(team, file),
    reading: { ...file.reading, notes: [...file.reading.notes, ...tally.notes] },
    rowsRead: tally.read,
    rowsKept: tally.kept,
    rowsMerged: tally.kept - objects,
    skipped: tally.skipped,
    firstDay: days[0] ?? null,
    lastDay: days.at(-1) ?? null,
    questions: question,
    warnings: [...(await toldBefore(ctx, file.fileHash)), ...oddities(staged), ...tally.warnings],
    objects: {
      stages,
      wonAmount,
      there,
      changed,
      unassigned: unassignedOf(team, await listStagedOrigins(db.prisma, team, table)),
    },
  }
}

/** Contacts and deals of one CRM both know of a customer: counting them in both files counts every customer twice. */
async function askWhatCounts(
  { db, team }: TeamContext,
  id: string,
  { answers }: ObjectsToStage,
  staged: StagedObjects['stages'],
): Promise<ImportQuestion[]> {
  if (answers.leaveOutStages) return []
  const own = staged.map(({ stage }) => stage)
  const elsewhere = await findCountedElsewhere(db, team, id, own)
  const twice = STAGES.filter((stage) => elsewhere.some((each) => each.stage === stage))
  if (twice.length === 0) return []
  const known = elsewhere.map(
    ({ stage, source, objects }) => `${objects} ${wordOf(stage, objects)} (${sourceInWords(source)})`,
  )
  const names = twice.map((stage) => wordOf(stage, 2)).join(', ')
  const leaveOut = { value: twice.join(','), label: `Leave out ${names}` }
  return [
    {
      key: 'leaveOutStages',
      ask: `Around the days of this file another export already counts ${known.slice(0, 6).join(', ')}. If these are the same people or deals, they would count twice. Leave ${names} of this file out?`,
      options: [...(twice.length < own.length ? [leaveOut] : []), { value: '', label: 'Count both' }],
    },
  ]
}

function wordOf(stage: Stage, objects: number): string {
  return STAGE_WORDS[stage][objects === 1 ? 0 : 1]
}

function oddities({ wonBeforeLead, future }: StagedObjects): string[] {
  const { objects, objectId } = wonBeforeLead
  const early = objects === 1 ? '1 object was' : `${objects} objects were`
  const ahead = future === 1 ? '1 object has' : `${future} objects have`
  return [
    ...(objects > 0
      ? [
          `${early} won on an earlier day than the one of becoming a lead (such as ${objectId ?? ''}). Kept as it is said.`,
        ]
      : []),
    ...(future > 0 ? [`${ahead} a date that lies ahead. It counts once that day has come.`] : []),
  ]
}

function unassignedOf(team: Team, origins: (Origin & { objects: number })[]): ObjectsPreview['unassigned'] {
  const find = originFinder(team.channels)
  const values = new Map<string, { field: string; value: string; objects: number }>()
  for (const { objects, ...origin } of origins) {
    if (find(origin) !== null) continue
    const telling = tellingValue(origin)
    const key = JSON.stringify(telling)
    values.set(key, { ...telling, objects: objects + (values.get(key)?.objects ?? 0) })
  }
  const sorted = [...values.values()].sort((a, b) => b.objects - a.objects || a.value.localeCompare(b.value))
  return {
    objects: sorted.reduce((sum, { objects }) => sum + objects, 0),
    values: sorted.slice(0, MOST_VALUES),
  }
}
