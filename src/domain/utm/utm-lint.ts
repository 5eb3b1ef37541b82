import { type Ga4Channel, ga4Channel, type UtmValues } from './ga4-channel.ts'
import { sourceKind } from './ga4-sources.ts'
import { isUtm, NEEDED, type Param, readLink, type TaggedLink, valuesOf, writeLink } from './utm-link.ts'
import { checkValue, type KnownUtm, suggested, type UtmFinding, utmError, utmWarning } from './utm-value.ts'

/** What a lint found in a link: where GA4 puts its visits, the findings, and the link with every fix in it. */
export type UtmReport = { channel: Ga4Channel; findings: UtmFinding[]; fixed: string; fixedChannel: Ga4Channel }

/** Media that say somebody paid, in whatever order they say it. */
const SAYS_PAID = /paid|cpc|cpm|ppc|cpv|\bads?\b/i
const ORGANIC: readonly Ga4Channel[] = ['Organic Shopping', 'Organic Social', 'Organic Video', 'Organic Search']

/** Checks a link as GA4 would read it; null where the text is no link. */
export function lintLink(text: string, known: KnownUtm): UtmReport | null {
  const link = readLink(text)
  if (!link) return null
  const params = [...link.params, ...link.behind]
  const findings: UtmFinding[] = [...placeFindings(link), ...missing(params)]
  const fixed = new Map<string, string>()
  for (const { name, raw, value } of params) {
    if (fixed.has(name)) continue
    if (!isUtm(name)) {
      fixed.set(name, value ?? raw)
      continue
    }
    const checked = checkValue(name, value, raw, known)
    findings.push(...checked.findings)
    fixed.set(name, checked.fixed)
  }
  const given = valuesOf(params)
  for (const name of NEEDED) if (!fixed.get(name)) fixed.set(name, suggested(name, given))
  findings.push(...channelFindings(given, fixed, link))
  const mended = { source: fixed.get('utm_source') ?? '', medium: fixed.get('utm_medium') ?? '', campaign: '' }
  return {
    channel: ga4Channel(given),
    findings: findings.toSorted((one, other) => rank(one) - rank(other)),
    fixed: writeLink(link, [...fixed]),
    fixedChannel: ga4Channel({ ...mended, campaign: fixed.get('utm_campaign') ?? '' }),
  }
}

/** Checks the values that came with leads, each once; what they are called together is one finding each. */
export function lintValues(values: UtmValues, known: KnownUtm): UtmFinding[] {
  const given = [
    ['utm_source', values.source],
    ['utm_medium', values.medium],
  ] as const
  const fixed = new Map<string, string>()
  const findings = given.flatMap(([name, value]) => {
    const checked = checkValue(name, value, value, known)
    fixed.set(name, checked.fixed)
    return value === '' ? [] : checked.findings
  })
  if (values.source === '' || values.medium === '') return findings
  return [...findings, ...channelFindings(values, fixed, null)]
}

function placeFindings({ params, behind }: TaggedLink): UtmFinding[] {
  const names = [...params, ...behind].map(({ name }) => name).filter(isUtm)
  const twice = [...new Set(names.filter((name, at) => names.indexOf(name) !== at))]
  return [
    ...behind.map(({ name, raw }) =>
      utmError(
        `\`${name}\` stands behind the #, where analytics does not look.`,
        `Put \`${name}=${raw}\` before the #`,
      ),
    ),
    ...twice.map((name) => {
      const first = [...params, ...behind].find((param) => param.name === name)
      return utmError(`\`${name}\` is there twice, and tools take either.`, `Keep one: \`${name}=${first?.raw ?? ''}\``)
    }),
  ]
}

function missing(params: readonly Param[]): UtmFinding[] {
  const given = valuesOf(params)
  return NEEDED.filter((name) => !params.some((param) => param.name === name && param.raw !== '')).map((name) =>
    utmError(
      `\`${name}\` is missing, so the visit cannot be told from others.`,
      `Add \`${name}=${suggested(name, given)}\``,
    ),
  )
}

/** What GA4 makes of source and medium together; the fixes go into the link as well. */
function channelFindings(given: UtmValues, fixed: Map<string, string>, link: TaggedLink | null): UtmFinding[] {
  const { source, medium } = given
  if (source === '' || medium === '') return []
  const channel = ga4Channel({ ...given, source: fixed.get('utm_source') ?? source })
  const set = (name: 'utm_source' | 'utm_medium', value: string) => {
    fixed.set(name, value)
    return `\`${name}=${value}\``
  }
  const paid = sourceKind(fixed.get('utm_source') ?? source) === 'social' ? 'paid-social' : 'cpc'
  const found: UtmFinding[] = []
  if (SAYS_PAID.test(medium) && ORGANIC.includes(channel))
    found.push(
      utmError(
        `\`${medium}\` says paid, but GA4 counts it as ${channel}: it wants "paid" or "cp" first.`,
        set('utm_medium', paid),
      ),
    )
  else if (channel === 'Unassigned')
    found.push(
      utmError(`GA4 knows no channel for the medium \`${medium}\`.`, set('utm_medium', nearestMedium(medium, paid))),
    )
  if (ga4Channel(given) === 'Paid Other' && channel === 'Paid Other')
    found.push(
      utmWarning(
        `GA4 counts \`${source}\` / \`${medium}\` as Paid Other: it does not know the source.`,
        'Use the name of the network, such as `google`, `facebook`, `linkedin` or `bing`',
      ),
    )
  if (link && isOwn(link.host, source))
    found.push(
      utmWarning(
        `The source is called like the site itself: tags on internal links end the visit that was there.`,
        'Leave UTM parameters out of internal links',
      ),
    )
  return found
}

/** Media that GA4 puts somewhere, for those it does not. */
const MEDIUMS: readonly (readonly [RegExp, string])[] = [
  [/news|mail/, 'email'],
  [/native|discover|program|display/, 'display'],
  [/affil|partner/, 'affiliate'],
  [/push/, 'push'],
  [/social/, 'social'],
]

function nearestMedium(medium: string, paid: string): string {
  const lower = medium.toLowerCase()
  return MEDIUMS.find(([pattern]) => pattern.test(lower))?.[1] ?? (SAYS_PAID.test(lower) ? paid : 'referral')
}

function isOwn(host: string, source: string): boolean {
  const bare = host.replace(/^www\./, '')
  const said = source.toLowerCase().replace(/^www\./, '')
  return said === bare || (said.length >= 4 && said === bare.split('.').at(-2))
}

function rank({ level }: UtmFinding): number {
  return level === 'error' ? 0 : 1
}
