import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type Ga4Channel, ga4Channel } from '../../../src/domain/utm/ga4-channel.ts'
import { knownSources } from '../../../src/domain/utm/ga4-sources.ts'
import { lintLink, lintValues } from '../../../src/domain/utm/utm-lint.ts'

describe('GA4 puts a visit', () => {
  it.each<[source: string, medium: string, campaign: string, channel: Ga4Channel]>([
    ['(direct)', '(none)', '', 'Direct'],
    ['google', 'cpc', 'DE cross-network pmax', 'Cross-network'],
    ['google', 'cpc', 'spring-shop', 'Paid Shopping'],
    ['amazon', 'paid', 'spring', 'Paid Shopping'],
    ['newsletter', 'email', 'workshop', 'Email'],
    ['google', 'cpc', 'brand', 'Paid Search'],
    ['Google', 'CPC', 'brand', 'Paid Search'],
    ['facebook', 'cpm', 'spring', 'Paid Social'],
    ['facebook', 'paid-social', 'spring', 'Paid Social'],
    ['facebook', 'retargeting', 'spring', 'Paid Social'],
    ['youtube', 'video', 'spring', 'Organic Video'],
    ['youtube', 'cpv', 'spring', 'Paid Video'],
    ['outbrain', 'cpm', 'spring', 'Display'],
    ['outbrain', 'banner', 'spring', 'Display'],
    ['meta', 'cpc', 'spring', 'Paid Other'],
    ['microsoft', 'cpc', 'spring', 'Paid Other'],
    ['x.com', 'cpc', 'spring', 'Paid Other'],
    ['ebay', 'referral', 'spring', 'Organic Shopping'],
    ['facebook', 'social-paid', 'spring', 'Organic Social'],
    ['intranet', 'sm', 'spring', 'Organic Social'],
    ['intranet', 'product-video', 'spring', 'Organic Video'],
    ['bing', 'organic', '', 'Organic Search'],
    ['heise', 'referral', '', 'Referral'],
    ['awin', 'affiliate', 'spring', 'Affiliates'],
    ['spotify', 'audio', 'spring', 'Audio'],
    ['sms', 'text', 'spring', 'SMS'],
    ['app', 'web-push', 'spring', 'Mobile Push'],
    ['crm', 'newsletter', 'spring', 'Unassigned'],
    ['outbrain', 'native', 'spring', 'Unassigned'],
  ])('from %s / %s / %s into %s', (source, medium, campaign, channel) => {
    expect(ga4Channel({ source, medium, campaign })).toBe(channel)
  })

  const list = new URL('../../../../shared/data/ga4_source_categories.csv', import.meta.url)
  it.skipIf(!existsSync(list))('by kinds of sources that its own list gives (skipped: no ../shared)', () => {
    const lines = readFileSync(list, 'utf8').trim().split('\n').slice(1)
    const kinds = new Map(lines.map((line) => line.toLowerCase().split(',') as [string, string]))
    const known = knownSources().map(([source, kind]) => [source, `source_category_${kind}`] as const)
    expect(new Map(known)).toEqual(kinds)
    expect(kinds.size).toBe(819)
    for (const source of ['meta', 'microsoft', 'x.com']) expect(kinds.has(source)).toBe(false)
  })
})

const known = {
  sources: ['facebook', 'partner-letter'],
  mediums: ['paid-social'],
  campaigns: ['spring-launch', 'Evergreen'],
}
const GOOD = 'utm_source=facebook&utm_medium=paid-social&utm_campaign=spring-launch'

describe('a tagged link', () => {
  it('that is as it should be has no finding and stays as it is', () => {
    const report = lintLink(`https://northwind.example/demo?plan=pro&${GOOD}#form`, known)
    expect(report).toEqual({
      channel: 'Paid Social',
      findings: [],
      fixed: `https://northwind.example/demo?plan=pro&${GOOD}#form`,
      fixedChannel: 'Paid Social',
    })
  })

  it.each<[what: string, query: string, sentence: string, fix: string]>([
    ['lacks a medium', 'utm_source=google&utm_campaign=a', 'error: `utm_medium` is missing', 'utm_medium=cpc'],
    [
      'lacks a campaign',
      'utm_source=google&utm_medium=cpc',
      'error: `utm_campaign` is missing',
      'utm_campaign=name-of',
    ],
    ['has one twice', `${GOOD}&utm_source=fb`, 'error: `utm_source` is there twice', 'utm_source=facebook'],
    ['has it behind the #', `plan=pro#${GOOD}`, 'error: `utm_source` stands behind the #', 'utm_source=facebook'],
    ['has a broken encoding', `${GOOD}&utm_term=50%`, 'error: `utm_term` has a % that begins no letter', 'utm_term=50'],
    [
      'has an unresolved macro',
      `${GOOD}&utm_content={{ad.name}}`,
      'error: `utm_content` holds a placeholder',
      'ad.name',
    ],
    [
      'has an encoded macro',
      `${GOOD}&utm_content=%7BKeyword%7D`,
      'error: `utm_content` holds a placeholder',
      'keyword',
    ],
    [
      'has an email in it',
      `${GOOD}&utm_content=jo@x.example`,
      'error: `utm_content` holds an email address',
      'utm_content=',
    ],
    ['has a phone in it', `${GOOD}&utm_term=%2B49 170 1234567`, 'error: `utm_term` holds a phone number', 'utm_term='],
    [
      'has a medium of its own',
      'utm_source=crm&utm_medium=newsletter&utm_campaign=a',
      'error: GA4 knows no channel',
      'utm_medium=email',
    ],
    [
      'is paid but organic to GA4',
      'utm_source=facebook&utm_medium=social-paid&utm_campaign=a',
      'error: `social-paid` says paid, but GA4 counts it as Organic Social',
      'utm_medium=paid-social',
    ],
    [
      'has upper case',
      'utm_source=google&utm_medium=cpc&utm_campaign=Summer',
      'warning: `utm_campaign` has upper case',
      'utm_campaign=summer',
    ],
    [
      'has spaces',
      'utm_source=google&utm_medium=cpc&utm_campaign=summer+sale',
      'warning: `utm_campaign` has spaces',
      'utm_campaign=summer-sale',
    ],
    [
      'has a short name',
      'utm_source=fb&utm_medium=cpc&utm_campaign=a',
      'warning: `fb` is a short name',
      'utm_source=facebook',
    ],
    [
      'goes to Paid Other',
      'utm_source=quux&utm_medium=cpc&utm_campaign=a',
      'warning: GA4 counts `quux` / `cpc` as Paid Other',
      'google',
    ],
    [
      'is off the pattern',
      'utm_source=google&utm_medium=cpc&utm_campaign=a(b)',
      'warning: `utm_campaign` is off the pattern',
      'utm_campaign=a-b',
    ],
    [
      'is a case variant',
      'utm_source=google&utm_medium=cpc&utm_campaign=evergreen',
      'warning: `evergreen` is written `Evergreen` elsewhere',
      'utm_campaign=Evergreen',
    ],
    [
      'is a near-duplicate',
      'utm_source=google&utm_medium=cpc&utm_campaign=spring-luanch',
      'warning: `spring-luanch` is one letter from `spring-launch`',
      'utm_campaign=spring-launch',
    ],
    [
      'is internal',
      'utm_source=northwind&utm_medium=referral&utm_campaign=a',
      'warning: The source is called like the site itself',
      'Leave UTM',
    ],
    [
      'is too long',
      `utm_source=google&utm_medium=cpc&utm_campaign=${'a'.repeat(101)}`,
      'warning: `utm_campaign` has 101 characters',
      'a'.repeat(100),
    ],
  ])('that %s is told so, with a fix', (_, query, sentence, fix) => {
    const { findings = [] } = lintLink(`https://northwind.example/demo?${query}`, known) ?? {}
    const said = findings.map((each) => `${each.level}: ${each.sentence}`)
    const at = said.findIndex((each) => each.startsWith(sentence))
    expect([said, at >= 0]).toEqual([said, true])
    expect(findings[at]?.fix).toContain(fix)
  })

  it('comes back with every fix in it, and then nothing is left to say', () => {
    const text =
      '<https://northwind.example/demo?utm_source=FB&utm_medium=social-paid&utm_campaign=Spring%20Sale&x=1#top>'
    const report = lintLink(text, known)
    expect(report?.channel).toBe('Organic Social')
    expect(report?.fixed).toBe(
      'https://northwind.example/demo?utm_source=facebook&utm_medium=paid-social&utm_campaign=spring-sale&x=1#top',
    )
    expect(report?.fixedChannel).toBe('Paid Social')
    expect(lintLink(report?.fixed ?? '', known)?.findings).toEqual([])
  })

  it('is no link where there is none', () => {
    expect(lintLink('hello there', known)).toBeNull()
    expect(lintLink('', known)).toBeNull()
  })
})

describe('the values that came with leads', () => {
  it('are checked alike, and what is not there is no finding', () => {
    const values = (source: string, medium: string) => lintValues({ source, medium, campaign: '' }, known)
    expect(values('facebook', 'paid-social')).toEqual([])
    expect(values('', '')).toEqual([])
    expect(values('outbrain', 'native').map(({ fix }) => fix)).toEqual(['`utm_medium=display`'])
    expect(values('meta', 'cpc').map(({ fix }) => fix)).toEqual(['`utm_source=facebook`'])
  })
})
