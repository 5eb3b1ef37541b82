import type { IncomingMessage } from 'node:http'
import type { Source } from '../domain/import/source.ts'
import type { TeamContext } from '../flows/context.ts'
import { fingerprint } from '../lib/fingerprint.ts'
import { type Answer, refusal, tooMany } from './push-answers.ts'
import { createRateLimit } from './rate-limit.ts'

/** What a push token opens: a team and one of its sources. */
export type OpenedByToken = { ctx: TeamContext; source: Source }

/** Looks a token up; null for one that opens nothing (any more). */
export type OpenToken = (token: string) => Promise<OpenedByToken | null>

/** Wrong tokens from one address: nobody finds one by trying, and nobody keeps the database busy with it. */
const WRONG_PER_MINUTE = 30
/** So many tokens that opened something are remembered, by their fingerprint. */
const MOST_PROVEN = 1_000

/**
 * Makes the keeper of the door: what a request's token opens, or why it opens nothing. Whoever tries tokens is stopped before
 * anything is looked up; a token that opened something lately is not shut out with those who try at the same address.
 */
export function createTokenCheck(
  open: OpenToken,
  now: () => Date,
): (request: IncomingMessage) => Promise<OpenedByToken | Answer> {
  const wrong = createRateLimit(WRONG_PER_MINUTE, now)
  const proven = new Set<string>()
  return async (request) => {
    const [, token = ''] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? []
    const address = request.socket.remoteAddress ?? ''
    const mark = fingerprint(token)
    const wait = proven.has(mark) ? null : wrong.wait(address)
    if (wait !== null) return tooMany(wait, 'Too many wrong tokens.')
    const opened = token === '' ? null : await open(token)
    if (opened) {
      if (proven.size >= MOST_PROVEN) proven.delete(proven.values().next().value ?? '')
      proven.add(mark)
      return opened
    }
    proven.delete(mark)
    wrong.take(address)
    const message =
      'A token that is valid is needed: "Authorization: Bearer beat_…". Make one in Slack with /beat source new; one that was revoked opens nothing any more.'
    return { ...refusal(401, 'token', message), headers: { 'www-authenticate': 'Bearer' } }
  }
}
