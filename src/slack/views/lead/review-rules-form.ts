import type { ModalView } from '@slack/types'
import { MOST_FACILITATORS, type ReviewSettings } from '../../../domain/review/facilitation.ts'
import type { Team } from '../../../domain/team.ts'
import { VIEW } from '../../ids.ts'
import { section } from '../../kit/blocks.ts'
import { conversationSelect, multiUsersSelect, radio } from '../../kit/inputs.ts'
import { modal } from '../../kit/modal.ts'
import { userText } from '../../kit/text.ts'

/** How the reviews of a team are led and shown. */
export function reviewRulesForm({ team, settings }: { team: Team; settings: ReviewSettings }): ModalView {
  const { facilitators, broadcast, mirrorId } = settings
  return modal({
    id: VIEW.reviewRules,
    title: 'How reviews are led',
    submit: 'Save',
    metadata: { teamId: team.id },
    blocks: [
      section(`*${userText(team.name, 80)}* · Who leads a review is asked to close it. They can hand it over.`),
      multiUsersSelect({
        id: 'facilitators',
        label: 'Who leads, a week each, in this order',
        hint: 'Left empty, the team lead does.',
        optional: true,
        initial: facilitators,
        most: MOST_FACILITATORS,
      }),
      radio({
        id: 'broadcast',
        label: 'Where is the digest seen?',
        choices: [
          { value: 'thread', text: 'In the thread of the review' },
          { value: 'channel', text: 'In the thread, and in the channel as well' },
        ],
        initial: broadcast ? 'channel' : 'thread',
      }),
      conversationSelect({
        id: 'mirror',
        label: 'And in a second channel, for leadership',
        hint: 'Invite the bot there: /invite @Drumbeat. Late narratives update it too.',
        optional: true,
        ...(mirrorId !== null && { initial: mirrorId }),
      }),
    ],
  })
}
