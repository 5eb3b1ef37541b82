/** A piece of Block Kit as it arrives: nothing about it is known yet. */
export type Piece = Readonly<Record<string, unknown>>

/** Says what is wrong, and where: `blocks[2].text`, "is longer than 3000 characters". */
export type Report = (where: string, problem: string) => void

/** The value as an object, or an empty one. */
export function piece(value: unknown): Piece {
  return isPiece(value) ? value : {}
}

/** Whether the value is an object that can be looked into. */
export function isPiece(value: unknown): value is Piece {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value as a list, or an empty one. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** Reports a string that is missing, no string, empty or longer than `max`. */
export function checkString(report: Report, where: string, value: unknown, max: number, optional = false): void {
  if (value === undefined && optional) return
  if (typeof value !== 'string') report(where, value === undefined ? 'is missing' : 'is not a string')
  else if (value.length === 0 && !optional) report(where, 'is empty')
  else if (value.length > max) report(where, `is longer than ${max} characters (${value.length})`)
}

/** Reports a text object of the wrong kind, empty, or longer than `max`. */
export function checkText(
  report: Report,
  where: string,
  value: unknown,
  rule: { max: number; plainOnly?: boolean; optional?: boolean },
): void {
  if (value === undefined && rule.optional) return
  if (!isPiece(value)) {
    report(where, value === undefined ? 'is missing' : 'is not a text object')
    return
  }
  const kinds = rule.plainOnly ? ['plain_text'] : ['plain_text', 'mrkdwn']
  if (!kinds.includes(String(value.type))) report(where, `must be ${kinds.join(' or ')}`)
  checkString(report, `${where}.text`, value.text, rule.max)
}

/** Reports a list with too few or too many members. */
export function checkCount(report: Report, where: string, value: unknown, min: number, max: number): void {
  if (!Array.isArray(value)) {
    report(where, 'is not a list')
    return
  }
  if (value.length < min) report(where, `has fewer than ${min} (${value.length})`)
  if (value.length > max) report(where, `has more than ${max} (${value.length})`)
}

/** Reports values that occur more than once; undefined ones are not compared. */
export function checkUnique(report: Report, where: string, values: readonly unknown[], what: string): void {
  const seen = new Set<unknown>()
  for (const value of values) {
    if (value === undefined) continue
    if (seen.has(value)) report(where, `has the ${what} ${JSON.stringify(value)} twice`)
    seen.add(value)
  }
}
