import type { Design } from '../../domain/experiment/experiment.ts'
import type { ArmNumbers, MetricSums } from '../../domain/experiment/reading.ts'
import { metricsOf } from '../../domain/experiment/units.ts'
import { readAmount } from '../../lib/amount.ts'
import { Invalid } from '../../lib/errors.ts'
import { textOf, type Value } from '../kit/values.ts'
import { type FieldName, fieldId, type ResultField, resultFields } from '../views/experiment/result-fields.ts'

type Values = Record<string, Value>
type Sums = Partial<Record<FieldName, number>>

/** Reads the numbers that were typed into the form of a result; whatever cannot be is said at its field, all of it at once. */
export function parseResultForm(values: Values, design: Design): ArmNumbers[] {
  const faults: Record<string, string> = {}
  const fields = resultFields(design)
  const metrics = metricsOf(design)
  const arms = design.arms.map(({ key }, arm): ArmNumbers => {
    const [primary = null, ...guardrails] = metrics.map(({ kind }, metric) => {
      const own = fields.filter((field) => field.arm === arm && field.metric === metric)
      const sums = readSums(values, own, metric === 0, faults)
      return sums && toSums(kind, sums, (name, why) => (faults[fieldId(arm, metric, name)] = why))
    })
    return { arm: key, primary, guardrails }
  })
  if (Object.keys(faults).length > 0) throw new Invalid(Object.values(faults).join(' '), faults)
  return arms
}

/** Whether any number was typed at all. */
export function hasNumbers(values: Values, design: Design): boolean {
  return resultFields(design).some(({ id }) => (textOf(values, id) ?? '').trim() !== '')
}

/** The numbers of one arm and metric; null where none was typed, which only a guardrail may do, or where one cannot be read. */
function readSums(
  values: Values,
  fields: readonly ResultField[],
  required: boolean,
  faults: Record<string, string>,
): Sums | null {
  const typed = fields.map((field) => ({ ...field, text: (textOf(values, field.id) ?? '').trim() }))
  if (!required && typed.every(({ text }) => text === '')) return null
  const sums: Sums = {}
  for (const { id, name, text, whole } of typed) {
    const read = text === '' ? 'This number is missing.' : readTyped(text, whole)
    if (typeof read === 'string') faults[id] = read
    else sums[name] = read
  }
  return typed.some(({ id }) => faults[id]) || typed.length === 0 ? null : sums
}

/** Beyond this no number is counted exactly, and none is meant. */
const MOST = 1e15

function readTyped(text: string, whole: boolean): number | string {
  const isBelow = /^[-−–]/.test(text)
  if (isBelow && whole) return 'This is counted, so it cannot be below 0.'
  const amount = readAmount(text.replace(/^[-−–]\s*/, ''))
  if (amount.kind === 'none') return `"${text}" is no number. Write it as 1234 or 1234.5.`
  // Of the two numbers that "1.400" may be, only one can be a count.
  const value = amount.kind === 'two' ? (whole ? amount.values.find(Number.isInteger) : undefined) : amount.value
  if (value === undefined) return `"${text}" may be two numbers. Write it without a separator of thousands.`
  if (whole && value > MOST) return 'Nobody counts that many. Is a digit too much?'
  if (whole && !Number.isInteger(value)) return 'This is counted, so it has to be a whole number.'
  return isBelow ? -value : value
}

function toSums(
  kind: MetricSums['kind'],
  sums: Sums,
  refuse: (name: FieldName, why: string) => void,
): MetricSums | null {
  const { units = 0, events = 0, sum = 0, sumOfSquares = 0 } = sums
  const { top = 0, bottom = 0, topSquares = 0, bottomSquares = 0, products = 0 } = sums
  const tooSmall = (squares: number, of: number) => squares * units * (1 + 1e-9) < of * of
  if (units < 1) refuse('units', 'An arm without a single unit tells nothing.')
  switch (kind) {
    case 'proportion':
      if (events > units) refuse('events', 'There cannot be more of these than there are units.')
      return { kind, units, events }
    case 'mean':
      if (tooSmall(sumOfSquares, sum)) refuse('sumOfSquares', IMPOSSIBLE)
      return { kind, units, sum, sumOfSquares }
    case 'ratio':
      if (tooSmall(topSquares, top)) refuse('topSquares', IMPOSSIBLE)
      if (tooSmall(bottomSquares, bottom)) refuse('bottomSquares', IMPOSSIBLE)
      if (products * products > topSquares * bottomSquares * (1 + 1e-9)) refuse('products', IMPOSSIBLE)
      return { kind, units, top, bottom, topSquares, bottomSquares, products }
  }
}

const IMPOSSIBLE =
  'No units could add up to this beside the other sums. It is the sum of each unit’s own square or product.'
