import type { ModalView } from '@slack/types'
import { type ActionFields, type ActionOrigin, LONGEST_ACTION, PRIORITIES } from '../../../domain/action/action.ts'
import { readActionLine } from '../../../domain/action/action-line.ts'
import { usualDue } from '../../../domain/action/action-words.ts'
import type { Team } from '../../../domain/team.ts'
import { localDay } from '../../../domain/week.ts'
import { actionSubject, saveAction } from '../../../flows/action/add-action.ts'
import { needOpen } from '../../../flows/action/change-action.ts'
import { readAction, readFocus } from '../../../flows/action/read-actions.ts'
import { readOrigin } from '../../../flows/action/read-origin.ts'
import type { Context, TeamContext } from '../../../flows/context.ts'
import { namesOfPeople, teamById, teamMeant, teamOfAction } from '../../../flows/find-team.ts'
import { ACTION_FORM, recallDraft } from '../../../flows/keep-draft.ts'
import { openForTeam } from '../../forms/ask-team.ts'
import { typedOf } from '../../forms/drafts.ts'
import { openForm } from '../../forms/open-form.ts'
import { clamp, plainOf } from '../../kit/text.ts'
import { textOf, type Value } from '../../kit/values.ts'
import { linkTo } from '../../links.ts'
import type { Click, Command, Next, Shortcut, Submission } from '../../requests.ts'
import { type ActionMetadata, actionForm, actionNoted, NONE_LEAVES } from '../../views/action/action-form.ts'
import type { ChosenMessage } from '../../views/team-choice.ts'

const TITLE = 'New action'

/** `/beat action new [what @who by when]`. */
export async function newActionByCommand(command: Command, words: string): Promise<void> {
  await openForm(command, TITLE, async () => {
    const ctx = { ...command.ctx, team: await teamMeant(command.ctx, command.conversationId) }
    const said = readActionLine(words, await namesOfPeople(ctx), localDay(ctx.now, ctx.team.zone))
    const fields = {
      what: clamp(said.what, LONGEST_ACTION),
      ...(said.ownerUserId && { ownerUserId: said.ownerUserId }),
      ...(said.dueOn && { dueOn: said.dueOn }),
    }
    return await newAction(ctx, { kind: 'command', subject: null, words: '', permalink: null }, fields)
  })
}

/** [Add action] in a review, [Make it an action] under a narrative, [New action] at home and in lists. */
export async function newActionByClick(click: Click): Promise<void> {
  await openForm(click, TITLE, async () => {
    const [teamId = '', kind = '', subject = ''] = click.value.split(':')
    const ctx = { ...click.ctx, team: await teamById(click.ctx, teamId) }
    const { origin, post, fields } = await readOrigin(ctx, kind, subject)
    return await newAction(ctx, { ...origin, permalink: await linkTo(click.client, post) }, fields)
  })
}

/** "Make this an action": its words begin the action, and the message stays linked. */
export async function makeThisAnAction(shortcut: Shortcut): Promise<void> {
  const { message } = shortcut
  if (!message) return
  const asked = { purpose: 'action', title: TITLE } as const
  await openForTeam(shortcut, asked, async (team) => await messageAction(shortcut, team, message))
}

/** The form of an action that begins with the words of a message. */
export async function messageAction(
  { ctx, client }: Pick<Shortcut, 'ctx' | 'client'>,
  team: Team,
  message: ChosenMessage,
): Promise<ModalView> {
  const what = clamp(plainOf(message.text).replace(/\s+/g, ' ').trim(), LONGEST_ACTION)
  const origin = { kind: 'message', subject: message.ts, words: 'this message' } as const
  return await newAction({ ...ctx, team }, { ...origin, permalink: await linkTo(client, message) }, { what })
}

/** [Change] on an action. */
export async function changeActionByClick(click: Click): Promise<void> {
  const { value: actionId } = click
  await openForm(click, 'Change action', async () => {
    const ctx = { ...click.ctx, team: await teamOfAction(click.ctx, actionId) }
    const { action } = await readAction(ctx, actionId)
    await needOpen(ctx.db.prisma, ctx, action)
    const draft = actionSubject(ctx.team.id, { actionId })
    const about = { id: actionId, draft, version: action.version, name: `A-${action.number}` }
    return await formFor(ctx, { ...about, teamId: ctx.team.id, ...action.origin }, action)
  })
}

/** The action was sent: it is noted, or the form asks which one leaves the focus. */
export async function saveTheAction({ ctx: base, userId, values, metadata: text }: Submission): Promise<Next> {
  const metadata: ActionMetadata = JSON.parse(text)
  const ctx = { ...base, team: await teamById(base, metadata.teamId) }
  const { kind, subject, words, permalink } = metadata
  const leaves = textOf(values, 'leaves')
  const fields = readFields(values)
  const focus = fields.focus && leaves !== NONE_LEAVES
  const saved = await saveAction(
    ctx,
    { ...metadata, leaves },
    { ...fields, focus },
    { kind, subject, words, permalink },
  )
  if (saved.kind === 'focus full') {
    const state = { team: ctx.team, metadata, fields: {}, draft: typedOf(values), focus: saved.focus, isSixth: true }
    return { update: actionForm({ ...state, ...(await seenBy(ctx)) }) }
  }
  if (metadata.version !== null) return undefined
  return { update: actionNoted({ team: ctx.team, action: saved.action, userId, ...(await seenBy(ctx)) }) }
}

async function newAction(ctx: TeamContext, origin: ActionOrigin, fields: Partial<ActionFields>) {
  const draft = actionSubject(ctx.team.id, { of: origin.subject })
  const about = { id: ctx.newId('act'), draft, version: null, name: null, teamId: ctx.team.id, ...origin }
  const { actor } = ctx
  const usual = {
    dueOn: usualDue(localDay(ctx.now, ctx.team.zone)),
    ...(actor.kind === 'person' && { ownerUserId: actor.userId }),
  }
  return await formFor(ctx, about, { ...usual, ...fields })
}

async function formFor(ctx: TeamContext, metadata: ActionMetadata, fields: Partial<ActionFields>) {
  const kept = await recallDraft(ctx, { form: ACTION_FORM, subject: metadata.draft })
  // What was said with the command begins a draft that has no words yet.
  const draft = kept && { ...(fields.what && metadata.version === null && { what: fields.what }), ...kept }
  const focus = (await readFocus(ctx)).filter(({ id }) => id !== metadata.id)
  return actionForm({ team: ctx.team, metadata, fields, draft, focus, isSixth: false, ...(await seenBy(ctx)) })
}

async function seenBy(ctx: Context & { team: Team }) {
  return { today: localDay(ctx.now, ctx.team.zone), names: await namesOfPeople(ctx) }
}

function readFields(values: Record<string, Value>): ActionFields {
  const text = (id: string) => textOf(values, id) ?? ''
  return {
    what: text('what'),
    ownerUserId: text('owner'),
    dueOn: text('due'),
    priority: PRIORITIES.find((each) => each === text('priority')) ?? 'normal',
    focus: text('focus') === 'yes',
  }
}
