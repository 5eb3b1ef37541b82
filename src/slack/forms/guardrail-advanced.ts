import { DEFAULTS, type Definition, NO_DATA_MEANINGS, readGuardrailNumber } from '../../domain/guardrail/guardrail.ts'
import { recoveryOf } from '../../domain/guardrail/proposal.ts'
import { usualRule, type Watched, watchedBy } from '../../domain/guardrail/watched.ts'
import { boundInput, type GuardrailFields, ruleInput } from '../views/guardrail/guardrail-ids.ts'
import type { PlanForm } from './plan-form-reader.ts'

// The advanced part of the form of a guardrail. It may be closed: what its inputs do not show stays as it was.

type Side = 'low' | 'high'
const SIDES = ['low', 'high'] as const
const WARN = { low: 'warnLow', high: 'warnHigh' } as const
const RECOVER = { low: 'recoverLow', high: 'recoverHigh' } as const

/** A bound as people write it: percentages without their sign, money and counts in digits; '' for none. */
export function boundText({ unit }: Pick<Watched, 'unit'>, value: number | null): string {
  if (value === null) return ''
  return unit === 'percent' ? percentText(value) : String(Number(value.toPrecision(9)))
}

/** A share in percent, without the sign. */
export function percentText(share: number): string {
  return String(Number((share * 100).toPrecision(6)))
}

/** Whether the advanced part is on show: somebody opened it, or something in it is not as usual. */
export function isAdvanced(typed: GuardrailFields | null, base: Definition | null): boolean {
  if (typed && 'resolveAfter' in typed) return true
  if (!base) return false
  const { warn, minSpend, minResults, maturityDays, resolveAfter, noData, dependsOn, sure } = base
  const usual = usualRule(watchedBy(base))
  return (
    [warn.low, warn.high, minSpend, minResults].some((each) => each !== null) ||
    maturityDays !== DEFAULTS.maturityDays ||
    resolveAfter !== DEFAULTS.resolveAfter ||
    noData !== DEFAULTS.noData ||
    dependsOn.length > 0 ||
    sure !== usual.sure
  )
}

/** The advanced part of a definition as the texts of its inputs. */
export function advancedFields(definition: Definition): Record<string, string> {
  const watched = watchedBy(definition)
  const { scope, warn, recover, minSpend, minResults, sure } = definition
  const count = (value: number | null) => (value === null ? '' : String(value))
  const bounds = SIDES.flatMap((side) => [
    [boundInput(WARN[side], watched, scope), boundText(watched, warn[side])],
    [boundInput(RECOVER[side], watched, scope), boundText(watched, recover[side])],
  ])
  return {
    ...Object.fromEntries(bounds),
    [ruleInput('sure', watched)]: percentText(sure),
    minSpend: count(minSpend),
    minResults: count(minResults),
    maturityDays: String(definition.maturityDays),
    resolveAfter: String(definition.resolveAfter),
    noData: definition.noData,
    dependsOn: definition.dependsOn.map((number) => `G-${number}`).join(', '),
  }
}

type Advanced = Pick<
  Definition,
  'warn' | 'recover' | 'sure' | 'minSpend' | 'minResults' | 'maturityDays' | 'resolveAfter' | 'noData' | 'dependsOn'
>

/** Reads the advanced part; `base` is what it was before, if it watched the same. */
export function readAdvanced(
  form: PlanForm,
  fields: GuardrailFields,
  { watched, scope, breach }: { watched: Watched } & Pick<Definition, 'scope' | 'breach'>,
  base: Definition | null,
  usual: number | null,
): Advanced {
  const kept = { ...DEFAULTS, sure: usualRule(watched).sure, ...base }
  const isShown = (id: string) => id in fields
  const bound = (id: string) => (watched.unit === 'percent' ? form.percent(id) : form.amount(id))
  const whole = (id: string, otherwise: number) => form.whole(id) ?? (form.text(id) === '' ? otherwise : Number.NaN)

  function warnOf(side: Side): number | null {
    const id = boundInput(WARN[side], watched, scope)
    if (!watched.sides.includes(side)) return null
    return isShown(id) ? bound(id) : kept.warn[side]
  }
  function recoverOf(side: Side): number | null {
    const id = boundInput(RECOVER[side], watched, scope)
    const before = base?.recover[side] ?? null
    const isAsBefore = !isShown(id) || form.text(id) === boundText(watched, before)
    // A recovery bound that nobody typed follows its bound.
    if (isAsBefore && base?.breach[side] === breach[side]) return before
    return isAsBefore || form.text(id) === '' ? recoveryOf(breach, usual)[side] : bound(id)
  }
  const sureId = ruleInput('sure', watched)
  return {
    warn: { low: warnOf('low'), high: warnOf('high') },
    recover: { low: recoverOf('low'), high: recoverOf('high') },
    sure: isShown(sureId) ? (form.percent(sureId) ?? usualRule(watched).sure) : kept.sure,
    minSpend: isShown('minSpend') ? form.amount('minSpend') : kept.minSpend,
    minResults: isShown('minResults') ? form.count('minResults') : kept.minResults,
    maturityDays: isShown('maturityDays') ? whole('maturityDays', DEFAULTS.maturityDays) : kept.maturityDays,
    resolveAfter: isShown('resolveAfter') ? whole('resolveAfter', DEFAULTS.resolveAfter) : kept.resolveAfter,
    noData: isShown('noData') ? (form.one('noData', NO_DATA_MEANINGS) ?? DEFAULTS.noData) : kept.noData,
    dependsOn: isShown('dependsOn') ? readNumbers(form) : kept.dependsOn,
  }
}

/** The guardrails that are named, as in `G-1, G-4`. */
function readNumbers(form: PlanForm): number[] {
  const named = form.list('dependsOn').map((text) => ({ text, number: readGuardrailNumber(text) }))
  const unread = named.find(({ number }) => number === null)
  if (unread) form.refuse('dependsOn', `"${unread.text}" names no guardrail. Write their numbers, as in G-1, G-4.`)
  return [...new Set(named.flatMap(({ number }) => number ?? []))]
}
