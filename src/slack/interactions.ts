import type {
  AllMiddlewareArgs,
  SlackActionMiddlewareArgs,
  SlackEventMiddlewareArgs,
  SlackShortcutMiddlewareArgs,
  SlackViewMiddlewareArgs,
  ViewClosedAction,
} from '@slack/bolt'
import { claimEvent } from '../flows/claim-event.ts'
import { keepDraft } from '../flows/keep-draft.ts'
import { errorsOf, tell } from './errors.ts'
import { draftOf, isTouched } from './forms/drafts.ts'
import { readValues, type ViewState } from './kit/values.ts'
import { pagesAfter, publishHome } from './listeners/open-home.ts'
import { postEphemeral } from './messenger.ts'
import { withPatience } from './patience.ts'
import { meet } from './people.ts'
import type { Click, Desk, Event, Next, Shortcut, Submission } from './requests.ts'
import { errorAnswer } from './views/errors.ts'

// The edges at which Bolt's requests become ours: acknowledge, make the context, call one listener, put its error into words.

type Body = { team?: { id?: string } | null; user?: { id?: string; team_id?: string } }

/** Answers a click: acknowledged at once, then the listener; whatever goes wrong is told to the person who clicked. */
export function answerClick(desk: Desk, listener: (click: Click) => Promise<void>) {
  return async ({ ack, body, action }: SlackActionMiddlewareArgs & AllMiddlewareArgs): Promise<void> => {
    await ack()
    const click = await clickOf(desk, body as unknown as ClickBody, action as unknown as ClickedElement)
    await answered(desk, click, `click ${click.actionId}`, async () => await listener(click))
    if (click.view?.type !== 'home') return
    desk.later(publishHome(click.ctx, click.client, click.userId, pagesAfter(click, click.view.metadata)))
  }
}

/** Answers a sent modal: the listener saves first, then Slack hears whether it may close. */
export function answerSubmission(desk: Desk, listener: (submission: Submission) => Promise<Next>) {
  return async ({ ack, body, view }: SlackViewMiddlewareArgs & AllMiddlewareArgs): Promise<void> => {
    const { ctx, client, userId, met } = await asked(desk, body)
    const values = readValues(view.state.values as ViewState)
    const submission = {
      ctx,
      client,
      userId,
      desk,
      values,
      metadata: view.private_metadata,
      triggerId: triggerOf(body),
      viewId: view.id,
    }
    try {
      const next = await listener(submission)
      if (next) await ack({ response_action: 'update', view: next.update })
      else await ack()
      if (next?.meanwhile) desk.later(next.meanwhile().finally(() => desk.announceSoon()))
      desk.later(met.then(() => desk.announceSoon()))
      desk.later(publishHome(ctx, client, userId))
    } catch (error) {
      const told = tell(error, desk.log, ctx.newId('err'), `view ${view.callback_id}`)
      const draft = draftOf(view.callback_id, view.private_metadata, values)
      if (draft)
        await keepDraft(ctx, draft, draft.values).catch((lost) =>
          desk.log.error({ err: lost }, 'a draft could not be kept'),
        )
      await ack({ response_action: 'errors', errors: errorsOf(told, inputsOf(view.blocks)) })
    }
  }
}

/** Keeps what was typed into a modal that was closed instead of sent. */
export function keepClosed(desk: Desk) {
  return async ({ ack, body, view }: SlackViewMiddlewareArgs<ViewClosedAction> & AllMiddlewareArgs): Promise<void> => {
    await ack()
    const { ctx } = await asked(desk, body)
    const draft = draftOf(view.callback_id, view.private_metadata, readValues((view.state?.values ?? {}) as ViewState))
    if (draft && isTouched(view.blocks, draft.values)) await keepDraft(ctx, draft, draft.values)
  }
}

/** Answers a global or a message shortcut. */
export function answerShortcut(desk: Desk, listener: (shortcut: Shortcut) => Promise<void>) {
  return async ({ ack, body, shortcut }: SlackShortcutMiddlewareArgs & AllMiddlewareArgs): Promise<void> => {
    await ack()
    const { ctx, client, userId, met } = await asked(desk, body)
    const message = shortcut.type === 'message_action' ? messageOf(shortcut) : null
    const place = message && { conversationId: message.conversationId, threadTs: null }
    const request = { ctx, client, userId, desk, triggerId: shortcut.trigger_id, message }
    const address = 'response_url' in shortcut ? shortcut.response_url : undefined
    const answer: Shortcut['answer'] = async (shown) => await showTo(request, place, shown, address)
    await answered(
      desk,
      { ...request, answer, met },
      `shortcut ${shortcut.callback_id}`,
      async () => await listener({ ...request, answer }),
    )
  }
}

/** Handles an event of Slack once, however often it is delivered. */
export function answerEvent(desk: Desk, listener: (event: Event) => Promise<void>) {
  return async ({ body, event }: SlackEventMiddlewareArgs & AllMiddlewareArgs): Promise<void> => {
    const { team_id: slackId, event_id: eventId } = body as { team_id: string; event_id: string }
    const fields = event as unknown as Record<string, unknown>
    const user = fields.user ?? fields.user_id
    const userId = typeof user === 'string' ? user : null
    let mine = false
    // Bolt has acknowledged the event before anybody looked at it, so Slack will not bring it again: what fails because
    // the database or Slack is away for a moment is tried again here.
    await withPatience(desk, `event ${event.type}`, async () => {
      const ctx = await desk.contextFor(slackId, userId)
      mine ||= await claimEvent(ctx, eventId)
      if (!mine) return
      await listener({ ctx, client: await desk.answering(ctx.workspaceId), desk, userId, event: fields })
      desk.announceSoon()
    })
  }
}

/** Makes the context of a request and meets who asked; what is announced in their name waits for `met`. */
export async function asked(desk: Desk, body: unknown) {
  const { team, user } = body as Body
  const userId = user?.id ?? ''
  const ctx = await desk.contextFor(team?.id ?? user?.team_id ?? '', userId)
  const client = await desk.answering(ctx.workspaceId)
  return { ctx, client, userId, ...(await meet(desk, ctx, client, userId)) }
}

/** Runs a listener; its error reaches the person, and what it announced is posted. */
export async function answered(
  desk: Desk,
  request: Pick<Click, 'ctx' | 'answer'> & { met: Promise<void> },
  where: string,
  run: () => Promise<void>,
): Promise<void> {
  try {
    await run()
  } catch (error) {
    const told = tell(error, desk.log, request.ctx.newId('err'), where)
    await request
      .answer(errorAnswer(told))
      .catch((lost) => desk.log.error({ err: lost, where }, 'an answer could not be shown'))
  }
  desk.later(request.met.then(() => desk.announceSoon()))
}

type Shown = Parameters<Click['answer']>[0]

/** Shows something to one person: where they are, else in their direct messages, else at the address of their request. */
export async function showTo(
  request: Pick<Click, 'client' | 'userId'>,
  place: Click['place'],
  shown: Shown,
  address?: string,
): Promise<void> {
  const { client, userId } = request
  try {
    if (place) await postEphemeral(client, place, userId, shown)
    else await client.chat.postMessage({ channel: userId, ...shown })
  } catch (error) {
    // No member of the channel, out of breath or without a token: the address still answers.
    if (address === undefined) throw error
    await answerByAddress(address, shown)
  }
}

/** Answers at the address that came with a request; it works where the bot is no member, and when little else does. */
export async function answerByAddress(address: string, shown: Pick<Shown, 'text'> & Partial<Shown>): Promise<void> {
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ response_type: 'ephemeral', replace_original: false, ...shown }),
    signal: AbortSignal.timeout(5_000),
  })
  if (!response.ok) throw new Error(`the address of the request answered with ${response.status}`)
}

type ClickBody = {
  trigger_id: string
  response_url?: string
  container?: { channel_id?: string; message_ts?: string; thread_ts?: string; is_ephemeral?: boolean }
  channel?: { id: string }
  message?: { ts: string; thread_ts?: string }
  view?: {
    id: string
    type: string
    callback_id: string
    hash: string
    private_metadata: string
    state?: { values: ViewState }
  }
}
type ClickedElement = {
  action_id: string
  value?: string
  selected_option?: { value?: string } | null
  block_id: string
}

async function clickOf(desk: Desk, body: ClickBody, element: ClickedElement): Promise<Click & { met: Promise<void> }> {
  const { ctx, client, userId, met } = await asked(desk, body)
  const conversationId = body.channel?.id ?? body.container?.channel_id
  const threadTs = body.message?.thread_ts ?? body.container?.thread_ts ?? null
  const place = conversationId ? { conversationId, threadTs } : null
  const { view } = body
  const request = {
    ctx,
    client,
    userId,
    desk,
    actionId: element.action_id,
    value: element.value ?? element.selected_option?.value ?? '',
    triggerId: body.trigger_id,
  }
  return {
    ...request,
    met,
    place,
    messageTs: body.message?.ts ?? body.container?.message_ts ?? null,
    isCopy: body.container?.is_ephemeral === true,
    view: view
      ? {
          id: view.id,
          type: view.type,
          callbackId: view.callback_id,
          hash: view.hash,
          metadata: view.private_metadata,
          values: readValues(view.state?.values ?? {}),
        }
      : null,
    answer: async (shown) => await showTo(request, place, shown, body.response_url),
  }
}

function messageOf(shortcut: { channel: { id: string }; message: unknown }): Shortcut['message'] {
  const { ts, text = '', files = [] } = shortcut.message as { ts: string; text?: string; files?: { id: string }[] }
  return { conversationId: shortcut.channel.id, ts, text, fileIds: files.map(({ id }) => id) }
}

function inputsOf(blocks: readonly { type: string; block_id?: string }[]): string[] {
  return blocks.filter(({ type }) => type === 'input').flatMap(({ block_id: id }) => (id === undefined ? [] : [id]))
}

function triggerOf(body: unknown): string {
  return (body as { trigger_id?: string }).trigger_id ?? ''
}
