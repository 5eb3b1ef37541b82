/** Tells of a key whether it may have been added before. "No" is certain; "yes" is wrong about once in a thousand files. */
export type SeenFilter = { mayHave: (parts: readonly string[]) => boolean }

const BYTES = 16 * 1024 * 1024
const BITS = BYTES * 8
/** With a million keys, 6 bits each leave one wrong "yes" in a hundred million answers; with ten millions, one in 400. */
const BITS_PER_KEY = 6

/**
 * A Bloom filter: it finds out in constant memory whether any two rows of a file share a key, so that the database only has to
 * group them where they may.
 */
export function createSeenFilter(): SeenFilter {
  const bits = new Uint8Array(BYTES)

  function mayHave(parts: readonly string[]): boolean {
    let one = 0x811c9dc5
    let other = 0x9747b28c
    for (const part of parts) {
      for (let at = 0; at < part.length; at++) {
        const code = part.charCodeAt(at)
        one = Math.imul(one ^ code, 0x01000193)
        other = Math.imul(other ^ code, 0x5bd1e995)
      }
      // The end of a part counts as well: "ab" and "c" are not "a" and "bc".
      one = Math.imul(one ^ 0x10000, 0x01000193)
      other = Math.imul(other ^ 0x10000, 0x5bd1e995)
    }
    const start = mixed(one)
    const step = mixed(other) | 1
    let all = true
    for (let count = 0; count < BITS_PER_KEY; count++) {
      const bit = ((start + Math.imul(count, step)) >>> 0) % BITS
      const mask = 1 << (bit & 7)
      const byte = bits[bit >>> 3] ?? 0
      if ((byte & mask) === 0) {
        all = false
        bits[bit >>> 3] = byte | mask
      }
    }
    return all
  }

  return { mayHave }
}

function mixed(hash: number): number {
  let value = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return value ^ (value >>> 16)
}
