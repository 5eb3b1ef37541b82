import type { KnownBlock } from '@slack/types'
import { daysAwayInWords } from '../../../domain/absence/absence-words.ts'
import type { Absence } from '../../../domain/team.ts'
import { ACTION } from '../../ids.ts'
import { actions, button, context, section } from '../../kit/blocks.ts'
import { listed } from '../../kit/sentence.ts'
import { userText } from '../../kit/text.ts'
import { moreOf, pageFrom, rangeInWords } from '../pages.ts'
import { whyLine } from '../why.ts'

type Names = Readonly<Record<string, string>>

/** When somebody is away, as they see it: all their absences, the next first, and the day it is for them. */
export type OwnAbsences = { absences: readonly Absence[]; today: string; teamId: string }

const MOST_OWN = 3
const LISTED = 20

/**
 * That the person who looks is away, with the way back, and in a line when they will be: what is weeks ahead stands in nobody's way.
 * Nothing while they will not be.
 */
export function ownAbsence(state: (OwnAbsences & { names: Names }) | null): KnownBlock[] {
  if (!state) return []
  const { absences, today, teamId, names } = state
  const later = absences.filter(({ from }) => from > today).map((absence) => daysAwayInWords(absence, today))
  return [
    ...absences
      .filter(({ from }) => from <= today)
      .flatMap((absence) => [
        section(`*You are away ${daysAwayInWords(absence, today)}.* ${meanwhileInWords(absence, names)}`),
        awayActions(absence, today, teamId, true),
      ]),
    ...(later.length > 0 ? [context(`You will be away ${listed(later, MOST_OWN)}: \`/beat away list\`.`)] : []),
  ]
}

function meanwhileInWords({ delegateUserId }: Absence, names: Names): string {
  const meanwhile =
    delegateUserId === null
      ? 'The delegate of each channel answers meanwhile, where there is one.'
      : `${userText(names[delegateUserId] ?? 'Your delegate', 80)} answers meanwhile.`
  return `${meanwhile} Nobody asks or reminds you.`
}

/** The private answer to `/beat away list`: one's own absences and, for a lead, those of the team, each with what can be done. */
export function absenceList(state: {
  absences: readonly Absence[]
  today: string
  teamId: string
  userId: string
  names: Names
  from?: number
}): { text: string; blocks: KnownBlock[] } {
  const { absences, today, teamId, userId, names } = state
  const title = absences.length === 0 ? 'No absence is noted that is yours to change' : 'Away, now or later'
  const page = pageFrom(absences, state.from ?? 0, LISTED)
  const line = (absence: Absence) => {
    const { delegateUserId } = absence
    const who = absence.userId === userId ? 'You' : userText(names[absence.userId] ?? 'A colleague', 80)
    const meanwhile =
      delegateUserId === null ? '' : ` · ${userText(names[delegateUserId] ?? 'a colleague', 80)} answers`
    return `*${who}* ${daysAwayInWords(absence, today)}${meanwhile}`
  }
  return {
    text: title,
    blocks: [
      section(`*${title}${rangeInWords(page)}*`),
      ...page.shown.flatMap((each) => [section(line(each)), awayActions(each, today, teamId, each.userId === userId)]),
      actions('absence:new', [
        ...moreOf(page, teamId, 'away list'),
        button({ id: ACTION.setAway, text: "I'll be away", value: `${teamId}/new` }),
      ]),
    ],
  }
}

/** A value of these buttons names the team, and which absence is meant. */
function awayActions({ userId, from }: Absence, today: string, teamId: string, isMe: boolean): KnownBlock {
  const back = isMe ? ["I'm back", 'I shall be there after all'] : ['They are back', 'They will be there after all']
  const value = `${teamId}/${from}/${userId}`
  return actions(`absence:${userId}:${from}`, [
    button({ id: ACTION.comeBack, text: (from <= today ? back[0] : back[1]) ?? '', value }),
    button({ id: ACTION.setAway, text: 'Change', value }),
  ])
}

/** What a delegate is told: for whom they answer, for which channels, until when; or that it is over. */
export function absenceTold(state: {
  userId: string
  absence: Absence | null
  channels: readonly string[]
  today: string
  names: Names
}): { text: string; blocks: KnownBlock[] } {
  const { userId, absence, channels, today, names } = state
  const who = userText(names[userId] ?? 'A colleague', 80)
  if (!absence) {
    const over = `*${who} answers again.* You need not do so any more.`
    return { text: `${who} answers again.`, blocks: [section(over), whyLine(`You had answered for ${who}.`)] }
  }
  const title = `You answer for ${who}, who is away ${daysAwayInWords(absence, today)}`
  const what =
    channels.length > 0
      ? `Until then I ask you for the narratives of ${listed(
          channels.map((name) => userText(name, 60)),
          8,
        )}, and you may write them.`
      : 'They own no channel, so I shall ask you for nothing; questions of people may reach you.'
  const by = absence.setBy === userId ? who : userText(names[absence.setBy] ?? 'The lead', 80)
  return {
    text: title,
    blocks: [
      section(`*${title}*\n${what}`),
      whyLine(`${by} named you. I say it once; \`/beat schedule\` shows when I ask you.`),
    ],
  }
}

/** What somebody reads who has noted an absence: when, who answers, and what it takes the place of. */
export function absenceNoted(state: {
  absence: Absence
  gone: readonly Absence[]
  today: string
  teamId: string
  names: Names
  userId: string
}): { text: string; blocks: KnownBlock[] } {
  const { absence, gone, today, teamId, names, userId } = state
  const who = absence.userId === userId ? 'You are' : `${userText(names[absence.userId] ?? 'They', 80)} is`
  const { delegateUserId } = absence
  const meanwhile =
    delegateUserId === null
      ? 'Nobody was named to answer meanwhile: the delegate of each channel does, where there is one.'
      : `${userText(names[delegateUserId] ?? 'The delegate', 80)} answers meanwhile, and is told privately.`
  const before = gone.map((each) => daysAwayInWords(each, today)).join(', ')
  const instead = before === '' ? '' : ` It takes the place of what was noted: ${before}.`
  const text = `${who} away ${daysAwayInWords(absence, today)}.`
  return {
    text,
    blocks: [
      section(`*${text}* ${meanwhile}${instead}`),
      awayActions(absence, today, teamId, absence.userId === userId),
    ],
  }
}
