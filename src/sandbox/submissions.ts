import { clientErrors } from './form.ts'
import { type Desk, interactionOf, personOf } from './interactions.ts'
import { asJson, asText, type Json } from './json.ts'
import { Refusal } from './refusal.ts'
import { topModal } from './state.ts'
import type { View } from './types.ts'
import { pushModal, replaceModal, viewJson } from './views.ts'

const TROUBLE = 'We had some trouble connecting. Try again?'

/** How a submission ended. */
export type SubmitResult =
  | { outcome: 'closed' | 'cleared' }
  | { outcome: 'errors'; errors: Record<string, string> }
  | { outcome: 'updated' | 'pushed'; view: View }
  | { outcome: 'failed'; error: string; text: string }

/** Somebody presses the submit button of the modal on top. */
export async function submitModal(desk: Desk, by: string): Promise<SubmitResult> {
  const { world } = desk
  const view = topModal(world.state, by)
  if (!view) throw new Error(`${by} has no modal open.`)
  if (!view.submit) throw new Error(`The modal "${view.callback_id}" has no submit button.`)
  const missing = clientErrors(view.blocks, view.values)
  if (Object.keys(missing).length > 0) return showErrors(desk, view, missing)
  const payload = {
    ...interactionOf(world, 'view_submission', personOf(world, by)),
    trigger_id: desk.triggers.issue(by),
    view: viewJson(world, view),
    response_urls: responseUrlsOf(desk, by, view),
  }
  const ack = await desk.deliver('submission', { form: 'interactive', payload })
  if (!ack.ok) {
    showErrors(desk, view, { '': TROUBLE })
    return { outcome: 'failed', error: ack.error, text: TROUBLE }
  }
  try {
    return obey(desk, view, ack.body)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    showErrors(desk, view, { '': TROUBLE })
    return { outcome: 'failed', error: error.code, text: JSON.stringify(error.details) }
  }
}

function obey(desk: Desk, view: View, answer: Json): SubmitResult {
  const { world } = desk
  switch (answer.response_action) {
    case 'errors':
      return obeyErrors(desk, view, asJson(answer.errors))
    case 'update':
      return { outcome: 'updated', view: replaceModal(world, view, asJson(answer.view)) }
    case 'push':
      return { outcome: 'pushed', view: pushModal(world, view.person, asJson(answer.view)) }
    case 'clear':
      world.state.views.delete(view.person)
      world.changed()
      return { outcome: 'cleared' }
    case undefined:
      takeOff(desk, view)
      return { outcome: 'closed' }
    default:
      throw new Refusal('invalid_response_action')
  }
}

/** Slack shows an error only at an input block; a key that names no input is trouble. */
function obeyErrors(desk: Desk, view: View, answered: Json): SubmitResult {
  const inputs = view.blocks.filter((block) => block.type === 'input').map((block) => asText(block.block_id))
  const errors: Record<string, string> = {}
  for (const [blockId, text] of Object.entries(answered)) {
    if (!inputs.includes(blockId)) throw new Refusal('invalid_error_block', { block_id: blockId, inputs })
    errors[blockId] = asText(text) ?? ''
  }
  if (Object.keys(errors).length === 0) throw new Refusal('no_errors_given')
  return showErrors(desk, view, errors)
}

function showErrors(desk: Desk, view: View, errors: Record<string, string>): SubmitResult {
  const shown = desk.world.state.views.get(view.person)?.find((open) => open.id === view.id)
  if (shown) shown.errors = errors
  desk.world.changed()
  return { outcome: 'errors', errors }
}

function takeOff(desk: Desk, view: View): void {
  const stack = desk.world.state.views.get(view.person) ?? []
  const left = stack.filter((open) => open.id !== view.id)
  if (left.length > 0) desk.world.state.views.set(view.person, left)
  else desk.world.state.views.delete(view.person)
  desk.world.changed()
}

function responseUrlsOf(desk: Desk, by: string, view: View): Json[] {
  return view.blocks.flatMap((block) => {
    const element = asJson(block.element)
    if (element.response_url_enabled !== true) return []
    const [blockId, actionId] = [asText(block.block_id) ?? '', asText(element.action_id) ?? '']
    const held = view.values[blockId]?.[actionId]
    const channel = asText(held?.selected_conversation) ?? asText(held?.selected_channel)
    if (!channel) return []
    const response_url = desk.responseUrls.issue({ person: by, channel })
    return [{ block_id: blockId, action_id: actionId, channel_id: channel, response_url }]
  })
}

/** Somebody closes the modal on top, or all of them with the cross. */
export async function closeModal(desk: Desk, by: string, all = false): Promise<void> {
  const { world } = desk
  const view = topModal(world.state, by)
  if (!view) return
  const cleared = all || view.clear_on_close
  const gone = cleared ? (world.state.views.get(by) ?? []) : [view]
  for (const closed of [...gone].reverse()) takeOff(desk, closed)
  for (const closed of gone.filter((one) => one.notify_on_close)) {
    const common = interactionOf(world, 'view_closed', personOf(world, by))
    const payload = { ...common, view: viewJson(world, closed), is_cleared: cleared }
    await desk.deliver('closed', { form: 'interactive', payload })
  }
}
