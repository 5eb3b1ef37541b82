import { testName } from '../../../domain/experiment/experiment.ts'
import { CHECKS } from '../../../domain/experiment/launch.ts'
import { after, refusalOfMove } from '../../../domain/experiment/life.ts'
import { actorName } from '../../../domain/team.ts'
import { approveBudget } from '../../../flows/experiment/approve-budget.ts'
import { launchExperiment } from '../../../flows/experiment/launch-experiment.ts'
import { readLaunch } from '../../../flows/experiment/read-launch.ts'
import { teamOfExperiment } from '../../../flows/find-team.ts'
import { LAUNCH_FORM, recallDraft } from '../../../flows/keep-draft.ts'
import { Conflict } from '../../../lib/errors.ts'
import { openForm } from '../../forms/open-form.ts'
import { ACTION } from '../../ids.ts'
import { listOf, textOf } from '../../kit/values.ts'
import { type Click, type Next, pairOf, type Submission } from '../../requests.ts'
import { type LaunchMetadata, launchForm } from '../../views/experiment/launch-form.ts'
import { askWhy } from './move-experiment.ts'
import { sayDone, sayFormDone } from './say-done.ts'

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
export async function launchTheTest(submission: Submission): Promise<Next> {
  const { ctx, values, metadata } = submission
  const { experimentId, version, seen }: LaunchMetadata = JSON.parse(metadata)
  const team = await teamOfExperiment(ctx, experimentId)
  await launchExperiment(
    { ...ctx, team },
    {
      experimentId,
      version,
      day: textOf(values, 'start') === 'day' ? (textOf(values, 'day') ?? '') : null,
      vouched: CHECKS.filter((name) => listOf(values, 'vouched').includes(name)),
      seen: seen === '' ? [] : seen.split(' ').map(Number),
    },
  )
  sayFormDone(submission, { ...ctx, team }, experimentId)
  return undefined
}

/** [Approve] and [Decline] of a test that waits for its budget. The lead is asked why not; its owner takes the request back. */
export async function answerBudget(click: Click): Promise<void> {
  const { ctx, value, actionId } = click
  const [experimentId, budget] = pairOf(value)
  const team = await teamOfExperiment(ctx, experimentId)
  if (actionId === ACTION.approveBudget) {
    // A card of an earlier version does not carry the budget.
    const seen = budget === '' ? null : Number(budget)
    await approveBudget({ ...ctx, team }, experimentId, { word: 'approve', seen })
    await sayDone(click, { ...ctx, team }, experimentId)
  } else if (actorName(ctx.actor) === team.leadUserId) {
    await askWhy(click, experimentId, 'decline')
  } else {
    await approveBudget({ ...ctx, team }, experimentId, { word: 'decline', why: '' })
    await sayDone(click, { ...ctx, team }, experimentId)
  }
}
