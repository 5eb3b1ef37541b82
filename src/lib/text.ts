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
