import type { ModalView } from '@slack/types'
import { PersonError } from '../../lib/errors.ts'
import type { Click } from '../requests.ts'
import { noticeModal, waitingForm } from '../views/review/narrative-form.ts'

/**
 * Opens a form. A light view comes first, because a trigger dies after three seconds; what it holds follows, or the sentence
 * that says why it cannot.
 */
export async function openForm(
  { client, triggerId }: Pick<Click, 'client' | 'triggerId'>,
  title: string,
  form: () => Promise<ModalView>,
): Promise<void> {
  const opened = await client.views.open({ trigger_id: triggerId, view: waitingForm(title) })
  const id = opened.view?.id ?? ''
  try {
    await client.views.update({ view_id: id, view: await form() })
  } catch (error) {
    if (!(error instanceof PersonError)) throw error
    await client.views.update({ view_id: id, view: noticeModal(title, error.message) })
  }
}
