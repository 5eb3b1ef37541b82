import { keepDraft } from '../../flows/keep-draft.ts'
import { draftOf } from '../forms/drafts.ts'
import type { Click } from '../requests.ts'

/** Every few characters typed into a form are kept, so that Esc, an expired form or a lost connection loses nothing. */
export async function keepTyped({ ctx, desk, view }: Click): Promise<void> {
  const draft = view && draftOf(view.callbackId, view.metadata, view.values)
  if (!draft) return
  // The next letter tries again, and so does closing or sending the form: nobody is disturbed while they type.
  await keepDraft(ctx, draft, draft.values).catch((error: unknown) =>
    desk.log.warn({ err: error }, 'a draft was not kept'),
  )
}
