import type { KnownBlock, ModalView } from '@slack/types'
import { LEVERS } from '../../../domain/experiment/experiment.ts'
import type { Idea } from '../../../domain/experiment/idea.ts'
import type { PastTest } from '../../../domain/experiment/past-test.ts'
import { leverInWords } from '../../../domain/experiment/test-words.ts'
import type { Team } from '../../../domain/team.ts'
import { ACTION, VIEW } from '../../ids.ts'
import { context, divider, section } from '../../kit/blocks.ts'
import { radio, select, textInput } from '../../kit/inputs.ts'
import { modal } from '../../kit/modal.ts'
import { capital, clamp } from '../../kit/text.ts'
import { similarBlocks } from './similar-tests.ts'

/** What travels with the form of an idea: ids, the message it was made from, and which similar tests are shown. */
export type IdeaMetadata = {
  teamId: string
  id: string
  draft: string
  version: number | null
  /** How the test is called where it is in the log already. */
  name: string | null
  /** The message it was made from, and its address. */
  conversationId: string | null
  ts: string | null
  permalink: string | null
  parent: number | null
  shown: string
}

/** What the form of an idea starts from. */
export type IdeaFormState = {
  team: Team
  metadata: IdeaMetadata
  idea: Partial<Idea>
  /** What this person has typed and not sent, by the id of the input; it wins over the idea. */
  draft: Readonly<Record<string, string>> | null
  similar: readonly PastTest[]
}

/** The value of the channel input that stands for no single channel. */
export const ALL_CHANNELS = 'all'

const TYPED = { dispatch: true, action: ACTION.ideaTyped }

/** The first page of a new test: what is believed and why, with similar past tests under it as soon as there are any. */
export function ideaForm(state: IdeaFormState): ModalView {
  const { team, metadata, idea, draft, similar } = state
  const { name } = metadata
  const of = (id: string, was: string | null | undefined) => (draft ? (draft[id] ?? '') : (was ?? ''))
  const box = { ...TYPED, multiline: true, max: 900 }
  return modal({
    id: VIEW.idea,
    title: name ? clamp(`${name} · the idea`, 24) : 'New test · the idea',
    submit: name ? 'Save' : 'Next',
    close: 'Later',
    metadata,
    notifyOnClose: true,
    blocks: [
      section(opening(state)),
      textInput({
        ...box,
        id: 'change',
        label: 'What would you change?',
        placeholder: 'Two fields instead of six on LP-demo',
        initial: of('change', idea.change),
      }),
      textInput({
        ...box,
        id: 'outcome',
        label: 'What do you expect to happen?',
        placeholder: 'More leads per click',
        initial: of('outcome', idea.outcome),
      }),
      textInput({
        ...box,
        id: 'because',
        label: 'Because…',
        hint: 'The reason is what the team learns from, whatever the result.',
        placeholder: 'Half of those who start the form leave at the phone number',
        initial: of('because', idea.because),
      }),
      ...similarBlocks(similar),
      radio({
        ...TYPED,
        id: 'lever',
        label: 'The one thing it changes',
        choices: LEVERS.map((lever) => ({ value: lever, text: capital(leverInWords(lever)) })),
        initial: of('lever', idea.lever),
      }),
      channelSelect(team, of('channel', idea.channelId === null ? ALL_CHANNELS : idea.channelId)),
      divider(),
      ...details(of, idea),
      context(draft ? 'This is your draft. Saved as you type.' : 'Saved as you type.'),
    ],
  })
}

function opening({ metadata }: IdeaFormState): string {
  const { name } = metadata
  const from = metadata.permalink ? `\nMade from <${metadata.permalink}|this message>, which stays linked.` : ''
  if (name) return `*${name}* can be said anew until it is launched.${from}`
  const after =
    'The plan comes on the next page; the idea is in the log from then on, whether you plan it now or later.'
  return `*One change, one expectation, one reason.* ${after}${from}`
}

function channelSelect(team: Team, initial: string): KnownBlock {
  return select({
    ...TYPED,
    id: 'channel',
    label: 'Channel',
    choices: [
      ...team.channels.slice(0, 99).map(({ id, name }) => ({ value: id, text: name })),
      { value: ALL_CHANNELS, text: 'No single channel' },
    ],
    initial,
  })
}

type Of = (id: string, was: string | null | undefined) => string

function details(of: Of, idea: Partial<Idea>): KnownBlock[] {
  return [
    textInput({
      ...TYPED,
      id: 'evidence',
      label: 'Evidence',
      hint: 'Links and numbers that support the reason.',
      multiline: true,
      optional: true,
      max: 1_500,
      initial: of('evidence', idea.evidence),
    }),
    textInput({
      ...TYPED,
      id: 'title',
      label: 'Title',
      hint: 'Left empty, it is taken from the change.',
      optional: true,
      max: 80,
      initial: of('title', idea.title),
    }),
    textInput({
      ...TYPED,
      id: 'tags',
      label: 'Tags',
      hint: 'With commas between them.',
      optional: true,
      max: 200,
      initial: of('tags', idea.tags?.join(', ')),
    }),
  ]
}
