const LONGEST = 1_000
/** What would end a link in a message of Slack, and is not encoded by itself. */
const BREAKS = /[|<>\s]/g

/**
 * The address where an ad can be seen, as it may stand in a message: https, without a user in it, and nothing that could end the
 * link early. Null for anything else.
 */
export function readAdLink(written: string): string | null {
  const text = written.trim()
  if (!/^https:\/\/[^/?#\s]/i.test(text) || text.length > LONGEST || !URL.canParse(text)) return null
  const { protocol, username, password, href } = new URL(text)
  if (protocol !== 'https:' || username !== '' || password !== '') return null
  const safe = href.replaceAll(BREAKS, (each) => encodeURIComponent(each))
  return safe.length > LONGEST ? null : safe
}
