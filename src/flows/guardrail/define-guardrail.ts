import { definitionFaults } from '../../domain/guardrail/definition-faults.ts'
import type { Definition, Guardrail } from '../../domain/guardrail/guardrail.ts'
import { guardrailName } from '../../domain/guardrail/guardrail.ts'
import { actorName } from '../../domain/team.ts'
import { Conflict, Invalid } from '../../lib/errors.ts'
import { writeAudit } from '../../store/audits.ts'
import {
  findGuardrail,
  insertGuardrail,
  listGuardrails,
  nextGuardrailNumber,
  updateGuardrail,
} from '../../store/guardrail/guardrails.ts'
import { type Tx, transaction } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { forgetDraft, GUARDRAIL_FORM } from '../keep-draft.ts'
import { requireEditor } from './guardrail-rights.ts'

/** What a form about a guardrail knows of it: its id, its version (null for a new one), and where its draft lies. */
export type GuardrailForm = { id: string; version: number | null; draft: string }

/** Makes a guardrail, or changes one nobody has changed since `version`; a changed rule is judged from the start. */
export async function defineGuardrail(
  ctx: TeamContext,
  { id, version, draft }: GuardrailForm,
  definition: Definition,
): Promise<Guardrail> {
  const faults = definitionFaults(definition)
  if (Object.keys(faults).length > 0) throw new Invalid(Object.values(faults).join(' '), faults)
  // Whoever names themselves as the owner gains nothing by it.
  requireEditor(ctx, { scope: definition.scope, ownerUserId: null, approverUserId: null })
  return await transaction(ctx.db, async (tx) => {
    await requireDependedOn(tx, ctx, id, definition)
    if (version === null) await insertNew(tx, ctx, id, definition)
    else await change(tx, ctx, { id, version, definition })
    await forgetDraft(tx, ctx, { form: GUARDRAIL_FORM, subject: draft })
    return await needNew(tx, ctx, id)
  })
}

/** Makes several guardrails at once, as the starter set does; returns them in their order. */
export async function defineGuardrails(
  ctx: TeamContext,
  wanted: readonly { id: string; definition: Definition }[],
): Promise<Guardrail[]> {
  for (const { definition } of wanted)
    requireEditor(ctx, { scope: definition.scope, ownerUserId: null, approverUserId: null })
  return await transaction(ctx.db, async (tx) => {
    const made: Guardrail[] = []
    for (const { id, definition } of wanted) {
      // Sent twice, a form makes its guardrails once.
      if ((await findGuardrail(tx, ctx.team, id)) === null) await insertNew(tx, ctx, id, definition)
      made.push(await needNew(tx, ctx, id))
    }
    return made
  })
}

/** Refuses a guardrail that is muted by itself, or by one that is not there. */
async function requireDependedOn(tx: Tx, { team }: TeamContext, id: string, { dependsOn }: Definition): Promise<void> {
  if (dependsOn.length === 0) return
  const there = await listGuardrails(tx, team)
  const own = there.find((each) => each.id === id)?.number
  const missing = dependsOn.find((number) => number === own || !there.some((each) => each.number === number))
  if (missing === undefined) return
  const why = missing === own ? `G-${missing} is this one.` : `${team.name} has no guardrail G-${missing}.`
  throw new Invalid(why, { dependsOn: `${why} /beat guardrail list shows all there are.` })
}

async function insertNew(tx: Tx, ctx: TeamContext, id: string, definition: Definition): Promise<void> {
  const { team, now, actor } = ctx
  const number = await nextGuardrailNumber(tx, team)
  await insertGuardrail(tx, team, { id, number, definition }, { by: actorName(actor), at: now })
  const detail = { name: guardrailName({ ...definition, number }, team), version: 1, definition }
  await writeAudit(tx, ctx, { teamId: team.id, action: 'guardrail made', subject: id, detail })
}

async function change(
  tx: Tx,
  ctx: TeamContext,
  { id, version, definition }: { id: string; version: number; definition: Definition },
): Promise<void> {
  const { team, now, actor } = ctx
  const before = await findGuardrail(tx, team, id)
  if (!before)
    throw new Conflict('This guardrail has been removed in the meantime. Make it anew with `/beat guardrail new`.')
  requireEditor(ctx, before)
  const won = await updateGuardrail(tx, team, { id, version, definition }, { by: actorName(actor), at: now })
  if (!won)
    throw new Conflict(
      `Somebody else changed G-${before.number} while you were at it. What you typed is kept as a draft: open it again and see what it says now.`,
    )
  const detail = { name: guardrailName(before, team), version: version + 1, definition }
  await writeAudit(tx, ctx, { teamId: team.id, action: 'guardrail changed', subject: id, detail })
}

async function needNew(tx: Tx, { team }: TeamContext, id: string): Promise<Guardrail> {
  const guardrail = await findGuardrail(tx, team, id)
  if (!guardrail) throw new Conflict('This guardrail has been removed in the meantime.')
  return guardrail
}
