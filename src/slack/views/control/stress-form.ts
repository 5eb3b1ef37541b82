import type { ModalView } from '@slack/types'
import { STRESS_FORMS } from '../../../domain/control/stress-words.ts'
import type { Team } from '../../../domain/team.ts'
import { VIEW } from '../../ids.ts'
import { section } from '../../kit/blocks.ts'
import { textInput } from '../../kit/inputs.ts'
import { modal } from '../../kit/modal.ts'

/** Asks what is to happen to the plan. */
export function stressForm({ team, incidentId }: { team: Pick<Team, 'id'>; incidentId: string | null }): ModalView {
  return modal({
    id: VIEW.stress,
    title: 'Stress test',
    submit: 'What then?',
    metadata: { teamId: team.id, incidentId },
    blocks: [
      section(`What if something goes wrong, or there is more money? For example ${STRESS_FORMS}.`),
      textInput({ id: 'asked', label: 'What if…', placeholder: 'cvr -15%', max: 150 }),
    ],
  })
}
