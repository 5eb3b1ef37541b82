import type { UtmValues } from './ga4-channel.ts'

// A link taken apart without being mended on the way, because what is wrong with it is the question.

/** The UTM parameters that name where a visit came from; the first three are needed. */
export const NEEDED = ['utm_source', 'utm_medium', 'utm_campaign'] as const
const WATCHED: readonly string[] = [...NEEDED, 'utm_content', 'utm_term', 'utm_id']

/** One parameter of a link as it stands there, and decoded; null where its encoding is broken. */
export type Param = { name: string; raw: string; value: string | null }

/** A link in its parts: `base` up to the question mark, its parameters, and those that stand behind the `#`. */
export type TaggedLink = { base: string; host: string; params: Param[]; fragment: string; behind: Param[] }

/** Takes a link apart; null where the text is none. Slack's own `<link|text>` is read as the link. */
export function readLink(text: string): TaggedLink | null {
  const link = text
    .trim()
    .replace(/^<([^>|]*)(?:\|[^>]*)?>$/, '$1')
    .replaceAll('&amp;', '&')
  const given = /^(https?:\/\/)?([^\s/?#]+\.[^\s/?#]+)([^\s?#]*)(?:\?([^#]*))?(?:#(.*))?$/i.exec(link)
  if (!given) return null
  const [, scheme = 'https://', host = '', path = '', query = '', fragment = ''] = given
  const behind = fragment.split(/[?&]/).filter((part) => isUtm(nameOf(part)))
  const kept = fragment.split(/[?&]/).filter((part) => !isUtm(nameOf(part)))
  return {
    base: `${scheme}${host}${path}`,
    host: host.toLowerCase(),
    params: paramsOf(query.split('&')),
    fragment: behind.length > 0 ? kept.join('&') : fragment,
    behind: paramsOf(behind),
  }
}

/** Puts a link together again from its parts, each parameter once and properly encoded. */
export function writeLink({ base, fragment }: TaggedLink, params: readonly (readonly [string, string])[]): string {
  const query = params.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')
  return `${base}${query === '' ? '' : `?${query}`}${fragment === '' ? '' : `#${fragment}`}`
}

/** The UTM values of a link; the first of several counts, and what is missing is ''. */
export function valuesOf(params: readonly Param[]): UtmValues {
  const of = (name: string) => params.find((param) => param.name === name)?.value ?? ''
  return { source: of('utm_source'), medium: of('utm_medium'), campaign: of('utm_campaign') }
}

/** Whether a parameter is one that analytics reads. */
export function isUtm(name: string): boolean {
  return WATCHED.includes(name)
}

function paramsOf(parts: readonly string[]): Param[] {
  return parts
    .filter((part) => part !== '')
    .map((part) => {
      const raw = part.includes('=') ? part.slice(part.indexOf('=') + 1) : ''
      return { name: nameOf(part), raw, value: decoded(raw) }
    })
}

function nameOf(part: string): string {
  return (part.split('=')[0] ?? '').trim().toLowerCase()
}

function decoded(raw: string): string | null {
  try {
    return decodeURIComponent(raw.replaceAll('+', ' '))
  } catch {
    return null
  }
}

/** A link with tags put on it: those of a page's own stay, unless they are given anew; null where the page is no link. */
export function tagLink(page: string, tags: Readonly<Record<string, string>>): string | null {
  const link = readLink(page)
  if (!link) return null
  const given = Object.entries(tags).filter(([, value]) => value.trim() !== '')
  const names = given.map(([name]) => name)
  const kept = [...link.params, ...link.behind].filter(({ name }) => !names.includes(name))
  const query = [
    ...kept.map(({ name, raw }) => `${name}=${raw}`),
    ...given.map(([name, value]) => `${name}=${encodeURIComponent(value.trim())}`),
  ].join('&')
  return `${link.base}${query === '' ? '' : `?${query}`}${link.fragment === '' ? '' : `#${link.fragment}`}`
}
