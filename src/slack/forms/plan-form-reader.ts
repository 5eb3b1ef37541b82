import { readAmount } from '../../lib/amount.ts'
import { readLines } from '../../lib/text.ts'
import type { PlanFields } from '../views/experiment/plan-ids.ts'

/** The inputs of a form about a plan, read as what they stand for; what cannot be read is noted under its input. */
export type PlanForm = {
  faults: Record<string, string>
  text(id: string): string
  /** One of a few values, or null. */
  one<T extends string>(id: string, values: readonly T[]): T | null
  /** One item a line, or with commas between them. */
  list(id: string): string[]
  /** An amount such as 1,850; null where nothing was typed. */
  amount(id: string): number | null
  /** A count such as 60,000 or 60.000: nobody counts in thousandths. */
  count(id: string): number | null
  /** A fraction typed in percent: `4.2 %` is .042. */
  percent(id: string): number | null
  /** The same of a text that is part of an input. */
  percentOf(id: string, typed: string): number | null
  /** A whole number. */
  whole(id: string): number | null
  refuse(id: string, sentence: string): void
}

/** Opens what was typed into a form for reading. */
export function openPlanForm(fields: PlanFields): PlanForm {
  const faults: Record<string, string> = {}
  const text = (id: string) => (fields[id] ?? '').trim()
  const refuse = (id: string, sentence: string) => {
    faults[id] ??= sentence
  }
  function percentOf(id: string, typed: string): number | null {
    const bare = typed.replace(/%/g, '').trim()
    if (bare === '') return null
    const amount = readAmount(bare)
    if (amount.kind === 'number') return amount.value / 100
    // Nobody types a share in thousands of percent.
    if (amount.kind === 'two') return Math.min(...amount.values) / 100
    refuse(
      id,
      /^[-−]\s*\d/.test(bare)
        ? `Write "${typed.trim()}" without the minus: which way is better is chosen above.`
        : `"${typed.trim()}" is no percentage. Write it in digits, as in 4.2.`,
    )
    return null
  }
  function amount(id: string): number | null {
    const typed = text(id)
    if (typed === '') return null
    const read = readAmount(typed)
    if (read.kind === 'number') return read.value
    const [one, other] = read.kind === 'two' ? read.values : [0, 0]
    refuse(
      id,
      read.kind === 'two'
        ? `"${typed}" can be read as ${one} or as ${other}. Write it as ${one}, or with two decimals.`
        : `"${typed}" is no number. Write it in digits, as in 1850.`,
    )
    return null
  }
  return {
    faults,
    text,
    refuse,
    percentOf,
    amount,
    count(id) {
      const read = readAmount(text(id))
      return read.kind === 'two' ? Math.max(...read.values) : amount(id)
    },
    percent: (id) => percentOf(id, text(id)),
    one: (id, values) => values.find((value) => value === text(id)) ?? null,
    list: (id) =>
      (id === 'arms'
        ? readLines(text(id))
        : text(id)
            .split(/[\n,;]/)
            .map((each) => each.trim())
      ).filter(isFilled),
    whole(id) {
      const typed = text(id)
      if (/^\d{1,4}$/.test(typed)) return Number(typed)
      if (typed !== '') refuse(id, `"${typed}" is no whole number.`)
      return null
    },
  }
}

function isFilled(text: string): boolean {
  return text !== ''
}
