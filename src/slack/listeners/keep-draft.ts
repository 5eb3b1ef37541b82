import { keepDraft } from '../../flows/keep-draft.ts'
import { draftOf } from '../drafts.ts'
import type { Click } from '../requests.ts'

/** Every few characters typed into a form are kept, so that Esc, an expired form or a lost connection loses nothing. */
export async function keepTyped({ ctx, view }: Click): Promise<void> {
  const draft = view && draftOf(view.callbackId, view.metadata, view.values)
  if (draft) await keepDraft(ctx, draft, draft.values)
}
