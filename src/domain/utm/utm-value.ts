import { slipsBetween } from '../../lib/near-word.ts'
import type { UtmValues } from './ga4-channel.ts'
import { sourceKind } from './ga4-sources.ts'

// One value of a link: what is wrong with it, and how it should be written.

/** What is wrong with a tagged link, in a sentence, and what to write instead. */
export type UtmFinding = { level: 'error' | 'warning'; sentence: string; fix: string }

/** What the team already uses, so that a second way of writing it is noticed. */
export type KnownUtm = { sources: readonly string[]; mediums: readonly string[]; campaigns: readonly string[] }

/** Short names of networks, and names that GA4 does not know, with those it does. */
const ALIASES: Readonly<Record<string, string>> = {
  fb: 'facebook',
  meta: 'facebook',
  ig: 'instagram',
  insta: 'instagram',
  li: 'linkedin',
  yt: 'youtube',
  tw: 'twitter',
  x: 'twitter',
  'x.com': 'twitter',
  tt: 'tiktok',
  microsoft: 'bing',
  msads: 'bing',
  adwords: 'google',
  gads: 'google',
  googleads: 'google',
}
const MACRO = /\{\{?[^{}]*\}?\}|%7b[^%]*%7d|__[a-z_]+__/i
const EMAIL = /[^\s@]+@[^\s@]+\.[^\s@]+/
const PHONE = /(?:\+|\b00)\d[\d\s().-]{6,}\d/
const PATTERN = /^[\p{L}\p{N}]+(?:[-_.|:~][\p{L}\p{N}]+)*$/u
const LONGEST = 100
const NEAR_FROM = 8

/** Checks the value of one UTM parameter; `fixed` is the value with every fix in it. */
export function checkValue(
  name: string,
  value: string | null,
  raw: string,
  known: KnownUtm,
): { findings: UtmFinding[]; fixed: string } {
  if (value === null) {
    const fixed = slug(raw.replaceAll('%', '-'))
    return { findings: [utmError(`\`${name}\` has a % that begins no letter.`, `\`${name}=${fixed}\``)], fixed }
  }
  const wrong = errorsOf(name, value)
  if (wrong) return wrong
  return warningsOf(name, value, known)
}

/** What to write where a parameter is missing, as far as the others say. */
export function suggested(name: string, { source }: UtmValues): string {
  if (name === 'utm_campaign') return 'name-of-campaign'
  if (name === 'utm_source') return 'name-of-network'
  return sourceKind(ALIASES[source.toLowerCase()] ?? source) === 'social' ? 'paid-social' : 'cpc'
}

/** A finding that makes the numbers wrong. */
export function utmError(sentence: string, fix: string): UtmFinding {
  return { level: 'error', sentence, fix }
}

/** A finding that makes them hard to read. */
export function utmWarning(sentence: string, fix: string): UtmFinding {
  return { level: 'warning', sentence, fix }
}

function errorsOf(name: string, value: string): { findings: UtmFinding[]; fixed: string } | null {
  const macro = MACRO.exec(value)
  if (macro) {
    const fixed = slug(value.replaceAll(/%7[bd]|[{}]/gi, ' '))
    const sentence = `\`${name}\` holds a placeholder that nothing has filled in: \`${macro[0]}\`.`
    return { findings: [utmError(sentence, `\`${name}=${fixed}\``)], fixed }
  }
  const isPrivate = EMAIL.test(value) || PHONE.test(value)
  if (!isPrivate) return null
  const fixed = slug(value.replace(EMAIL, ' ').replace(PHONE, ' ')) || 'name-of-campaign'
  const what = EMAIL.test(value) ? 'an email address' : 'a phone number'
  return {
    findings: [utmError(`\`${name}\` holds ${what}: that must never be in a link.`, `\`${name}=${fixed}\``)],
    fixed,
  }
}

function warningsOf(name: string, value: string, known: KnownUtm): { findings: UtmFinding[]; fixed: string } {
  const alias = name === 'utm_source' ? ALIASES[value.toLowerCase()] : undefined
  const there = nearKnown(value, knownOf(name, known))
  const tidy = slug(value)
  const fixed = alias ?? there?.value ?? tidy
  const fix = `\`${name}=${fixed}\``
  const hasSpace = /\s/.test(value)
  const findings = [
    ...(alias ? [`\`${value}\` is a short name or one that GA4 does not know.`] : []),
    ...(there?.how === 'case'
      ? [`\`${value}\` is written \`${there.value}\` elsewhere: reports keep both apart.`]
      : []),
    ...(there?.how === 'near' ? [`\`${value}\` is one letter from \`${there.value}\`, which is used already.`] : []),
    ...(value !== value.toLowerCase() && there?.how !== 'case' ? [`\`${name}\` has upper case.`] : []),
    ...(hasSpace ? [`\`${name}\` has spaces.`] : []),
    ...(name === 'utm_campaign' && !hasSpace && value !== '' && !PATTERN.test(value)
      ? ['`utm_campaign` is off the pattern of words joined by - or _.']
      : []),
  ].map((sentence) => utmWarning(sentence, fix))
  if (value.length > LONGEST) {
    const short = fixed.slice(0, LONGEST).replace(/[-_]+$/, '')
    const sentence = `\`${name}\` has ${value.length} characters, more than ${LONGEST}.`
    return { findings: [...findings, utmWarning(sentence, `\`${name}=${short}\``)], fixed: short }
  }
  return { findings, fixed: findings.length > 0 ? fixed : value }
}

function knownOf(name: string, known: KnownUtm): readonly string[] {
  if (name === 'utm_source') return known.sources
  if (name === 'utm_medium') return known.mediums
  return name === 'utm_campaign' ? known.campaigns : []
}

/** The value of a list that differs from a typed one only in its case, or in one letter of at least eight. */
function nearKnown(value: string, known: readonly string[]): { how: 'case' | 'near'; value: string } | null {
  if (value === '' || known.includes(value)) return null
  const lower = value.toLowerCase()
  const sameLetters = known.find((each) => each.toLowerCase() === lower)
  if (sameLetters !== undefined) return { how: 'case', value: sameLetters }
  if (value.length < NEAR_FROM || value.length > LONGEST) return null
  const near = known.find((each) => each.length >= NEAR_FROM && slipsBetween(lower, each.toLowerCase()) === 1)
  return near === undefined ? null : { how: 'near', value: near }
}

function slug(value: string): string {
  return value
    .normalize('NFC')
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_.|:~]+/gu, '-')
    .replace(/^[-_.]+|[-_.]+$/g, '')
}
