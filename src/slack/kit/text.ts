import { isPersonId } from '../../domain/team.ts'
/** Makes `&`, `<` and `>` harmless in mrkdwn, so that no text can become a mention or a link. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** The words of a message as Slack keeps it, as a person reads them: links by their names, and no escapes. */
export function plainOf(mrkdwn: string): string {
  return mrkdwn
    .replaceAll(/<(?:[^<>|]*)\|([^<>]*)>/g, '$1')
    .replaceAll(/<((?:https?|mailto):[^<>]*)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

/** Removes what no one can see but everyone can suffer from: control characters (line breaks stay), bidi controls, lone surrogates. */
export function clean(text: string): string {
  return text
    .replaceAll(/\r\n?|\p{Zl}|\p{Zp}/gu, '\n')
    .replaceAll('\t', ' ')
    .replaceAll(/[^\P{Cc}\n]|\p{Bidi_Control}/gu, '')
    .replaceAll(/\p{Surrogate}/gu, '\u{fffd}')
}

/** Shortens plain text to at most `max` UTF-16 units, ending in an ellipsis and never inside a character. */
export function clamp(text: string, max: number): string {
  if (text.length <= max) return text
  return `${text.slice(0, max - 1).replace(/[\ud800-\udbff]$/, '')}…`
}

/** Shortens mrkdwn to at most `max` UTF-16 units without leaving half an entity, mention or link at the cut. */
export function clampMrkdwn(text: string, max: number): string {
  if (text.length <= max) return text
  const head = clamp(text, max).slice(0, -1)
  return `${head.replace(/&[a-z]{0,4}$|<[^<>]*$/, '')}…`
}

/** What a person typed, made fit for mrkdwn: cleaned, shortened to `max` characters of theirs, escaped. */
export function userText(text: string, max = 3_500): string {
  return escapeText(clamp(clean(text), max))
}

/** A link with words of ours; nothing for what is no https address, or could end the link early. */
export function linkText(url: string | null | undefined, words: string): string {
  return url && /^https:\/\/[^\s<>|]+$/.test(url) ? `<${escapeText(url)}|${words}>` : ''
}

/** Mentions a person; anything that is no user id is written out harmlessly instead. */
export function mention(userId: string): string {
  return isPersonId(userId) ? `<@${userId}>` : userText(userId, 80)
}
