import { testName } from '../../../domain/experiment/experiment.ts'
import { after, refusalOfMove } from '../../../domain/experiment/life.ts'
import { approveBudget } from '../../../flows/experiment/approve-budget.ts'
import { launchExperiment } from '../../../flows/experiment/launch-experiment.ts'
import { readLaunch } from '../../../flows/experiment/read-launch.ts'
import { teamOfExperiment } from '../../../flows/find-team.ts'
import { LAUNCH_FORM, recallDraft } from '../../../flows/keep-draft.ts'
import { Conflict } from '../../../lib/errors.ts'
import { ACTION } from '../../ids.ts'
import { listOf, textOf } from '../../kit/values.ts'
import { openForm } from '../../open-form.ts'
import { type Click, type Next, pairOf, type Submission } from '../../requests.ts'
import { type LaunchMetadata, launchForm } from '../../views/experiment/launch-form.ts'

/** [Launch] on the card of a test: all checks, then now or on a day. */
export async function openLaunch(click: Click): Promise<void> {
  const { ctx, value: experimentId } = click
  await openForm(click, 'Launch', async () => {
    const team = await teamOfExperiment(ctx, experimentId)
    const { experiment, similar, ...found } = await readLaunch({ ...ctx, team }, experimentId)
    if (after(experiment.state, 'start') === null) throw new Conflict(refusalOfMove(experiment, 'start'))
    const seen = similar.map(({ number }) => number).join(' ')
    const metadata = { experimentId, version: experiment.version, draft: experimentId, seen }
    const draft = await recallDraft(ctx, { form: LAUNCH_FORM, subject: experimentId })
    return launchForm({ name: testName(experiment), metadata, similar, ...found, draft })
  })
}

/** The launch was sent. */
export async function launchTheTest({ ctx, values, metadata }: Submission): Promise<Next> {
  const { experimentId, version, seen }: LaunchMetadata = JSON.parse(metadata)
  const team = await teamOfExperiment(ctx, experimentId)
  await launchExperiment(
    { ...ctx, team },
    {
      experimentId,
      version,
      day: textOf(values, 'start') === 'day' ? (textOf(values, 'day') ?? '') : null,
      vouched: listOf(values, 'vouched').includes('yes'),
      seen: seen === '' ? [] : seen.split(' ').map(Number),
    },
  )
  return undefined
}

/** [Approve] and [Decline] on the card of a test that waits for its budget. */
export async function answerBudget({ ctx, value, actionId }: Click): Promise<void> {
  const [experimentId, budget] = pairOf(value)
  const team = await teamOfExperiment(ctx, experimentId)
  const word = actionId === ACTION.approveBudget ? 'approve' : 'decline'
  // A card of an earlier version does not carry the budget.
  await approveBudget({ ...ctx, team }, experimentId, word, budget === '' ? null : Number(budget))
}
