const WORD = /[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu

/** Too short or too common in this trade to tell one test from another. */
const EMPTY = new Set(
  'test tests testing because will would than that this with from more less into onto when then them they their people'.split(
    ' ',
  ),
)

const FIRST = 9
const FURTHER = 3

/** The words of a search as typed, each once; what a minus sign excludes is not among them. */
export function searchWords(text: string): string[] {
  return wordsOf(text.replace(/(^|\s)-\S+/g, '$1')).slice(0, 12)
}

/** Whether a search was written with the quotes or minus signs of a web search. */
export function isStrict(text: string): boolean {
  return text.includes('"') || /(^|\s)-\S/.test(text)
}

/**
 * The words that tell what a test is about: the first ones, which name the change, and of the rest the longest. So few, because
 * each is looked up while somebody types.
 */
export function tellingWords(text: string): string[] {
  const words = wordsOf(text).filter((word) => word.length > 2 && !EMPTY.has(word))
  const further = words.slice(FIRST).sort((a, b) => b.length - a.length)
  return [...words.slice(0, FIRST), ...further.slice(0, FURTHER)]
}

function wordsOf(text: string): string[] {
  return [...new Set(text.toLowerCase().match(WORD) ?? [])].map((word) => word.slice(0, 60))
}
