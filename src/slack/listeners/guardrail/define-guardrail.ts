import { definitionFaults } from '../../../domain/guardrail/definition-faults.ts'
import { DEFAULTS, type Definition, type Guardrail, type Scope } from '../../../domain/guardrail/guardrail.ts'
import { type Watched, watchedBy, watchedOf } from '../../../domain/guardrail/watched.ts'
import { primaryMetrics } from '../../../domain/review/review.ts'
import type { TeamContext } from '../../../flows/context.ts'
import { teamById, teamMeant } from '../../../flows/find-team.ts'
import { defineGuardrail } from '../../../flows/guardrail/define-guardrail.ts'
import { requireEditor } from '../../../flows/guardrail/guardrail-rights.ts'
import { judgeGuardrails } from '../../../flows/guardrail/judge-guardrails.ts'
import { listCampaigns, previewGuardrail, testedInWords } from '../../../flows/guardrail/preview-guardrail.ts'
import { guardrailById, guardrailNamed } from '../../../flows/guardrail/read-guardrails.ts'
import { GUARDRAIL_FORM, keepDraft, recallDraft } from '../../../flows/keep-draft.ts'
import { Invalid } from '../../../lib/errors.ts'
import { fingerprint, shortFingerprint } from '../../../lib/fingerprint.ts'
import { boundText, isAdvanced } from '../../forms/guardrail-advanced.ts'
import {
  atInputs,
  chosen,
  fieldsOfDefinition,
  readDefinition,
  scopeValue,
  usualFields,
} from '../../forms/guardrail-fields.ts'
import { openForm } from '../../forms/open-form.ts'
import { refreshForm } from '../../forms/refresh-form.ts'
import type { Value } from '../../kit/values.ts'
import type { Click, Command, Next, Submission } from '../../requests.ts'
import { guardrailSaved } from '../../views/guardrail/guardrail-answers.ts'
import { type GuardrailFormState, type GuardrailMetadata, guardrailForm } from '../../views/guardrail/guardrail-form.ts'
import { boundInput, type GuardrailFields, ruleInput } from '../../views/guardrail/guardrail-ids.ts'

const TITLE = 'Guardrail'

/** `/beat guardrail new`. */
export async function newGuardrailByCommand(command: Command): Promise<void> {
  await openForm(command, TITLE, async () => {
    return await newForm({ ...command.ctx, team: await teamMeant(command.ctx, command.conversationId) })
  })
}

/** `/beat guardrail edit G-3`. */
export async function editGuardrailByCommand(command: Command): Promise<void> {
  await openForm(command, TITLE, async () => {
    const ctx = { ...command.ctx, team: await teamMeant(command.ctx, command.conversationId) }
    return await editForm(ctx, await guardrailNamed(ctx, command.text))
  })
}

/** [New guardrail], at home and under the list; its value is the team. */
export async function newGuardrailByClick(click: Click): Promise<void> {
  await openForm(
    click,
    TITLE,
    async () => await newForm({ ...click.ctx, team: await teamById(click.ctx, click.value) }),
  )
}

/** [Edit] on a guardrail. */
export async function editGuardrail(click: Click, ctx: TeamContext, id: string): Promise<void> {
  await openForm(click, TITLE, async () => await editForm(ctx, await guardrailById(ctx, id)))
}

/** Whatever is chosen or typed is kept, and what the rule would have done stands under its bounds. */
export async function guardrailTyped(click: Click): Promise<void> {
  const { ctx, view } = click
  if (!view) return
  const metadata: GuardrailMetadata = JSON.parse(view.metadata)
  const at = { ...ctx, team: await teamById(ctx, metadata.teamId) }
  const typed = wholeOf(view.values)
  await keepDraft(ctx, { form: GUARDRAIL_FORM, subject: metadata.draft }, typed)
  const base = metadata.version === null ? null : await guardrailById(at, metadata.id)
  const next = await stateOf(at, metadata, base, typed)
  if (next.metadata.shown !== metadata.shown) await refreshForm(click, guardrailForm(next))
}

/** [Change these] beside the advanced settings: their inputs are shown. */
export async function openAdvanced(click: Click): Promise<void> {
  const { ctx, view } = click
  if (!view) return
  const metadata: GuardrailMetadata = JSON.parse(view.metadata)
  const at = { ...ctx, team: await teamById(ctx, metadata.teamId) }
  const base = metadata.version === null ? null : await guardrailById(at, metadata.id)
  await refreshForm(click, guardrailForm(await stateOf(at, { ...metadata, advanced: 1 }, base, wholeOf(view.values))))
}

/** The guardrail was sent: it is judged from now on. */
export async function saveGuardrail({ ctx, values, metadata: text }: Submission): Promise<Next> {
  const metadata: GuardrailMetadata = JSON.parse(text)
  const at = { ...ctx, team: await teamById(ctx, metadata.teamId) }
  const base = metadata.version === null ? null : await guardrailById(at, metadata.id)
  const first = readDefinition(at.team, wholeOf(values), base, null)
  const faults = { ...atInputs(first.definition, definitionFaults(first.definition)), ...first.faults }
  if (Object.keys(faults).length > 0) throw new Invalid(Object.values(faults).join(' '), faults)
  const { definition } = readDefinition(at.team, wholeOf(values), base, (await previewOf(at, first.definition)).usual)
  const guardrail = await defineGuardrail(at, metadata, definition)
  const update = guardrailSaved({ team: at.team, guardrail, isNew: metadata.version === null })
  return { update, meanwhile: async () => void (await judgeGuardrails(at)) }
}

async function previewOf(ctx: TeamContext, definition: Definition) {
  return await previewGuardrail(ctx, watchedBy(definition), definition.scope, definition.windowDays)
}

/** What stands in the inputs, also where somebody emptied one: a bound that was taken away is not proposed again. */
function wholeOf(values: Record<string, Value>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([id, value]) => [id, typeof value === 'string' ? value : '']))
}

async function newForm(ctx: TeamContext) {
  const { team } = ctx
  const draft = await recallDraft(ctx, { form: GUARDRAIL_FORM, subject: team.id })
  const metadata = { teamId: team.id, id: ctx.newId('grd'), version: null, draft: team.id, shown: '' }
  return guardrailForm(await stateOf(ctx, metadata, null, draft))
}

async function editForm(ctx: TeamContext, guardrail: Guardrail) {
  requireEditor(ctx, guardrail)
  const { id, version } = guardrail
  const draft = await recallDraft(ctx, { form: GUARDRAIL_FORM, subject: id })
  return guardrailForm(await stateOf(ctx, { teamId: ctx.team.id, id, version, draft: id, shown: '' }, guardrail, draft))
}

/** The form as it stands: what was typed over what it was, over what is proposed. */
async function stateOf(
  ctx: TeamContext,
  metadata: GuardrailMetadata,
  base: Guardrail | null,
  typed: GuardrailFields | null,
): Promise<GuardrailFormState> {
  const { team } = ctx
  const begun = base ? fieldsOfDefinition(base) : beginning(team, ctx)
  const { watched, scope } = chosen(team, { ...begun, ...typed })
  const rule = { ...usualFields(watched), ...begun, ...typed }
  const windowDays = Number.parseInt(rule[ruleInput('windowDays', watched)] ?? '', 10)
  const preview = await previewGuardrail(ctx, watched, scope, windowDays >= 1 && windowDays <= 90 ? windowDays : 7)
  const isProposed = !base || scopeValue(base.scope) !== scopeValue(scope) || begun.watched !== watched.id
  const proposed = isProposed ? proposedFields(watched, scope, preview.bounds) : {}
  const fields = { ...usualFields(watched), ...proposed, ...begun, ...typed }
  const { definition, faults } = readDefinition(team, fields, base, preview.usual)
  const problems = Object.values({ ...definitionFaults(definition), ...faults })
  const tested =
    problems.length > 0
      ? [`Once this is mended, I say what it would have done: ${problems.join(' ')}`]
      : testedInWords(await preview.test(definition))
  const shown = shortFingerprint(fingerprint(JSON.stringify([watched.id, scopeValue(scope), preview.why, tested])))
  return {
    team,
    metadata: { ...metadata, shown },
    name: base ? `G-${base.number}` : null,
    fields,
    watched,
    scope,
    scopes: await scopesOf(ctx, scope),
    why: preview.why,
    tested,
    definition,
    isAdvanced: metadata.advanced === 1 || isAdvanced(typed, base),
    isDraft: typed !== null && metadata.shown === '',
  }
}

/** A new guardrail begins with what a result of the team costs. */
function beginning(team: TeamContext['team'], { actor }: TeamContext): Record<string, string> {
  const { cost } = primaryMetrics(team)
  const { quiet, remindHours } = DEFAULTS
  return {
    watched: watchedOf(`kpi_${cost}`)?.id ?? '',
    scope: 'team',
    remindHours: String(remindHours),
    severity: 'warning',
    quietFrom: quiet.from,
    quietTo: quiet.to,
    ...(actor.kind === 'person' && { owner: actor.userId }),
  }
}

function proposedFields(watched: Watched, scope: Scope, bounds: Definition['breach']): Record<string, string> {
  const of = (side: 'low' | 'high') => {
    const bound = bounds[side]
    return bound === null || !watched.sides.includes(side)
      ? []
      : [[boundInput(side, watched, scope), boundText(watched, bound)]]
  }
  return Object.fromEntries([...of('low'), ...of('high')])
}

const LONGEST_VALUE = 75

async function scopesOf(ctx: TeamContext, current: Scope): Promise<{ value: string; name: string }[]> {
  const campaigns = await listCampaigns(ctx)
  const own = current.level === 'campaign' && !campaigns.includes(current.campaign) ? [current.campaign] : []
  return [
    { value: 'team', name: 'The whole team' },
    ...ctx.team.channels.map(({ id, name }) => ({ value: `channel:${id}`, name })),
    ...[...own, ...campaigns].map((campaign) => ({ value: `campaign:${campaign}`, name: `Campaign ${campaign}` })),
  ].filter(({ value }) => value.length <= LONGEST_VALUE)
}
