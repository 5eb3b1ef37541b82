import {
  type Action,
  type ActionFields,
  type ActionOrigin,
  actionFaults,
  MOST_FOCUS,
} from '../../domain/action/action.ts'
import { actorName } from '../../domain/team.ts'
import { localDay } from '../../domain/week.ts'
import { Conflict, Invalid } from '../../lib/errors.ts'
import { findAction, insertAction, listActions, lockActions, nextActionNumber } from '../../store/actions.ts'
import { writeAudit } from '../../store/audits.ts'
import { type Tx, transaction } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { ACTION_FORM, forgetDraft } from '../keep-draft.ts'
import { changeAction, needAction, needOpen, showAtOrigin, showInReview, tellOf } from './change-action.ts'

/**
 * Where an action is written: the id it has or will have, the draft it was typed into, the version the form was opened on (null for
 * a new one), and, where the focus is full, the id of the action that leaves it for this one.
 */
export type ActionForm = { id: string; draft: string; version: number | null; leaves: string | null }

/** The action as it stands now, or that five others are the focus already and one of them has to leave it. */
export type Saved = { kind: 'saved'; action: Action } | { kind: 'focus full'; focus: Action[] }

/** Names the draft of an action: a new one of a team, made of something in particular, or one that is noted. */
export function actionSubject(teamId: string, about: { of?: string | null; actionId?: string } = {}): string {
  return about.actionId ?? `${teamId}:${about.of ?? ''}`
}

/**
 * Notes an action, or changes one. Its new owner is told. The id comes with the form, so that a form that is sent twice makes one
 * action.
 */
export async function saveAction(
  ctx: TeamContext,
  form: ActionForm,
  fields: ActionFields,
  origin: ActionOrigin,
): Promise<Saved> {
  return await transaction(ctx.db, async (tx) => {
    await lockActions(tx, ctx.team)
    const before = form.version === null ? null : await needAction(tx, ctx, form.id)
    const sent = form.version === null ? await findAction(tx, ctx.team, form.id) : null
    if (sent) return { kind: 'saved', action: sent }
    refuseFaults(ctx, fields, before)
    if (before) await needOpen(tx, ctx, before)
    if (before && before.version !== form.version) {
      throw new Conflict(
        'Somebody else changed this action while you were writing, so I changed nothing. Your draft is kept: close this form and open it again.',
      )
    }
    const full = fields.focus ? await makeRoom(tx, ctx, form) : null
    if (full) return { kind: 'focus full', focus: full }
    const action = before
      ? await change(tx, ctx, before, fields)
      : await insertNew(tx, ctx, { id: form.id, fields, origin })
    await forgetDraft(tx, ctx, { form: ACTION_FORM, subject: form.draft })
    return { kind: 'saved', action }
  })
}

/** Adds an action inside the transaction of whoever makes it; the caller holds the team's actions. Its owner is told. */
export async function insertNew(
  tx: Tx,
  ctx: TeamContext,
  of: { id: string; fields: ActionFields; origin: ActionOrigin },
): Promise<Action> {
  const { team, now } = ctx
  const action: Action = {
    id: of.id,
    ...of.fields,
    what: of.fields.what.trim(),
    number: await nextActionNumber(tx, team),
    firstDueOn: of.fields.dueOn,
    state: 'open',
    origin: of.origin,
    reason: null,
    nudgedOn: null,
    createdAt: now,
    createdBy: actorName(ctx.actor),
    settledAt: null,
    settledBy: null,
    version: 1,
  }
  await insertAction(tx, team, action)
  await tellOf(tx, ctx, action, 'assigned', action.ownerUserId)
  await showInReview(tx, ctx)
  await showAtOrigin(tx, ctx, action)
  const detail = { version: 1, number: action.number, ...of.fields, origin: of.origin }
  await writeAudit(tx, ctx, { teamId: team.id, action: 'action noted', subject: action.id, detail })
  return action
}

function refuseFaults(ctx: TeamContext, fields: ActionFields, before: ActionFields | null): void {
  const faults = actionFaults(fields, localDay(ctx.now, ctx.team.zone), before)
  if (Object.keys(faults).length > 0) throw new Invalid(Object.values(faults).join(' '), faults)
}

async function change(tx: Tx, ctx: TeamContext, before: Action, fields: ActionFields): Promise<Action> {
  const { what, ownerUserId, dueOn, priority, focus } = before
  const moved = dueOn !== fields.dueOn
  // Of a new day a person may be told again, when it has passed as well.
  const changes = { ...fields, what: fields.what.trim(), ...(moved && { nudgedOn: null }) }
  const detail = { before: { what, ownerUserId, dueOn, priority, focus } }
  const changed = await changeAction(tx, ctx, before, changes, { action: 'action changed', detail })
  if (ownerUserId !== fields.ownerUserId) await tellOf(tx, ctx, changed, 'assigned', fields.ownerUserId)
  return changed
}

/** Takes the action that leaves the focus out of it; answers with the five of the focus where none was named and all are taken. */
async function makeRoom(tx: Tx, ctx: TeamContext, form: ActionForm): Promise<Action[] | null> {
  const focus = (await listActions(tx, ctx.team, { state: 'open', focus: true })).filter(({ id }) => id !== form.id)
  if (focus.length < MOST_FOCUS) return null
  const leaving = focus.find(({ id }) => id === form.leaves)
  if (!leaving) return focus
  await changeAction(tx, ctx, leaving, { focus: false }, { action: 'action left the focus', detail: { for: form.id } })
  return null
}
