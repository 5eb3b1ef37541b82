import { settleQuestion } from '../../flows/delivery/settle-delivery.ts'
import { ACTION } from '../ids.ts'
import type { Click } from '../requests.ts'
import { plainAnswer } from '../views/notices.ts'

/** [It is there] and [Post again] under the question about a post that could not be found out about. */
export async function answerDeliveryQuestion({ ctx, actionId, value, answer }: Click): Promise<void> {
  const won = await settleQuestion(ctx, value, actionId === ACTION.itIsThere ? 'there' : 'again')
  if (!won) await answer(plainAnswer('That had been settled before; nothing changed.'))
}
