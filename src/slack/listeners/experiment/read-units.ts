import type { ModalView } from '@slack/types'
import type { Planned } from '../../../domain/experiment/experiment.ts'
import { metricsOf, type UnitColumns, type UnitsReading } from '../../../domain/experiment/units.ts'
import type { TeamContext } from '../../../flows/context.ts'
import { beginResult, readReading } from '../../../flows/experiment/read-result.ts'
import { recordReading } from '../../../flows/experiment/record-reading.ts'
import { teamOfExperiment } from '../../../flows/find-team.ts'
import { formatCount } from '../../../lib/format.ts'
import { tell } from '../../errors.ts'
import { listOf, textOf, type Value } from '../../kit/values.ts'
import type { Next, Submission } from '../../requests.ts'
import { columnsForm, NOT_THERE } from '../../views/experiment/columns-form.ts'
import { readingModal } from '../../views/experiment/reading.ts'
import { noticeModal, waitingForm } from '../../views/review/narrative-form.ts'

const TITLE = 'Take a result'

/** A file of units in Slack, and which column is which, where somebody said so. */
type File = {
  experimentId: string
  slackFileId: string
  through: string
  columns: UnitColumns | null
  replaces: boolean
}

/** A modal that waits while a file is read; what comes of it takes its place, or `failed` makes of what is wrong. */
export function readingLater(
  submission: Submission,
  ctx: TeamContext,
  file: File,
  failed: (fault: string) => Promise<ModalView>,
): Next {
  return {
    update: waitingForm(TITLE),
    meanwhile: async () => await settleFile(submission, ctx, file, failed),
  }
}

/** The columns of a file were chosen: it is read again with them. */
export async function saveColumns(submission: Submission): Promise<Next> {
  const { values, metadata } = submission
  const { experimentId, fileId: slackFileId, through, replaces: said } = JSON.parse(metadata)
  const replaces = said === 'yes' || listOf(values, 'replaces').includes('yes')
  const ctx: TeamContext = { ...submission.ctx, team: await teamOfExperiment(submission.ctx, experimentId) }
  const { experiment, before } = await beginResult(ctx, experimentId)
  const columns = columnsOf(values, experiment)
  const file = { experimentId, slackFileId, through, columns, replaces }
  const failed = async (fault: string) => {
    const { fileName, header } = await readFile(submission, experiment, { ...file, columns: null })
    const about = { experiment, fileId: slackFileId, through, before, replaces }
    return columnsForm({ ...about, fileName, header, guess: columns, fault })
  }
  return readingLater(submission, ctx, file, failed)
}

/** A reading as the answer to whoever took it. */
export async function shownReading(
  ctx: TeamContext,
  experimentId: string,
  readingId: string,
  note?: string,
): Promise<ModalView> {
  const state = await readReading(ctx, experimentId, readingId)
  return readingModal({ ...state, ...(note !== undefined && { note }) })
}

async function settleFile(
  submission: Submission,
  ctx: TeamContext,
  file: File,
  failed: (fault: string) => Promise<ModalView>,
): Promise<void> {
  const { client, desk, viewId } = submission
  const view = await resultOfFile(submission, ctx, file).catch(async (error: unknown) => {
    const told = tell(error, desk.log, ctx.newId('err'), 'a file of units')
    const sentence = told.reference ? `${told.sentence} Reference ${told.reference}.` : told.sentence
    return await failed(sentence).catch(() => noticeModal(TITLE, sentence))
  })
  await client.views.update({ view_id: viewId, view })
}

async function resultOfFile(submission: Submission, ctx: TeamContext, file: File): Promise<ModalView> {
  const { experimentId, slackFileId: fileId, through: dataThrough, replaces } = file
  const { experiment, before } = await beginResult(ctx, experimentId)
  const read = await readFile(submission, experiment, file)
  if (read.kind === 'asking')
    return columnsForm({ experiment, fileId, through: dataThrough, before, replaces, ...read })
  const reading = await recordReading(ctx, experimentId, {
    source: 'units',
    dataThrough,
    arms: read.arms,
    replaces,
  })
  return await shownReading(ctx, experimentId, reading?.id ?? '', understood(read, experiment))
}

async function readFile(
  { desk }: Submission,
  { design }: Planned,
  { slackFileId, columns }: File,
): Promise<UnitsReading> {
  return await desk.readSlackUnits({ slackFileId, wanted: { arms: design.arms, metrics: metricsOf(design) }, columns })
}

/** How a file was understood, so that a wrong column is seen at once. */
function understood(read: Extract<UnitsReading, { kind: 'read' }>, { design }: Planned): string {
  const { fileName, rows, empty, header, columns } = read
  const column = (at: number | null) => (at === null ? 'nothing' : `"${header[at] ?? ''}"`)
  const metrics = metricsOf(design).map(({ name }, index) => {
    const { top = null, bottom = null } = columns.metrics[index] ?? {}
    return `${name} from ${column(top)}${bottom === null ? '' : ` over ${column(bottom)}`}`
  })
  const blank = empty === 0 ? '' : ` ${formatCount(empty)} empty cells count as nothing brought.`
  return `${fileName}: ${formatCount(rows)} units, arms from ${column(columns.arm)}, ${metrics.join(', ')}.${blank}`
}

function columnsOf(values: Record<string, Value>, { design }: Planned): UnitColumns {
  const column = (id: string) => {
    const value = textOf(values, id)
    return value === null || value === NOT_THERE ? null : Number(value)
  }
  const metrics = metricsOf(design).map((_, index) => ({
    top: column(`m${index}:top`),
    bottom: column(`m${index}:bottom`),
  }))
  return { arm: column('arm'), metrics }
}
