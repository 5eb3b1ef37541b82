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
  const first = cell.charCodeAt(0)
  const last = cell.charCodeAt(cell.length - 1)
  if (first <= SPACE || last <= SPACE || first >= NO_BREAK_SPACE || last >= NO_BREAK_SPACE) return cell === ''
  return first !== HYPHEN && !cell.includes('  ') && !cell.includes('\n') && !cell.includes('\u00A0')
}

function tidied(cell: string, padded: Set<string>): string {
  const name = cell.replaceAll(/\s+/g, ' ').trim()
  if (name === '--' || name === '-') return ''
  if (name !== cell && name !== '' && padded.size < MOST_REMEMBERED) padded.add(name)
  return name
}
