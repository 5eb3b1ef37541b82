const LONGEST = 40

/** The word of a list that somebody most likely meant who typed another one; null where none comes near. */
export function nearWord(typed: string, words: readonly string[]): string | null {
  const asked = typed.toLowerCase().slice(0, LONGEST)
  const near = words
    .map((word) => ({ word, slips: slipsBetween(asked, word) }))
    .filter(({ word, slips }) => slips <= (word.length < 6 ? 1 : 2) && slips < word.length)
    .sort((a, b) => a.slips - b.slips)
  return near[0]?.word ?? null
}

/** How many letters were left out, put in, mistaken or swapped with their neighbour. */
export function slipsBetween(typed: string, word: string): number {
  const rows: number[][] = [Array.from({ length: word.length + 1 }, (_, at) => at)]
  const at = (row: number, column: number) => rows[row]?.[column] ?? Number.POSITIVE_INFINITY
  for (let row = 1; row <= typed.length; row++) {
    rows[row] = [row]
    for (let column = 1; column <= word.length; column++) {
      const isSame = typed[row - 1] === word[column - 1]
      const isSwapped = typed[row - 1] === word[column - 2] && typed[row - 2] === word[column - 1]
      const slips = Math.min(
        at(row - 1, column) + 1,
        at(row, column - 1) + 1,
        at(row - 1, column - 1) + (isSame ? 0 : 1),
        isSwapped ? at(row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY,
      )
      rows[row]?.push(slips)
    }
  }
  return at(typed.length, word.length)
}
