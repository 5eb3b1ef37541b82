import type { ModalView } from '@slack/types'
import { errorCode } from '../outcome.ts'
import type { Click } from '../requests.ts'

// The person typed on, closed the form or sent it in the meantime: the next letter draws it anew, or nobody looks any more.
const TOO_LATE = ['hash_conflict', 'not_found', 'view_not_found']

/** Draws an open form anew while somebody fills it in. What they typed stays: Slack keeps it in inputs of the same id. */
export async function refreshForm({ client, view }: Pick<Click, 'client' | 'view'>, next: ModalView): Promise<void> {
  if (!view) return
  try {
    await client.views.update({ view_id: view.id, hash: view.hash, view: next })
  } catch (error) {
    if (!TOO_LATE.includes(errorCode(error) ?? '')) throw error
  }
}
