import { dayInWords, localDay } from '../week.ts'

/** A status in Slack by which somebody says that they are away: its words, and when Slack takes it off. */
export type AwayStatus = { words: string; until: Date | null }

// Those that Slack itself and the calendars connected to it offer for being away.
const EMOJIS: Readonly<Record<string, string>> = {
  palm_tree: 'Vacationing',
  desert_island: 'Vacationing',
  beach_with_umbrella: 'Vacationing',
  face_with_thermometer: 'Out sick',
  face_with_head_bandage: 'Out sick',
}

const WORDS =
  /(?<!\p{L})(ooo|out of (the )?office|vacation(ing)?|on (holiday|holidays|leave)|(annual|parental|maternity|paternity|sick) leave|out sick|sick day|pto|urlaub|krank(geschrieben)?|abwesend|elternzeit|en (vacances|congés?)|malade|absente?|de (vacaciones|baja)|ausente)(?!\p{L})/iu

const LONGEST = 100

/** Reads a status as a person set it; null where it does not say that they are away. `endsAt` is in seconds, 0 for never. */
export function readStatus(status: { text: string; emoji: string; endsAt: number }): AwayStatus | null {
  const text = status.text.trim()
  const meant = EMOJIS[status.emoji.replaceAll(':', '')]
  if (meant === undefined && !WORDS.test(text)) return null
  return {
    words: (text || meant || '').slice(0, LONGEST),
    until: status.endsAt > 0 ? new Date(status.endsAt * 1000) : null,
  }
}

/** A status in a sentence: `their Slack status says "Vacationing" until Fri 4 Dec`. */
export function statusInWords({ words, until }: AwayStatus, whose: string, zone: string): string {
  return `${whose} Slack status says "${words}"${until ? ` until ${dayInWords(localDay(until, zone))}` : ''}`
}
