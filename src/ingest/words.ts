/** A whole number with thousands separators, such as 1,204. */
export function thousands(value: number): string {
  return value.toLocaleString('en-US')
}

/** A count with its noun, such as "1 row" or "1,204 rows". */
export function counted(count: number, noun: string): string {
  return `${thousands(count)} ${noun}${count === 1 ? '' : 's'}`
}

/** Names in a sentence: the first few, and how many more there are. */
export function listed(names: readonly string[], most = 5): string {
  const shown = names.slice(0, most).map((name) => clipped(name))
  const more = names.length - shown.length
  return more > 0 ? `${shown.join(', ')} and ${thousands(more)} more` : shown.join(', ')
}

/** A value from the file, short enough to stand in a sentence and on one line. */
export function clipped(value: string, most = 60): string {
  const line = value.replaceAll(/\s+/g, ' ').trim()
  return line.length > most ? `${line.slice(0, most - 1)}…` : line
}

/** A copy of a value that is kept for long, so that it does not hold on to the block of the file it was cut from. */
export function ownCopy(value: string): string {
  return Buffer.from(value).toString()
}
