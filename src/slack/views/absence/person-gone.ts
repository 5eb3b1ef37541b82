import type { KnownBlock } from '@slack/types'
import type { Team } from '../../../domain/team.ts'
import { ACTION } from '../../ids.ts'
import { actions, button, section } from '../../kit/blocks.ts'
import { listed } from '../../kit/sentence.ts'
import { userText } from '../../kit/text.ts'

/** That somebody a team counts on is gone, what nobody does any more, and where that is changed; null where it was changed already. */
export function personGone(state: {
  team: Team
  userId: string
  names: Readonly<Record<string, string>>
}): { text: string; blocks: KnownBlock[] } | null {
  const { team, userId, names } = state
  const owned = team.channels.filter(({ ownerUserId }) => ownerUserId === userId).map(({ name }) => userText(name, 60))
  const isLead = team.leadUserId === userId
  if (owned.length === 0 && !isLead) return null
  const title = `The Slack account of ${userText(names[userId] ?? 'a colleague', 80)} is deactivated`
  const lost = [
    ...(owned.length > 0
      ? [
          `${listed(owned)} lost ${owned.length === 1 ? 'its' : 'their'} owner: the delegate is asked instead, and nobody where there is none.`,
        ]
      : []),
    ...(isLead
      ? [
          `${userText(team.name, 80)} lost its lead: until it has one, an admin of the workspace can change its settings.`,
        ]
      : []),
  ]
  return {
    text: title,
    blocks: [
      section([`*${title}.*`, ...lost, 'Name somebody else: `/beat setup`.'].join('\n')),
      actions(`gone:${team.id}`, [button({ id: ACTION.setUp, text: 'Set up the team', value: team.conversationId })]),
    ],
  }
}
