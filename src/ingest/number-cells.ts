import type { DecimalSign } from './numbers-shapes.ts'

const ZERO = 48
const NINE = 57
const POINT = 46
const COMMA = 44

/** Enough for any amount in micros. */
const MOST_WHOLE_DIGITS = 18
/** More whole digits than any real amount has, and than the store keeps. */
const MOST_STORED_DIGITS = 12

const MISSING = new Set(['', '-', '--', '–', '—', 'n/a', 'na', '#n/a', 'nan', 'null', 'none', '(not set)', '(none)'])

/**
 * A cell's number as a plain decimal string; null where the cell says that nothing was reported; undefined where it
 * cannot be read. `<` and `>` are dropped (see `isBound`), `(12.3)` is negative, and where a cell has both signs the
 * last one is the decimal sign whatever `decimal` says.
 */
export function readNumber(cell: string, decimal: DecimalSign): string | null | undefined {
  const sign = decimal === 'point' ? POINT : COMMA
  let signAt = -1
  const length = cell.length
  for (let at = 0; at < length; at++) {
    const code = cell.charCodeAt(at)
    if (code >= ZERO && code <= NINE) continue
    if (code !== sign || signAt !== -1 || at === 0 || at === length - 1) return readUnusualNumber(cell, decimal)
    signAt = at
  }
  if (length === 0) return null
  if ((signAt === -1 ? length : signAt) > MOST_WHOLE_DIGITS) return undefined
  return sign === COMMA && signAt !== -1 ? `${cell.slice(0, signAt)}.${cell.slice(signAt + 1)}` : cell
}

/** Whether a plain decimal string is larger than any real amount of a day. */
export function isAbsurd(decimal: string): boolean {
  return decimal.length > MOST_STORED_DIGITS && wholeDigits(decimal.replace('-', '')) > MOST_STORED_DIGITS
}

/** Whether the cell gives a bound, such as "< 10", and no exact number. */
export function isBound(cell: string): boolean {
  return /^\s*[<>]/.test(cell)
}

/** A plain decimal string divided by a million, exactly: programming interfaces report money in micros. */
export function fromMicros(decimal: string): string {
  const negative = decimal.startsWith('-')
  const [whole = '', fraction = ''] = (negative ? decimal.slice(1) : decimal).split('.')
  const digits = whole.padStart(7, '0')
  const micros = `${digits.slice(-6)}${fraction}`.replace(/0+$/, '')
  return `${negative ? '-' : ''}${digits.slice(0, -6)}${micros === '' ? '' : `.${micros}`}`
}

/** A share such as a click rate as a number between 0 and 1 or in percent, and whether the cell says which. */
export function readShare(cell: string, decimal: DecimalSign): { value: number; percent: boolean } | null {
  const percent = cell.includes('%')
  const read = readNumber(percent ? cell.replace('%', '').trim() : cell, decimal)
  return read === null || read === undefined ? null : { value: Number(read), percent }
}

/**
 * What one cell says about its file's decimal sign. A lone separator before exactly three digits says nothing, except in
 * columns that count whole things, where it can only group thousands.
 */
export function decimalEvidence(cell: string, wholeNumbers: boolean): DecimalSign | 'ambiguous' | null {
  const firstPoint = cell.indexOf('.')
  if (!cell.includes(',')) {
    if (firstPoint === -1) return null
    if (isPlainlyDecimal(cell, firstPoint)) return 'point'
  }
  const bare = cell.replaceAll(/[^\d.,]/g, '')
  const point = bare.lastIndexOf('.')
  const comma = bare.lastIndexOf(',')
  if (point !== -1 && comma !== -1) return point > comma ? 'point' : 'comma'
  const mark = point === -1 ? ',' : '.'
  const itself: DecimalSign = mark === ',' ? 'comma' : 'point'
  const other: DecimalSign = mark === ',' ? 'point' : 'comma'
  const parts = bare.split(mark)
  if (parts.length > 2) return other
  const [before = '', after = ''] = parts
  if (after === '') return null
  if (after.length !== 3 || before.length > 3 || before === '' || before.startsWith('0')) return itself
  return wholeNumbers && after !== '000' ? other : 'ambiguous'
}

/** The common case of one or two digits after the only point, told without taking the cell apart. */
function isPlainlyDecimal(cell: string, point: number): boolean {
  const decimals = cell.length - point - 1
  if (decimals < 1 || decimals > 2) return false
  const last = cell.charCodeAt(cell.length - 1)
  return last >= ZERO && last <= NINE && cell.indexOf('.', point + 1) === -1
}

function readUnusualNumber(cell: string, decimal: DecimalSign): string | null | undefined {
  let text = cell.trim()
  if (MISSING.has(text.toLowerCase())) return null
  if (text.startsWith('<') || text.startsWith('>')) text = text.slice(1).replace(/^=/, '')
  text = text
    .replaceAll(/[\s'’]+/g, '')
    .replaceAll('−', '-')
    .replace(/^([(+-]?)(?:[A-Z]{3}|[A-Z]{0,2}[$€£¥₹])/, '$1')
    .replace(/(?:[A-Z]{3}|[$€£¥₹])(\)?)$/, '$1')
  const bracketed = /^\((.+)\)$/.exec(text)
  const negative = bracketed !== null || text.startsWith('-')
  const digits = (bracketed?.[1] ?? text).replace(/^[+-]/, '')
  const plain = withoutGrouping(digits, decimal) ?? withoutExponent(digits)
  if (plain === undefined || wholeDigits(plain) > MOST_WHOLE_DIGITS) return undefined
  return negative ? `-${plain}` : plain
}

function wholeDigits(plain: string): number {
  const point = plain.indexOf('.')
  return point === -1 ? plain.length : point
}

function withoutGrouping(text: string, decimal: DecimalSign): string | undefined {
  if (!/^[\d.,]+$/.test(text)) return undefined
  const both = text.includes('.') && text.includes(',')
  const sign = both ? (text.lastIndexOf('.') > text.lastIndexOf(',') ? '.' : ',') : decimal === 'point' ? '.' : ','
  const group = sign === '.' ? ',' : '.'
  const [whole = '', fraction, ...more] = text.split(sign)
  if (more.length > 0 || fraction?.includes(group)) return undefined
  const [first = '', ...groups] = whole.split(group)
  // Indian exports group by two digits before the last three.
  const grouped = groups.every((part, at) => part.length === 3 || (part.length === 2 && at < groups.length - 1))
  if (!grouped || (groups.length > 0 && (first === '' || first.length > 3))) return undefined
  const joined = [first, ...groups].join('')
  if (joined === '' && !fraction) return undefined
  return fraction ? `${joined === '' ? '0' : joined}.${fraction}` : joined
}

function withoutExponent(text: string): string | undefined {
  const parts = /^(\d+)(?:[.,](\d+))?[eE]([+-]?\d{1,2})$/.exec(text)
  if (!parts) return undefined
  const [, whole = '', fraction = '', power = '0'] = parts
  const digits = whole + fraction
  const point = whole.length + Number(power)
  if (point > MOST_WHOLE_DIGITS || point < -MOST_WHOLE_DIGITS) return undefined
  const padded = point <= 0 ? '0'.repeat(1 - point) + digits : digits.padEnd(point, '0')
  const at = Math.max(point, 1)
  return padded.length > at ? `${padded.slice(0, at)}.${padded.slice(at)}` : padded
}
