import { listMine } from '../../flows/list-mine.ts'
import type { Click, Command } from '../requests.ts'
import { mine } from '../views/mine.ts'

/** `/beat` alone: what needs this person now. */
export async function showMine({ ctx, userId, conversationId, answer }: Command): Promise<void> {
  await answer(mine({ ...(await listMine(ctx, userId)), userId, conversationId }))
}

/** [Show more] under what needs somebody; at home the page is drawn anew, and nothing is answered. */
export async function showMoreTasks({ ctx, userId, value, view, place, answer }: Click): Promise<void> {
  if (view?.type === 'home') return
  const conversationId = place?.conversationId ?? ''
  await answer(mine({ ...(await listMine(ctx, userId)), userId, conversationId, from: Number(value) }))
}
