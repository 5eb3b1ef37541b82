import { clampMrkdwn, clean, escapeText } from './text.ts'

const NAMED = /&lt;([@#][CDGUW][A-Z0-9]{2,})&gt;/g

/**
 * A sentence of ours that may quote what people typed, made fit for mrkdwn. People and conversations named by their id stay
 * links; everything else in angle brackets (`<!channel>`, links) is only text.
 */
export function sentence(text: string, max = 2_900): string {
  return clampMrkdwn(escapeText(clean(text)).replaceAll(NAMED, '<$1>'), max)
}

/** Joins as many lines as fit into each text of at most `max` characters, so that none is cut in the middle. */
export function inTexts(lines: readonly string[], max = 2_900): string[] {
  const texts: string[] = []
  for (const line of lines.map((each) => clampMrkdwn(each, max))) {
    const last = texts.at(-1)
    if (last !== undefined && last.length + 1 + line.length <= max) texts[texts.length - 1] = `${last}\n${line}`
    else texts.push(line)
  }
  return texts
}

/** The first `count` of some names, and how many more there are: `Paid search, Paid social and 3 more`. */
export function listed(names: readonly string[], count = 8): string {
  const shown = names.slice(0, count)
  const more = names.length - shown.length
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ')
}
