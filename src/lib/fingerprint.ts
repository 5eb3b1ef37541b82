import { createHash } from 'node:crypto'

/** The SHA-256 of a text in hex: the same text gives the same, any change another. */
export function fingerprint(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

/** As much of a fingerprint as people compare: its first 12 digits. */
export function shortFingerprint(hash: string): string {
  return hash.slice(0, 12)
}
