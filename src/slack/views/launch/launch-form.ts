import type { ModalView } from '@slack/types'
import { type Launch, type LaunchPlan, launchName } from '../../../domain/launch.ts'
import type { Team } from '../../../domain/team.ts'
import { ACTION, VIEW } from '../../ids.ts'
import { section } from '../../kit/blocks.ts'
import { datePicker, select, textInput, usersSelect } from '../../kit/inputs.ts'
import { modal } from '../../kit/modal.ts'
import { clamp, userText } from '../../kit/text.ts'

/** What the form of a launch starts from. */
export type LaunchFormState = {
  team: Pick<Team, 'id' | 'channels'>
  form: { id: string; draft: string; version: number | null }
  plan: Partial<LaunchPlan>
  /** What this person has typed and not sent, by the id of the input; it wins over the plan. */
  draft: Readonly<Record<string, string>> | null
}

/** The value of the choice that is no single channel. */
export const NO_CHANNEL = 'all'

/** The form in which a launch is planned, or said anew. */
export function launchForm({ team, form, plan, draft }: LaunchFormState): ModalView {
  const of = (id: string, begins: string | null | undefined) => (draft ? (draft[id] ?? '') : (begins ?? ''))
  const typed = { dispatch: true, action: ACTION.typed }
  const channels = team.channels.slice(0, 99).map(({ id, name }) => ({ value: id, text: clamp(name, 75) }))
  return modal({
    id: VIEW.launchPlan,
    title: form.version === null ? 'Plan a launch' : 'Change a launch',
    submit: 'Save',
    metadata: { teamId: team.id, ...form },
    notifyOnClose: true,
    blocks: [
      textInput({ ...typed, id: 'title', label: 'What goes live?', initial: of('title', plan.title), max: 150 }),
      select({
        id: 'channel',
        label: 'In which channel?',
        choices: [...channels, { value: NO_CHANNEL, text: 'In no single one' }],
        initial: of('channel', plan.channelId === undefined ? channels[0]?.value : (plan.channelId ?? NO_CHANNEL)),
      }),
      datePicker({ id: 'day', label: 'On which day?', initial: of('day', plan.day) }),
      textInput({
        ...typed,
        id: 'whyNow',
        label: 'Why now?',
        hint: 'What makes this the week for it: a season, a result, a gap.',
        initial: of('whyNow', plan.whyNow),
        multiline: true,
        max: 600,
      }),
      textInput({
        ...typed,
        id: 'offer',
        label: 'The offer',
        initial: of('offer', plan.offer),
        optional: true,
        max: 300,
      }),
      textInput({
        ...typed,
        id: 'landingPage',
        label: 'Its landing page',
        placeholder: 'https://example.com/demo',
        initial: of('landingPage', plan.landingPage),
        optional: true,
        max: 500,
      }),
      usersSelect({ id: 'owner', label: 'Who sees to it?', initial: of('owner', plan.ownerUserId) }),
    ],
  })
}

/** The question for the reason why a launch is dropped. */
export function launchDropForm(launch: Launch): ModalView {
  return modal({
    id: VIEW.launchDrop,
    title: `Drop ${launchName(launch)}`,
    submit: 'Drop it',
    metadata: { launchId: launch.id },
    blocks: [
      section(`*${launchName(launch)} ${userText(launch.title, 150)}* will not go live.`),
      textInput({ id: 'why', label: 'Why?', multiline: true, max: 600 }),
    ],
  })
}
