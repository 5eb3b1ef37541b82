/** One thing that was looked at: fine, or what is wrong and how to mend it. */
export type Finding = { what: string; ok: boolean; says: string; fix?: string }

/** `check` as text: one line each, the fixes below what is wrong. */
export function findingsAsText(findings: Finding[]): string {
  const lines = findings.map(
    ({ what, ok, says, fix }) => `${ok ? 'ok   ' : 'WRONG'}  ${what}: ${says}${!ok && fix ? `\n         ${fix}` : ''}`,
  )
  const wrong = findings.filter(({ ok }) => !ok).length
  return [
    ...lines,
    '',
    wrong === 0 ? 'Everything is right.' : `${wrong} ${wrong === 1 ? 'thing is' : 'things are'} not right.`,
  ].join('\n')
}

/** The bot scopes the code uses, as the manifest asks for them, each with why. */
export const SCOPES: Record<string, string> = {
  commands: 'the /beat command and the shortcuts',
  'chat:write': 'posting reviews, answers and digests',
  'channels:read': 'naming public channels and noticing that the bot was invited',
  'channels:history': 'finding its own posts again, so that nothing is posted twice',
  'groups:read': 'the same in private channels',
  'groups:history': 'the same in private channels',
  'im:history': 'the same in direct messages',
  'im:write': 'direct messages to owners',
  'files:read': 'reading the exports people drop',
  'files:write': 'charts',
  'users:read': "people's names and zones",
}

/** Holds the scopes a token has against the ones the code uses. */
export function checkScopes(granted: readonly string[]): Finding {
  const missing = Object.keys(SCOPES).filter((scope) => !granted.includes(scope))
  if (missing.length === 0) return { what: 'Slack scopes', ok: true, says: 'all granted' }
  return {
    what: 'Slack scopes',
    ok: false,
    says: `missing ${missing.map((scope) => `${scope} (${SCOPES[scope]})`).join(', ')}`,
    fix: 'Paste manifest.yml at your app → App Manifest, save, then reinstall the app to the workspace.',
  }
}

const TOLERATED_MS = 5_000

/** Judges how far two clocks are apart. */
export function checkSkew(what: string, skewMs: number): Finding {
  const apart = Math.abs(skewMs)
  if (apart <= TOLERATED_MS) return { what, ok: true, says: `${apart} ms apart` }
  return {
    what,
    ok: false,
    says: `${Math.round(apart / 1000)} s apart from this machine`,
    fix: 'Let both machines take their time from NTP; leases and signatures depend on it.',
  }
}
