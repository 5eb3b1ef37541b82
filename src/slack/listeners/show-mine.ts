import { listMine } from '../../flows/list-mine.ts'
import type { Command } from '../requests.ts'
import { mine } from '../views/mine.ts'

/** `/beat` alone: what needs this person now. */
export async function showMine({ ctx, userId, conversationId, answer }: Command): Promise<void> {
  await answer(mine({ ...(await listMine(ctx, userId)), userId, conversationId }))
}
