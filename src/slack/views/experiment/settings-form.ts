import type { ModalView } from '@slack/types'
import { SCORE_MODELS, type TestSettings } from '../../../domain/experiment/experiment.ts'
import { formulaInWords } from '../../../domain/experiment/score.ts'
import type { Team } from '../../../domain/team.ts'
import { VIEW } from '../../ids.ts'
import { section } from '../../kit/blocks.ts'
import { radio, textInput } from '../../kit/inputs.ts'
import { modal } from '../../kit/modal.ts'
import { userText } from '../../kit/text.ts'

/** How a team runs its tests. */
export function settingsForm({ team, settings }: { team: Team; settings: TestSettings }): ModalView {
  const { slots, channelSlots, budgetLimit, scoreModel } = settings
  return modal({
    id: VIEW.testSettings,
    title: 'How tests run',
    submit: 'Save',
    metadata: { teamId: team.id },
    blocks: [
      section(`*${userText(team.name, 80)}* · A few tests at once teach something. Many disturb each other.`),
      textInput({ id: 'slots', label: 'Tests at once, in the whole team', max: 3, initial: String(slots) }),
      textInput({ id: 'channelSlots', label: 'Tests at once, in one channel', max: 3, initial: String(channelSlots) }),
      textInput({
        id: 'budgetLimit',
        label: `Extra money a test may spend without the lead (${team.currency})`,
        hint: 'Left empty, it is a tenth of the monthly budget.',
        optional: true,
        max: 20,
        initial: budgetLimit === null ? '' : String(budgetLimit),
      }),
      radio({
        id: 'scoreModel',
        label: 'Ideas are scored by',
        choices: SCORE_MODELS.map((model) => ({ value: model, text: formulaInWords(model) })),
        initial: scoreModel,
      }),
    ],
  })
}
