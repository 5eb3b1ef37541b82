import { testName } from '../../../domain/experiment/experiment.ts'
import { after, refusalOfMove } from '../../../domain/experiment/life.ts'
import { approveBudget } from '../../../flows/experiment/approve-budget.ts'
import { moveExperiment, type PersonMove } from '../../../flows/experiment/move-experiment.ts'
import { readExperiment } from '../../../flows/experiment/read-experiment.ts'
import { teamOfExperiment } from '../../../flows/find-team.ts'
import { Conflict } from '../../../lib/errors.ts'
import { openForm } from '../../forms/open-form.ts'
import { ACTION } from '../../ids.ts'
import { textOf } from '../../kit/values.ts'
import type { Click, Next, Submission } from '../../requests.ts'
import { MOVE_TITLES, moveForm, type ReasonedMove } from '../../views/experiment/move-form.ts'
import { sayDone, sayFormDone } from './say-done.ts'

const MOVES: Readonly<Record<string, PersonMove>> = {
  [ACTION.pauseTest]: 'pause',
  [ACTION.resumeTest]: 'resume',
  [ACTION.unscheduleTest]: 'unschedule',
}

/** [Pause], [Resume] and [Take off schedule] on the card of a test. */
export async function moveByClick(click: Click): Promise<void> {
  const { value: experimentId, actionId } = click
  const move = MOVES[actionId]
  if (!move) return
  const ctx = { ...click.ctx, team: await teamOfExperiment(click.ctx, experimentId) }
  await moveExperiment(ctx, experimentId, move)
  await sayDone(click, ctx, experimentId)
}

/** [Stop spending] and [Abandon] in the menu of a card ask why, and so does [Decline]. */
export async function askWhy(click: Click, experimentId: string, move: ReasonedMove): Promise<void> {
  const { ctx } = click
  await openForm(click, MOVE_TITLES[move], async () => {
    const team = await teamOfExperiment(ctx, experimentId)
    const { experiment } = await readExperiment({ ...ctx, team }, experimentId)
    if (after(experiment.state, move) === null) throw new Conflict(refusalOfMove(experiment, move))
    return moveForm({ experimentId, name: testName(experiment), move })
  })
}

/** The reason was sent, and the test moves. */
export async function moveWithReason(submission: Submission): Promise<Next> {
  const { ctx, values, metadata } = submission
  const { experimentId, move }: { experimentId: string; move: ReasonedMove } = JSON.parse(metadata)
  const team = await teamOfExperiment(ctx, experimentId)
  const why = textOf(values, 'why') ?? ''
  if (move === 'decline') await approveBudget({ ...ctx, team }, experimentId, { word: 'decline', why })
  else await moveExperiment({ ...ctx, team }, experimentId, move, why)
  sayFormDone(submission, { ...ctx, team }, experimentId)
  return undefined
}
