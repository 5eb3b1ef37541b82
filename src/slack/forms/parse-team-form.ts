import type { Band, MetricKey } from '../../domain/metric/metric.ts'
import { primaryMetrics } from '../../domain/review/review.ts'
import { zoneNamed } from '../../domain/rhythm.ts'
import { type Channel, COUNTED, type Counted, type Outcome, type Target, type Team } from '../../domain/team.ts'
import { JOBS, readOutcomeNote, readRules } from '../../domain/team-words.ts'
import { keyOf, planFaults, type TeamPlan } from '../../flows/set-up-team.ts'
import { readAmount } from '../../lib/amount.ts'
import { Invalid } from '../../lib/errors.ts'
import { textOf, type Value } from '../kit/values.ts'
import { CHANNEL_ROWS, channelInput, JOB_AS_IT_IS } from '../views/team-form.ts'

/**
 * Reads a sent team form into a plan; throws Invalid with a sentence for each input that cannot be used.
 * What the form does not show stays as it is: the team's key, delegates, further outcomes, other targets, channels beyond its rows.
 */
export function readTeamForm(values: Record<string, Value>, existing: Team | null, conversationId: string): TeamPlan {
  const form = openForm(values)
  const name = form.text('name')
  const outcome = readOutcome(form)
  const slots = readSlots(form, existing)
  const plan: TeamPlan = {
    key: existing?.key ?? keyOf(name),
    name,
    conversationId,
    zone: zoneNamed(form.text('zone')),
    currency: form.text('currency').toUpperCase(),
    reviewWeekday: Number(form.text('reviewWeekday') || 1),
    reviewTime: form.text('reviewTime'),
    monthlyBudget: form.amount('monthlyBudget'),
    broadcast: existing?.broadcast ?? false,
    leadUserId: form.text('lead') || null,
    channels: slots.map(({ plan: channel }) => channel),
    outcomes: [outcome, ...(existing?.outcomes ?? []).filter(({ role }) => role !== 'primary').map(withoutId)],
    targets: readTargets(form, existing, outcome, slots),
  }
  for (const [id, sentence] of Object.entries(planFaults(plan))) form.refuse(id, sentence)
  form.check()
  return plan
}

type Form = {
  text(id: string): string
  has(id: string): boolean
  amount(id: string): number | null
  refuse(id: string, sentence: string): void
  check(): void
}

function openForm(values: Record<string, Value>): Form {
  const fields: Record<string, string> = {}
  const text = (id: string) => textOf(values, id)?.trim() ?? ''
  const refuse = (id: string, sentence: string) => {
    fields[id] ??= sentence
  }
  return {
    text,
    refuse,
    has: (id) => id in values,
    amount(id) {
      const typed = text(id)
      if (typed === '') return null
      const amount = readAmount(typed)
      if (amount.kind === 'number' && amount.value > 0) return amount.value
      refuse(id, amountRefusal(typed, amount))
      return null
    },
    check() {
      if (Object.keys(fields).length > 0) throw new Invalid(Object.values(fields).join(' '), fields)
    },
  }
}

function amountRefusal(typed: string, amount: ReturnType<typeof readAmount>): string {
  if (amount.kind === 'two') {
    const [one, other] = amount.values
    return `"${typed}" can be read as ${one} or as ${other}. Write it as ${one}, or with two decimals.`
  }
  if (amount.kind === 'number') return 'Write an amount above 0, or leave it empty.'
  return `"${typed}" is no amount. Write it in digits, as in 1850000.`
}

function readOutcome(form: Form): Omit<Outcome, 'id'> {
  const counts = form.text('outcomeCounts')
  return {
    name: form.text('outcomeName') || 'conversion',
    role: 'primary',
    counts: COUNTED.find((each): each is Counted => each === counts) ?? 'platform_conversions',
    ...readOutcomeNote(form.text('outcomeNote')),
  }
}

/** A channel of the plan with the row it was typed in; null for one the form had no row for. */
type Slot = { row: number | null; had: Channel | undefined; plan: TeamPlan['channels'][number] }

function readSlots(form: Form, existing: Team | null): Slot[] {
  const had = existing?.channels ?? []
  const shown = Array.from({ length: CHANNEL_ROWS.most }, (_, row) => row).filter((row) =>
    form.has(channelInput(row, 'name')),
  )
  const names = shown.map((row) => folded(form.text(channelInput(row, 'name'))))
  const keys = had.map(({ key }) => key)
  const slots: Slot[] = []
  for (const [index, row] of shown.entries()) {
    const slot = readSlot(form, row, channelMeant(had, row, names, index), keys)
    if (!slot) continue
    if (names.indexOf(names[index] ?? '') < index) {
      form.refuse(channelInput(row, 'name'), `Two channels are called "${slot.plan.name}". Give each its own name.`)
    }
    keys.push(slot.plan.key)
    slots.push(slot)
  }
  const beyond = had.slice(shown.length).filter((channel) => !slots.some((slot) => slot.had === channel))
  return [...slots, ...beyond.map(unseen)]
}

/** The channel a row stands for: the one of that name, else the one the row held, which then was renamed. */
function channelMeant(
  had: readonly Channel[],
  row: number,
  names: readonly string[],
  index: number,
): Channel | undefined {
  const namesake = had.find(({ name }) => folded(name) === names[index])
  const held = had[row]
  const isElsewhere = held !== undefined && names.includes(folded(held.name))
  return namesake ?? (isElsewhere ? undefined : held)
}

function readSlot(form: Form, row: number, had: Channel | undefined, taken: readonly string[]): Slot | null {
  const typed = (part: Parameters<typeof channelInput>[1]) => form.text(channelInput(row, part))
  const name = typed('name')
  if (name === '') {
    const isBegun = !had && (['owner', 'rule', 'target'] as const).some((part) => typed(part) !== '')
    if (isBegun) form.refuse(channelInput(row, 'name'), 'Give this channel a name, or empty its other lines.')
    return null
  }
  const rules = readRules(typed('rule'))
  if (!rules) form.refuse(channelInput(row, 'rule'), 'A rule needs letters or digits to look for, as in Google Ads.')
  const job = typed('job')
  return {
    row,
    had,
    plan: {
      key: had?.key ?? freeKey(keyOf(name) || `channel-${row + 1}`, taken),
      name,
      job: job === JOB_AS_IT_IS ? (had?.job ?? null) : (JOBS.find((each) => each === job) ?? null),
      ownerUserId: typed('owner') || null,
      delegateUserId: had?.delegateUserId ?? null,
      rules: rules ?? [],
    },
  }
}

/** A key that no channel has: one that was renamed keeps the key of its first name. */
function freeKey(wanted: string, taken: readonly string[]): string {
  let key = wanted
  for (let count = 2; taken.includes(key); count++) key = `${wanted.slice(0, 36)}-${count}`
  return key
}

function folded(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase()
}

function unseen(channel: Channel): Slot {
  const { id: _, ...plan } = channel
  return { row: null, had: channel, plan }
}

function readTargets(
  form: Form,
  existing: Team | null,
  outcome: Omit<Outcome, 'id'>,
  slots: readonly Slot[],
): Target[] {
  const { cost } = primaryMetrics({ outcomes: [{ ...outcome, id: '' }] })
  const targets = existing?.targets ?? []
  const asked: Target[] = [bandFor(targets, null, null, cost, form.amount('costTarget'))].flat()
  for (const { row, had, plan } of slots) {
    const own = targets.filter(({ channelId }) => had !== undefined && channelId === had.id)
    const kept = own
      .filter(({ metric }) => row === null || metric !== cost)
      .map((each) => ({ ...each, channelId: plan.key }))
    const high = row === null ? null : form.amount(channelInput(row, 'target'))
    asked.push(...kept, ...(row === null ? [] : bandFor(targets, had?.id ?? '', plan.key, cost, high)))
  }
  const others = targets.filter(({ channelId, metric }) => channelId === null && metric !== cost)
  return [...asked, ...others]
}

/** The form shows the upper bound alone: a lower one stays as long as it lies below. */
function bandFor(
  targets: readonly Target[],
  id: string | null,
  key: string | null,
  metric: MetricKey,
  high: number | null,
): Target[] {
  const before: Band | undefined = targets.find((each) => each.channelId === id && each.metric === metric)?.band
  const low = before?.low ?? null
  if (high === null) return before && before.high === null ? [{ channelId: key, metric, band: before }] : []
  return [{ channelId: key, metric, band: { low: low !== null && low < high ? low : null, high } }]
}

function withoutId(outcome: Outcome): Omit<Outcome, 'id'> {
  const { id: _, ...rest } = outcome
  return rest
}
