import { DEFAULTS, type Definition, type Scope, SEVERITIES, scopeKey } from '../../domain/guardrail/guardrail.ts'
import { kindOf, usualRule, WATCHED, type Watched, watchedBy, watchedOf } from '../../domain/guardrail/watched.ts'
import { isTime } from '../../domain/rhythm.ts'
import type { Team } from '../../domain/team.ts'
import {
  BOUND_PARTS,
  boundInput,
  type GuardrailFields,
  RULE_PARTS,
  ruleInput,
} from '../views/guardrail/guardrail-ids.ts'
import { advancedFields, boundText, percentText, readAdvanced } from './guardrail-advanced.ts'
import { openPlanForm } from './plan-form-reader.ts'

// The form of a guardrail and its definition: one way as texts to begin with, the other way as what they stand for.

/** A definition that a form holds, and what keeps it from being one, by the id of the input. */
export type ReadDefinition = { definition: Definition; faults: Record<string, string> }

/** What is watched and where, as chosen in the form. */
export function chosen(team: Pick<Team, 'channels'>, fields: GuardrailFields): { watched: Watched; scope: Scope } {
  const watched = watchedOf(fields.watched ?? '') ?? WATCHED[0]
  if (!watched) throw new Error('nothing can be watched')
  return { watched, scope: readScope(team, fields.scope ?? 'team') }
}

/** A scope as the value of a choice. */
export function scopeValue(scope: Scope): string {
  if (scope.level === 'channel') return `channel:${scope.channelId}`
  return scope.level === 'campaign' ? `campaign:${scope.campaign}` : 'team'
}

/** A definition as the texts of its form. */
export function fieldsOfDefinition(definition: Definition): Record<string, string> {
  const watched = watchedBy(definition)
  const { scope, breach, quiet } = definition
  const bound = (side: 'low' | 'high') => {
    const value = breach[side]
    return value === null ? {} : { [boundInput(side, watched, scope)]: boundText(watched, value) }
  }
  return {
    watched: watched.id,
    scope: scopeValue(scope),
    ...bound('low'),
    ...bound('high'),
    [ruleInput('windowDays', watched)]: String(definition.windowDays),
    [ruleInput('fireAfter', watched)]: String(definition.fireAfter),
    ...advancedFields(definition),
    name: definition.name,
    severity: definition.severity,
    runbook: definition.runbook,
    remindHours: String(definition.remindHours),
    ...(definition.ownerUserId && { owner: definition.ownerUserId }),
    ...(definition.approverUserId && { approver: definition.approverUserId }),
    ...(definition.conversationId && { conversation: definition.conversationId }),
    ...(quiet && { quietFrom: quiet.from, quietTo: quiet.to }),
  }
}

/** What is usual for a thing to watch, as the texts of its inputs. */
export function usualFields(watched: Watched): Record<string, string> {
  const { windowDays, fireAfter, sure } = usualRule(watched)
  return {
    [ruleInput('windowDays', watched)]: String(windowDays),
    [ruleInput('fireAfter', watched)]: String(fireAfter),
    [ruleInput('sure', watched)]: percentText(sure),
  }
}

/** Reads the form; `base` is what it was before, and keeps what the form does not show. */
export function readDefinition(
  team: Team,
  fields: GuardrailFields,
  base: Definition | null,
  usual: number | null,
): ReadDefinition {
  const { watched, scope } = chosen(team, fields)
  const form = openPlanForm(fields)
  // Bounds of another thing are no bounds of this one.
  const before = base && watchedBy(base).id === watched.id && scopeKey(base.scope) === scopeKey(scope) ? base : null
  const side = (which: 'low' | 'high') => {
    if (!watched.sides.includes(which)) return null
    const id = boundInput(which, watched, scope)
    return watched.unit === 'percent' ? form.percent(id) : form.amount(id)
  }
  const breach = { low: side('low'), high: side('high') }
  const whole = (id: string, otherwise: number) => form.whole(id) ?? (form.text(id) === '' ? otherwise : Number.NaN)
  const rule = usualRule(watched)
  const [windowId, afterId] = [ruleInput('windowDays', watched), ruleInput('fireAfter', watched)]
  const [from, to] = [form.text('quietFrom'), form.text('quietTo')]
  const definition: Definition = {
    ...readAdvanced(form, fields, { watched, scope, breach }, before, usual),
    name: form.text('name') || watched.label,
    scope,
    kind: kindOf(watched, breach),
    metric: watched.metric,
    breach,
    windowDays: whole(windowId, before?.windowDays ?? rule.windowDays),
    fireAfter: whole(afterId, before?.fireAfter ?? rule.fireAfter),
    remindHours: whole('remindHours', DEFAULTS.remindHours),
    severity: form.one('severity', SEVERITIES) ?? 'warning',
    ownerUserId: form.text('owner') || null,
    approverUserId: form.text('approver') || null,
    runbook: form.text('runbook'),
    conversationId: form.text('conversation') || null,
    quiet: isTime(from) && isTime(to) ? { from, to } : null,
  }
  if (isTime(from) !== isTime(to)) form.refuse('quietTo', 'Give both ends of the quiet hours, or none.')
  return { definition, faults: form.faults }
}

/** Faults of a definition at the inputs that show them. */
export function atInputs(
  { scope, kind, metric }: Definition,
  faults: Readonly<Record<string, string>>,
): Record<string, string> {
  const watched = watchedBy({ kind, metric })
  const inputOf = (part: string) => {
    const bound = BOUND_PARTS.find((each) => each === part)
    const rule = RULE_PARTS.find((each) => each === part)
    if (bound) return boundInput(bound, watched, scope)
    return rule ? ruleInput(rule, watched) : part
  }
  return Object.fromEntries(Object.entries(faults).map(([part, why]) => [inputOf(part), why]))
}

function readScope({ channels }: Pick<Team, 'channels'>, value: string): Scope {
  const rest = value.slice(value.indexOf(':') + 1)
  if (value.startsWith('campaign:')) return { level: 'campaign', campaign: rest }
  if (value.startsWith('channel:') && channels.some(({ id }) => id === rest))
    return { level: 'channel', channelId: rest }
  return { level: 'team' }
}
