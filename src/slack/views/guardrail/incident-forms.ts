import type { ModalView } from '@slack/types'
import { type Guardrail, guardrailName } from '../../../domain/guardrail/guardrail.ts'
import type { Incident, IncidentDecision } from '../../../domain/guardrail/incident.ts'
import { zoneInWords } from '../../../domain/moment.ts'
import type { Team } from '../../../domain/team.ts'
import { ACTION, VIEW } from '../../ids.ts'
import { context, section } from '../../kit/blocks.ts'
import { datePicker, textInput, timePicker, usersSelect } from '../../kit/inputs.ts'
import { modal } from '../../kit/modal.ts'
import { sentence } from '../../kit/sentence.ts'
import { userText } from '../../kit/text.ts'

type Asked = { team: Team; guardrail: Guardrail; incident: Incident }

/** Asks until when an incident may sleep, and why; an end is mandatory. */
export function snoozeForm(state: Asked & { until: { day: string; time: string } }): ModalView {
  const { team, incident, until } = state
  return modal({
    id: VIEW.snoozeIncident,
    title: 'Snooze until…',
    submit: 'Snooze',
    metadata: { incidentId: incident.id },
    blocks: [
      about(state),
      datePicker({ id: 'until', label: 'Until which day?', initial: until.day }),
      timePicker({ id: 'time', label: `At what time, in ${zoneInWords(team.zone)}?`, initial: until.time }),
      textInput({ id: 'why', label: 'Why can it wait?', max: 300, placeholder: 'The fix goes live on Thursday' }),
      context('It wakes up by itself then, or earlier if it gets worse.'),
    ],
  })
}

/** Asks who shall have an incident. */
export function assignForm(state: Asked & { initial: string | null }): ModalView {
  const { incident, initial } = state
  return modal({
    id: VIEW.assignIncident,
    title: 'Assign',
    submit: 'Assign',
    metadata: { incidentId: incident.id },
    blocks: [
      about(state),
      usersSelect({ id: 'to', label: 'Who has it from now on?', ...(initial && { initial }) }),
      context('They are mentioned in its thread.'),
    ],
  })
}

/** Asks what is decided about an incident, and why. */
export function decideIncidentForm(
  state: Asked & {
    decisionId: string
    decisions: readonly IncidentDecision[]
    draft: Readonly<Record<string, string>> | null
    title?: string
  },
): ModalView {
  const { incident, decisionId, decisions, draft, title = 'Log a decision' } = state
  const earlier = decisions.map(({ number, decision }) =>
    context(`Decided before: D-${number} ${userText(decision, 300)}`),
  )
  const typed = { multiline: true, max: 1_500, dispatch: true, action: ACTION.typed }
  return modal({
    id: VIEW.decideIncident,
    title,
    submit: 'Log it',
    close: 'Later',
    metadata: { incidentId: incident.id, decisionId, draft: incident.id },
    notifyOnClose: true,
    blocks: [
      about(state),
      ...earlier.slice(-3),
      textInput({
        id: 'decision',
        label: 'What is decided?',
        placeholder: 'Rotate the two oldest prospecting creatives by Friday (Sam)',
        initial: draft?.decision ?? '',
        ...typed,
      }),
      textInput({
        id: 'rationale',
        label: 'Why?',
        hint: 'Whoever meets this again reads it: /beat log finds it.',
        initial: draft?.rationale ?? '',
        ...typed,
      }),
    ],
  })
}

function about({ team, guardrail, incident }: Asked) {
  return section(`*${userText(guardrailName(guardrail, team), 160)}*\n${sentence(incident.judged.sentence, 600)}`)
}
