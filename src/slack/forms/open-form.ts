import type { ModalView } from '@slack/types'
import { PersonError } from '../../lib/errors.ts'
import type { Place } from '../messenger.ts'
import type { Click } from '../requests.ts'
import { noticeModal, waitingForm } from '../views/review/narrative-form.ts'

/**
 * Opens a form. A light view comes first, because a trigger dies after three seconds; what it holds follows, or the sentence
 * that says why it cannot. One opened from a private copy remembers where that stands.
 */
export async function openForm(
  { client, triggerId, isCopy = false, place = null }: Pick<Click, 'client' | 'triggerId'> & Partial<Click>,
  title: string,
  form: () => Promise<ModalView>,
): Promise<void> {
  const opened = await client.views.open({ trigger_id: triggerId, view: waitingForm(title) })
  const id = opened.view?.id ?? ''
  try {
    const view = await form()
    await client.views.update({ view_id: id, view: isCopy && place ? rememberCopy(view, place) : view })
  } catch (error) {
    if (!(error instanceof PersonError)) throw error
    await client.views.update({ view_id: id, view: noticeModal(title, error.message) })
  }
}

function rememberCopy(view: ModalView, { conversationId }: Place): ModalView {
  const metadata: object = JSON.parse(view.private_metadata || '{}')
  return { ...view, private_metadata: JSON.stringify({ ...metadata, copyIn: conversationId }) }
}

/** Where the private copy stands that a form was opened from; null where it was opened otherwise. */
export function copyOf(metadata: string): Place | null {
  const { copyIn }: { copyIn?: string } = JSON.parse(metadata)
  return copyIn === undefined ? null : { conversationId: copyIn, threadTs: null }
}
