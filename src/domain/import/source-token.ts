// A push token names its source and proves it: beat_<the source's id>_<secret>.

const TOKEN = /^beat_([0-9a-z]{10,40})_([A-Za-z0-9_-]{20,100})$/
const HINT_LETTERS = 4

/** The token of a source, to be shown once. */
export function tokenOf(sourceId: string, secret: string): string {
  return `beat_${sourceId.replace('src_', '')}_${secret}`
}

/** The source a token names and the secret that proves it; null for what is no token. */
export function readToken(token: string): { sourceId: string; secret: string } | null {
  const [, id, secret] = TOKEN.exec(token) ?? []
  return id === undefined || secret === undefined ? null : { sourceId: `src_${id}`, secret }
}

/** What people are shown of a token afterwards, to tell several apart. */
export function hintOf(secret: string): string {
  return secret.slice(-HINT_LETTERS)
}
