import type { KnownBlock } from '@slack/types'
import { absenceInWords, daysAwayInWords } from '../../../domain/absence/absence-words.ts'
import { statusInWords } from '../../../domain/absence/slack-status.ts'
import { momentInWords, zoneInWords } from '../../../domain/moment.ts'
import type { AskedPerson, UnaskedChannel } from '../../../domain/review/asked.ts'
import type { ReminderSettings } from '../../../domain/review/prompt.ts'
import { reviewName } from '../../../domain/review/review-words.ts'
import type { Team } from '../../../domain/team.ts'
import { dayInWords, localDay } from '../../../domain/week.ts'
import { ACTION } from '../../ids.ts'
import { actions, button, context, menu, section } from '../../kit/blocks.ts'
import { inTexts, listed } from '../../kit/sentence.ts'
import { escapeText, userText } from '../../kit/text.ts'

/** One review to come: when, when it usually would be, and by whom it was moved or skipped. */
type Upcoming = {
  week: string
  dueAt: Date
  usual: Date
  skipped: boolean
  note: string | null
  /** The holiday it gives way to. */
  holiday: string | null
}

/** When a team's next reviews open, who is asked before the next one and when, and when the team's clocks change. */
export function schedule(state: {
  team: Team
  reviews: readonly Upcoming[]
  asked: readonly AskedPerson[]
  unasked: readonly UnaskedChannel[]
  reminding: ReminderSettings['reminding']
  names: Readonly<Record<string, string>>
  clockChange: { at: Date; minutes: number } | null
}): {
  text: string
  blocks: KnownBlock[]
} {
  const { team, reviews, clockChange, names } = state
  const lines = reviews.map((review) => lineOf(review, team.zone, names))
  const clocks = clockChange
    ? `The clocks in ${zoneInWords(team.zone)} change on ${dayInWords(localDay(clockChange.at, team.zone))}; the review stays at ${team.reviewTime} there.`
    : `The clocks in ${zoneInWords(team.zone)} do not change.`
  const paused = team.pausedAt ? '*Paused*: nothing opens until `/beat review resume`.\n' : ''
  const text = `Next reviews of ${userText(team.name, 80)}: ${reviews
    .filter(({ skipped }) => !skipped)
    .map(({ dueAt }) => momentInWords(dueAt, team.zone))
    .join(', ')}`
  return {
    text,
    blocks: [
      section(`${paused}*${escapeText(team.name)}*, next reviews\n${lines.join('\n')}`),
      ...askedBlocks(state),
      context(clocks),
      actions(`schedule:${team.id}`, [
        button({ id: ACTION.previewReview, text: 'Preview the review', value: team.id }),
        ...shifts(team, reviews),
      ]),
    ],
  }
}

/** What can be done about one review, as `/beat review` does it; nothing while the rhythm is paused. */
function shifts({ id, pausedAt }: Team, reviews: readonly Upcoming[]) {
  if (pausedAt) return []
  const options = reviews
    .filter(({ skipped }) => !skipped)
    .map(({ week }) => ({ text: reviewName(week), value: `${id}:review skip ${week}` }))
  return [
    button({ id: ACTION.moveReview, text: 'Move the next one…', value: `${id}:review move` }),
    ...(options.length > 0
      ? [
          menu({
            id: ACTION.skipReview,
            placeholder: 'Skip one',
            groups: [{ title: 'Leave out the review of', options }],
          }),
        ]
      : []),
  ]
}

function lineOf(review: Upcoming, zone: string, names: Readonly<Record<string, string>>): string {
  const { week, dueAt, usual, skipped, note, holiday } = review
  const when = `• *${momentInWords(dueAt, zone)}* · review of ${reviewName(week)}`
  if (!skipped && dueAt.getTime() === usual.getTime()) return when
  const by = note?.match(/[UW][A-Z0-9]{2,}$/)?.[0]
  const who = by === undefined ? '' : ` by ${userText(names[by] ?? 'a colleague', 80)}`
  if (holiday !== null && !skipped)
    return `${when}, because ${dayInWords(localDay(usual, zone))} is ${userText(holiday, 80)}`
  return skipped
    ? `• ~${momentInWords(dueAt, zone)}~ · review of ${reviewName(week)} is skipped${who}`
    : `${when}, moved${who} from ${momentInWords(usual, zone)}`
}

const WHY = {
  'nobody owns it': 'nobody owns it',
  'nobody is left': 'its owner is gone and nobody stands in. `/beat setup` names another',
  written: 'it is written already',
  passed: 'there is nothing to tell of it',
}

const REMINDED = {
  light: 'Nobody is reminded: this team reminds lightly. `/beat reminders` changes that.',
  standard:
    'Whoever the open review still waits for is reminded once: four hours after it opened, from 9 to 17 of their own day of work. `/beat reminders` changes that.',
  active:
    'Whoever the open review still waits for is reminded twice: four hours after it opened, from 9 to 17 of their own day of work, and at 10 of the next one. `/beat reminders` changes that.',
} as const

/** The dry run of the questions: who is asked before the next review, when where they live, and who is not and why. */
function askedBlocks({ team, asked, unasked, names, reminding }: Parameters<typeof schedule>[0]): KnownBlock[] {
  if (team.pausedAt || asked.length + unasked.length === 0) return []
  const lines = [
    ...asked.map((each) => askedLine(each, names)),
    ...unasked.map(({ channel, why }) => `• Nobody: ${userText(channel, 80)}, because ${WHY[why]}`),
  ]
  return [
    ...inTexts(['*Asked before the next one*', ...lines]).map((text) => section(text)),
    context(REMINDED[reminding]),
  ]
}

function askedLine(
  { userId, at, zone, isAsked, channels, standsInFor, away, status }: AskedPerson,
  names: Readonly<Record<string, string>>,
) {
  const who = userText(names[userId] ?? 'A colleague', 80)
  const today = localDay(at, zone)
  const whose = standsInFor.map((absence) => absenceInWords(absence, userId, today, names))
  const before = away ? [`away ${daysAwayInWords(away, today)} and nobody stands in, so asked before`] : []
  const hint = status ? [`${statusInWords(status, 'their', zone)}, so not reminded meanwhile`] : []
  const why = [...whose, ...before, ...hint].map((words) => ` · ${userText(words, 300)}`).join('')
  const what = listed(
    channels.map((name) => userText(name, 60)),
    8,
  )
  const how = isAsked === null ? ', not asked: that moment has passed' : isAsked ? ', asked' : ''
  return `• *${momentInWords(at, zone)}*${how} · ${who}: ${what}${why}`
}
