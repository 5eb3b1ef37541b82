const SPACE = 32
const NO_BREAK_SPACE = 160
const HYPHEN = 45
const MOST_REMEMBERED = 20_000

/** A cleaner of names that counts what it had to clean. */
export type NameTidier = { tidy: (cell: string) => string; padded: Set<string> }

/**
 * Names without spaces around them and with single spaces inside, so that one campaign is not taken for two; `--` is no
 * name. The names that were padded are remembered, up to a bound.
 */
export function createNameTidier(): NameTidier {
  const padded = new Set<string>()
  return { padded, tidy: (cell) => (isTidy(cell) ? cell : tidied(cell, padded)) }
}

function isTidy(cell: string): boolean {
  const length = cell.length
  if (length === 0) return true
  const last = cell.charCodeAt(length - 1)
  let before = cell.charCodeAt(0)
  if (before <= SPACE || before === HYPHEN || before >= NO_BREAK_SPACE) return false
  if (last <= SPACE || last >= NO_BREAK_SPACE) return false
  for (let at = 1; at < length; at++) {
    const code = cell.charCodeAt(at)
    if (code < SPACE || code === NO_BREAK_SPACE || (code === SPACE && before === SPACE)) return false
    before = code
  }
  return true
}

function tidied(cell: string, padded: Set<string>): string {
  const name = cell.replaceAll(/\s+/g, ' ').trim()
  if (name === '--' || name === '-') return ''
  if (name !== cell && name !== '' && padded.size < MOST_REMEMBERED) padded.add(name)
  return name
}
