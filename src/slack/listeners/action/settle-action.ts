import { type Action, actionName } from '../../../domain/action/action.ts'
import { needOpen } from '../../../flows/action/change-action.ts'
import { handOver } from '../../../flows/action/hand-over.ts'
import { readAction } from '../../../flows/action/read-actions.ts'
import { reopenAction, settleAction } from '../../../flows/action/settle-action.ts'
import type { TeamContext } from '../../../flows/context.ts'
import { teamOfAction } from '../../../flows/find-team.ts'
import { Invalid } from '../../../lib/errors.ts'
import { openForm } from '../../forms/open-form.ts'
import { textOf } from '../../kit/values.ts'
import { type Click, type Next, pairOf, type Submission } from '../../requests.ts'
import { actionCard } from '../../views/action/action-card.ts'
import { moveOf } from '../../views/action/action-row.ts'
import { dropForm, handOverForm } from '../../views/action/settle-forms.ts'
import { plainAnswer } from '../../views/notices.ts'
import { changeActionByClick } from './save-action.ts'

/** The menu of an action in a list or in the review. */
export async function moreOfAction(click: Click): Promise<void> {
  const [word, actionId] = pairOf(click.value)
  const chosen = { ...click, value: actionId }
  switch (moveOf(word)) {
    case 'done':
      return await doneByClick(chosen)
    case 'change':
      return await changeActionByClick(chosen)
    case 'hand_over':
      return await openHandOver(chosen)
    case 'drop':
      return await openDrop(chosen)
    case 'reopen':
      return await reopenByClick(chosen)
    case null:
      throw new Invalid('I do not know this choice any more. `/beat action list` shows what can be done now.')
  }
}

/** [Done]. */
export async function doneByClick(click: Click): Promise<void> {
  const ctx = await contextOf(click, click.value)
  const action = await settleAction(ctx, click.value, { state: 'done' })
  await click.answer(plainAnswer(`${actionName(action)} is done: ${action.what}`))
}

/** [Reopen]: the action is shown as it stands now. */
export async function reopenByClick(click: Click): Promise<void> {
  const ctx = await contextOf(click, click.value)
  await reopenAction(ctx, click.value)
  await click.answer(actionCard(await readAction(ctx, click.value)))
}

/** [Drop] asks why. */
export async function openDrop(click: Click): Promise<void> {
  await openForm(click, 'Drop', async () => dropForm(await openAction(click)))
}

/** The reason was sent, and the action is dropped. */
export async function dropTheAction(submission: Submission): Promise<Next> {
  const { actionId }: { actionId: string } = JSON.parse(submission.metadata)
  const reason = textOf(submission.values, 'why') ?? ''
  await settleAction(await contextOf(submission, actionId), actionId, { state: 'dropped', reason })
  return undefined
}

/** [Hand over] asks to whom. */
export async function openHandOver(click: Click): Promise<void> {
  await openForm(click, 'Hand over', async () => handOverForm(await openAction(click)))
}

/** The new owner was chosen. */
export async function handTheActionOver(submission: Submission): Promise<Next> {
  const { actionId, version }: { actionId: string; version: number } = JSON.parse(submission.metadata)
  const text = (id: string) => textOf(submission.values, id) ?? ''
  const to = { ownerUserId: text('owner'), word: text('word'), version }
  await handOver(await contextOf(submission, actionId), actionId, to)
  return undefined
}

async function openAction({ ctx: base, value }: Click): Promise<Action> {
  const ctx = await contextOf({ ctx: base }, value)
  const { action } = await readAction(ctx, value)
  await needOpen(ctx.db.prisma, ctx, action)
  return action
}

async function contextOf({ ctx }: Pick<Click, 'ctx'>, actionId: string): Promise<TeamContext> {
  return { ...ctx, team: await teamOfAction(ctx, actionId) }
}
