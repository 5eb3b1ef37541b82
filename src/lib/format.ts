/** What a metric's value is measured in; percent and ratio values are fractions of one (0.0088 is 0.88 %). */
export type Unit = 'money' | 'percent' | 'ratio' | 'count'

type Digits = { digits?: number }

const minus = '−'
const narrowSpace = '\u202f'
const notAvailable = 'n/a'

/**
 * Money as a British reader expects it: €1,517, €67.29 below a hundred, ¥12 without decimals, −€67 below zero.
 * A currency of '' gives the bare number, and one that Intl does not know stands before the number as it is.
 */
export function formatMoney(value: number, currency: string, options: Digits = {}): string {
  const ownDigits = currencyDigits(currency)
  const digits = options.digits ?? (belowOnceRounded(value, 100, ownDigits) ? ownDigits : 0)
  return signed(value, digits, (amount) => `${currencyPrefix(currency)}${amount}`)
}

/** A fraction as a percentage: 0.88 %, 39.9 %, 118 %, 0 %; the smaller it is, the more decimals it gets. */
export function formatPercent(fraction: number, options: Digits = {}): string {
  const percent = fraction * 100
  return `${signed(percent, options.digits ?? fewDigits(percent, 10, 100))}${narrowSpace}%`
}

/** A fraction as the percentage it was written as: 38 %, 1.5 %, 0.25 %. */
export function formatWrittenPercent(fraction: number): string {
  return `${Number((fraction * 100).toFixed(4))}${narrowSpace}%`
}

/** A count: 1,544 as it is, and one decimal where a platform reports part of a conversion, as in 12.5. */
export function formatCount(value: number, options: Digits = {}): string {
  const isWhole = Number.isInteger(Number(value.toFixed(1))) && Math.abs(value) >= 0.05
  return signed(value, options.digits ?? (isWhole || !belowOnceRounded(value, 1000, 1) ? 0 : 1))
}

/** A multiple such as ROAS: 3.2×, and 0.85× below one. */
export function formatRatio(value: number, options: Digits = {}): string {
  return `${signed(value, options.digits ?? fewDigits(value, 1, 100))}×`
}

/** How much `now` is above (+) or below (−) `before`, as a fraction of `before`; null where that means nothing. */
export function relativeChange(now: number | null, before: number | null): number | null {
  if (now === null || before === null || before === 0) return null
  return (now - before) / Math.abs(before)
}

/** A relative change with its sign: +21 %, −0.4 %, ±0 % when it rounds to nothing, n/a when there is none. */
export function formatChange(change: number | null, options: Digits = {}): string {
  if (change === null || !Number.isFinite(change)) return notAvailable
  const percent = Math.abs(change) * 100
  const digits = options.digits ?? (belowOnceRounded(percent, 1, 1) ? 1 : 0)
  const amount = grouped(percent, digits)
  if (Number(amount.replaceAll(',', '')) === 0) return `±0${narrowSpace}%`
  return `${change < 0 ? minus : '+'}${amount}${narrowSpace}%`
}

/** The shortest readable form, for axes and asides: €4.1m, €167k, 1.5bn, 0.25; at most one decimal above ten. */
export function formatCompact(value: number, currency = '', options: Digits = {}): string {
  if (!Number.isFinite(value)) return notAvailable
  const size = Math.abs(value)
  const scale = scales.find((candidate) => size >= candidate.from) ?? { by: 1, mark: '' }
  const scaled = size / scale.by
  const digits = options.digits ?? (scaled >= 99.95 ? 0 : scaled >= 10 || scale.by > 1 ? 1 : 2)
  const precision = scaled < 0.1 ? { maximumSignificantDigits: 2 } : { maximumFractionDigits: digits }
  const amount = remembered(JSON.stringify(precision), precision).format(scaled)
  return `${value < 0 ? minus : ''}${currencyPrefix(currency)}${amount}${scale.mark}`
}

/** Any metric in the words of its unit, and n/a for what was not reported or cannot be computed. */
export function formatMetric(value: number | null, unit: Unit, currency: string): string {
  if (value === null || !Number.isFinite(value)) return notAvailable
  switch (unit) {
    case 'money':
      return formatMoney(value, currency)
    case 'percent':
      return formatPercent(value)
    case 'ratio':
      return formatRatio(value)
    case 'count':
      return formatCount(value)
  }
}

// Each scale begins a little early, where the one below it would round up to a thousand of its own.
const scales = [
  { from: 999_500_000, by: 1e9, mark: 'bn' },
  { from: 999_500, by: 1e6, mark: 'm' },
  { from: 999.5, by: 1e3, mark: 'k' },
]

function signed(value: number, digits: number, dress: (amount: string) => string = (amount) => amount): string {
  if (!Number.isFinite(value)) return notAvailable
  const amount = grouped(Math.abs(value), digits)
  const roundsToNothing = Number(amount.replaceAll(',', '')) === 0
  // A cost that is there must not read as free: say that it is below what can be shown.
  if (roundsToNothing && value !== 0) return `${value > 0 ? '<' : `>${minus}`}${dress(grouped(10 ** -digits, digits))}`
  return value < 0 ? `${minus}${dress(amount)}` : dress(roundsToNothing ? '0' : amount)
}

/** Two decimals below `one`, one below `none`, and none from there on, judged by what the reader would see. */
function fewDigits(value: number, one: number, none: number): number {
  if (value === 0) return 0
  if (belowOnceRounded(value, one, 2)) return 2
  return belowOnceRounded(value, none, 1) ? 1 : 0
}

function belowOnceRounded(value: number, limit: number, digits: number): boolean {
  return Number(Math.abs(value).toFixed(digits)) < limit
}

const formats = new Map<string, Intl.NumberFormat>()

function grouped(size: number, digits: number): string {
  return remembered(String(digits), { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(size)
}

const styles = new Map<string, { prefix: string; digits: number }>()

/** What stands before an amount of a currency and how many decimals it has; asking Intl each time would be slow. */
function currencyStyle(currency: string): { prefix: string; digits: number } {
  const style = styles.get(currency) ?? readStyle(currency)
  styles.set(currency, style)
  return style
}

function readStyle(currency: string): { prefix: string; digits: number } {
  if (!/^[A-Z]{3}$/.test(currency)) return { prefix: currency && `${currency}\u00a0`, digits: 2 }
  const format = new Intl.NumberFormat('en-GB', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' })
  const parts = format.formatToParts(1)
  const before = parts.slice(
    0,
    parts.findIndex((part) => part.type === 'integer'),
  )
  return {
    prefix: before.map((part) => part.value).join(''),
    digits: format.resolvedOptions().maximumFractionDigits ?? 2,
  }
}

function currencyPrefix(currency: string): string {
  return currencyStyle(currency).prefix
}

function currencyDigits(currency: string): number {
  return currencyStyle(currency).digits
}

function remembered(key: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const format = formats.get(key) ?? new Intl.NumberFormat('en-GB', options)
  formats.set(key, format)
  return format
}
