import type { ModalView } from '@slack/types'
import type { Context, TeamContext } from '../../../flows/context.ts'
import { readNumbers } from '../../../flows/experiment/read-numbers.ts'
import { beginResult } from '../../../flows/experiment/read-result.ts'
import { recordReading } from '../../../flows/experiment/record-reading.ts'
import { teamOfExperiment } from '../../../flows/find-team.ts'
import { RESULT_FORM, recallDraft } from '../../../flows/keep-draft.ts'
import { Invalid, PersonError } from '../../../lib/errors.ts'
import { openForm } from '../../forms/open-form.ts'
import { hasNumbers, parseResultForm } from '../../forms/parse-result-form.ts'
import { listOf, textOf, type Value } from '../../kit/values.ts'
import type { Click, Command, Next, Submission } from '../../requests.ts'
import { type ResultFormState, resultForm } from '../../views/experiment/result-form.ts'
import { readingLater, shownReading } from './read-units.ts'
import { testMeant } from './test-meant.ts'

const TITLE = 'Take a result'

/** [Take a result] on the card of a test or under a reading. */
export async function takeResult(click: Click): Promise<void> {
  await openForm(click, TITLE, async () => await resultFormOf(click.ctx, click.value))
}

/** `/beat result [T-12]`. */
export async function takeResultByCommand(command: Command): Promise<void> {
  await openForm(command, TITLE, async () => await testMeant(command, 'result', TITLE, resultFormOf))
}

/** The form of a result, with what was typed before. */
export async function resultFormOf(ctx: Context, experimentId: string): Promise<ModalView> {
  return resultForm(await formState(ctx, experimentId))
}

/** The form was sent: numbers are taken at once; a file is read while the person waits. */
export async function saveResult(submission: Submission): Promise<Next> {
  const { ctx, values, metadata } = submission
  const { experimentId } = JSON.parse(metadata)
  const teamCtx = await contextOf(ctx, experimentId)
  const { experiment } = await beginResult(teamCtx, experimentId)
  const through = throughOf(values)
  const [slackFileId] = listOf(values, 'file')
  const replaces = listOf(values, 'replaces').includes('yes')
  if (slackFileId === undefined) {
    const arms = parseResultForm(values, experiment.design)
    const counted = { source: 'typed' as const, dataThrough: through, arms, replaces }
    const reading = await recordReading(teamCtx, experimentId, counted)
    return { update: await shownReading(teamCtx, experimentId, reading?.id ?? '') }
  }
  if (hasNumbers(values, experiment.design)) {
    const why = 'Numbers are typed and a file is given: which of them counts? Leave one of them empty.'
    throw new Invalid(why, { file: why })
  }
  const failed = async (fault: string) =>
    resultForm({ ...(await formState(ctx, experimentId)), fault: `${fault} The file has to be chosen again.` })
  return readingLater(submission, teamCtx, { experimentId, slackFileId, through, columns: null, replaces }, failed)
}

/** [Read from our numbers] in the form. */
export async function readOurNumbers({ ctx, client, view, value: experimentId }: Click): Promise<void> {
  if (!view) return
  const teamCtx = await contextOf(ctx, experimentId)
  await client.views.update({ view_id: view.id, view: await readOrSay() })

  async function readOrSay(): Promise<ModalView> {
    try {
      const { id } = await readNumbers(teamCtx, experimentId, throughOf(view?.values ?? {}))
      return await shownReading(teamCtx, experimentId, id)
    } catch (error) {
      if (!(error instanceof PersonError)) throw error
      return resultForm({ ...(await formState(ctx, experimentId)), fault: error.message })
    }
  }
}

async function formState(ctx: Context, experimentId: string): Promise<ResultFormState> {
  const begun = await beginResult(await contextOf(ctx, experimentId), experimentId)
  return { ...begun, draft: await recallDraft(ctx, { form: RESULT_FORM, subject: experimentId }) }
}

async function contextOf(ctx: Context, experimentId: string): Promise<TeamContext> {
  return { ...ctx, team: await teamOfExperiment(ctx, experimentId) }
}

function throughOf(values: Record<string, Value>): string {
  const through = textOf(values, 'through')
  if (through === null) throw new Invalid('Say through which day these numbers count.', { through: 'Choose a day.' })
  return through
}
