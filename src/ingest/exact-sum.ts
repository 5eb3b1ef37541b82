/** A running total that stays exact: whole units and billionths apart, each small enough to be an exact number. */
export type ExactSum = { whole: number; billionths: number; count: number }

const BILLION = 1_000_000_000
const ZERO = 48
const POINT = 46
const MINUS = 45

/** A total of nothing yet. */
export function createSum(): ExactSum {
  return { whole: 0, billionths: 0, count: 0 }
}

/** Adds a plain decimal string of at most 12 whole digits; digits after the ninth decimal are dropped. */
export function addToSum(sum: ExactSum, decimal: string): void {
  let whole = 0
  let fraction = 0
  let unit = 0
  const start = decimal.charCodeAt(0) === MINUS ? 1 : 0
  for (let at = start; at < decimal.length; at++) {
    const code = decimal.charCodeAt(at)
    if (code === POINT) unit = BILLION / 10
    else if (unit === 0) whole = whole * 10 + (code - ZERO)
    else {
      fraction += (code - ZERO) * unit
      if (unit === 1) break
      unit /= 10
    }
  }
  sum.whole += start === 1 ? -whole : whole
  sum.billionths += start === 1 ? -fraction : fraction
  sum.count++
  if (sum.billionths >= BILLION || sum.billionths <= -BILLION) {
    const carried = Math.trunc(sum.billionths / BILLION)
    sum.whole += carried
    sum.billionths -= carried * BILLION
  }
}

/** The total as a plain decimal string without trailing zeros, or null when nothing was added. */
export function formatSum(sum: ExactSum): string | null {
  if (sum.count === 0) return null
  const total = BigInt(sum.whole) * BigInt(BILLION) + BigInt(sum.billionths)
  const digits = (total < 0n ? -total : total).toString().padStart(10, '0')
  const fraction = digits.slice(-9).replace(/0+$/, '')
  const plain = fraction === '' ? digits.slice(0, -9) : `${digits.slice(0, -9)}.${fraction}`
  return total < 0n ? `-${plain}` : plain
}
