const BULLET = /^(?:[-*•–—·☐☑✓]|\[[ x]?\]|\d{1,2}[.)])(?:\s+|$)/i

/** Reads a list that was typed one item a line: trimmed, without bullets, boxes and numbers, without empty lines. */
export function readLines(text: string | null): string[] {
  return (text ?? '')
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map(withoutBullets)
    .filter((line) => line !== '')
}

function withoutBullets(line: string): string {
  const bare = line.trim().replace(BULLET, '').trim()
  return bare === line.trim() ? bare : withoutBullets(bare)
}

/** A word as it begins a line: `landing page` becomes `Landing page`. */
export function capital(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

/** A sentence with its full stop, so that another can follow. */
export function stopped(sentence: string): string {
  return sentence === '' || /[.!?]$/.test(sentence) ? sentence : `${sentence}.`
}
