import { randomBytes } from 'node:crypto'

/** Makes a new id of a kind: `rev_01jq…`, sortable by the moment it was made. */
export type NewId = (kind: string) => string

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

/** Ids from the real clock and real randomness; 9 time characters (until the year 3084) and 50 random bits. */
export const newId: NewId = (kind) => `${kind}_${encode(BigInt(Date.now()), 9)}${encode(random50(), 10)}`

/** What every id of a kind made before a moment sorts in front of. */
export function idsBefore(kind: string, moment: Date): string {
  return `${kind}_${encode(BigInt(moment.getTime()), 9)}`
}

function random50(): bigint {
  return randomBytes(8).readBigUInt64BE() >> 14n
}

function encode(value: bigint, length: number): string {
  let text = ''
  for (let rest = value; text.length < length; rest >>= 5n) text = ALPHABET[Number(rest & 31n)] + text
  return text
}
