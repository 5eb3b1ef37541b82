import type { KnownBlock } from '@slack/types'
import { daysAwayInWords } from '../../../domain/absence/absence-words.ts'
import type { Absence } from '../../../domain/team.ts'
import { ACTION } from '../../ids.ts'
import { actions, button, section } from '../../kit/blocks.ts'
import { listed } from '../../kit/sentence.ts'
import { userText } from '../../kit/text.ts'
import { whyLine } from '../why.ts'

type Names = Readonly<Record<string, string>>

/** That the person who looks is away, with the way back; nothing while they are not, and will not be. */
export function ownAbsence(
  state: { absence: Absence; today: string; teamId: string; names: Names } | null,
): KnownBlock[] {
  if (!state) return []
  const { absence, today, teamId, names } = state
  const { delegateUserId } = absence
  const meanwhile =
    delegateUserId === null
      ? 'The delegate of each channel answers meanwhile, where there is one.'
      : `${userText(names[delegateUserId] ?? 'Your delegate', 80)} answers meanwhile.`
  const words = `*You are away ${daysAwayInWords(absence, today)}.* ${meanwhile} Nobody asks or reminds you.`
  return [section(words), awayActions(absence, today, teamId)]
}

function awayActions({ from }: Absence, today: string, teamId: string): KnownBlock {
  const end = from <= today ? "I'm back" : 'I shall be there after all'
  return actions('absence', [
    button({ id: ACTION.comeBack, text: end, value: teamId }),
    button({ id: ACTION.setAway, text: 'Change', value: teamId }),
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

/** What somebody reads who has noted an absence. */
export function absenceNoted(state: {
  absence: Absence
  today: string
  teamId: string
  names: Names
  userId: string
}): { text: string; blocks: KnownBlock[] } {
  const { absence, today, teamId, names, userId } = state
  const isMe = absence.userId === userId
  const who = isMe ? 'You are' : `${userText(names[absence.userId] ?? 'They', 80)} is`
  const { delegateUserId } = absence
  const meanwhile =
    delegateUserId === null
      ? 'Nobody was named to answer meanwhile: the delegate of each channel does, where there is one.'
      : `${userText(names[delegateUserId] ?? 'The delegate', 80)} answers meanwhile, and is told privately.`
  const text = `${who} away ${daysAwayInWords(absence, today)}.`
  return {
    text,
    blocks: [section(`*${text}* ${meanwhile}`), ...(isMe ? [awayActions(absence, today, teamId)] : [])],
  }
}
