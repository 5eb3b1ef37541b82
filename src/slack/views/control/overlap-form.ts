import type { ModalView } from '@slack/types'
import type { Team } from '../../../domain/team.ts'
import { VIEW } from '../../ids.ts'
import { context, section } from '../../kit/blocks.ts'
import { radio, textInput } from '../../kit/inputs.ts'
import { modal } from '../../kit/modal.ts'
import { userText } from '../../kit/text.ts'

/** Asks for what a platform shows of audiences that share people; `typed` is a draft. */
export function overlapForm(state: {
  team: Pick<Team, 'id' | 'name'>
  id: string
  typed: Readonly<Record<string, string>>
}): ModalView {
  const { team, id, typed } = state
  return modal({
    id: VIEW.overlap,
    title: 'Audience overlap',
    submit: 'Keep it',
    metadata: { teamId: team.id, id, draft: team.id },
    notifyOnClose: true,
    blocks: [
      section(
        `*${userText(team.name, 80)}* · Nobody sees the people themselves, but platforms show how many there are. From 20 % of the smaller audience on an overlap is to watch, from 30 % on to act on.`,
      ),
      radio({
        id: 'kind',
        label: 'What you have',
        choices: [
          { value: 'counts', text: 'Two audiences, and how many people are in both' },
          { value: 'reach', text: 'Parts of a campaign, and the reach of the whole' },
        ],
        initial: typed.kind || 'counts',
      }),
      textInput({
        id: 'parts',
        label: 'Audiences and their sizes, one a line',
        hint: 'The name first, then the number.',
        placeholder: 'Brand always on 62,388\nSpring promo 41,978',
        multiline: true,
        max: 1_500,
        initial: typed.parts ?? '',
      }),
      textInput({
        id: 'whole',
        label: 'People in both, or reach of the whole',
        placeholder: '22,990',
        max: 30,
        initial: typed.whole ?? '',
      }),
      context(Object.keys(typed).length > 0 ? 'This is your draft.' : 'Meta: Audiences → ⋯ → Show audience overlap.'),
    ],
  })
}
