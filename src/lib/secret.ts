import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

const SECRET_BYTES = 32

/** A secret nobody can guess: 256 random bits, as letters that need no escaping. */
export function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url')
}

/** What is stored of a secret instead of itself. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

/** Whether a secret is the one behind a hash, in a time that does not tell how much of it is right. */
export function isSecretOf(hash: string, secret: string): boolean {
  const [a, b] = [Buffer.from(hash), Buffer.from(hashSecret(secret))]
  return a.length === b.length && timingSafeEqual(a, b)
}
