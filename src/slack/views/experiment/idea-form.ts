import type { KnownBlock, ModalView } from '@slack/types'
import { LEVERS } from '../../../domain/experiment/experiment.ts'
import type { Idea } from '../../../domain/experiment/idea.ts'
import type { PastTest } from '../../../domain/experiment/past-test.ts'
import { TEMPLATES, type Template, templateOf } from '../../../domain/experiment/template.ts'
import { leverInWords } from '../../../domain/experiment/test-words.ts'
import type { Team } from '../../../domain/team.ts'
import { capital } from '../../../lib/text.ts'
import { ACTION, VIEW } from '../../ids.ts'
import { context, divider, section } from '../../kit/blocks.ts'
import { radio, select, textInput } from '../../kit/inputs.ts'
import { modal } from '../../kit/modal.ts'
import { clamp, userText } from '../../kit/text.ts'
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
  /** The channels in which what its parent taught has not been tried, where there are several. */
  untried?: string
  /** The template that is shown; absent in forms of an earlier version. */
  template?: Template | null
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

/** The value of the template input that stands for an idea of one's own. */
const NO_TEMPLATE = 'none'

const TYPED = { dispatch: true, action: ACTION.ideaTyped }

/** The id of the lever's input: another one for each template, as an input keeps what was chosen for as long as its id stays. */
export function leverInput(template: Template | null | undefined): string {
  return template ? `lever_${template}` : 'lever'
}

/** The first page of a new test: what is believed and why, with similar past tests under it as soon as there are any. */
export function ideaForm(state: IdeaFormState): ModalView {
  const { team, metadata, idea, draft, similar } = state
  const { name } = metadata
  const of = (id: string, was: string | null | undefined) => (draft ? (draft[id] ?? '') : (was ?? ''))
  const box = { ...TYPED, multiline: true, max: 900 }
  const template = templateOf(metadata.template)
  const { example } = template ?? templateOf('form') ?? {}
  const lever = leverInput(metadata.template)
  return modal({
    id: VIEW.idea,
    title: name ? clamp(`${name} · the idea`, 24) : 'New test · the idea',
    submit: name ? 'Save' : 'Next',
    close: 'Later',
    metadata,
    notifyOnClose: true,
    blocks: [
      section(opening(state)),
      ...templateSelect(state),
      textInput({
        ...box,
        id: 'change',
        label: 'What would you change?',
        placeholder: example?.change ?? '',
        initial: of('change', idea.change),
      }),
      textInput({
        ...box,
        id: 'outcome',
        label: 'What do you expect to happen?',
        placeholder: example?.outcome ?? '',
        initial: of('outcome', idea.outcome),
      }),
      textInput({
        ...box,
        id: 'because',
        label: 'Because…',
        hint: 'The reason is what the team learns from, whatever the result.',
        placeholder: example?.because ?? '',
        initial: of('because', idea.because),
      }),
      ...similarBlocks(similar),
      radio({
        ...TYPED,
        id: lever,
        label: 'The one thing it changes',
        choices: LEVERS.map((each) => ({ value: each, text: capital(leverInWords(each)) })),
        initial: draft?.[lever] ?? template?.lever ?? (draft ? '' : (idea.lever ?? '')),
      }),
      channelSelect(team, of('channel', idea.channelId === null ? ALL_CHANNELS : idea.channelId)),
      divider(),
      ...details(of, idea),
      context(draft ? 'This is your draft. Saved as you type.' : 'Saved as you type.'),
    ],
  })
}

function opening({ team, metadata }: IdeaFormState): string {
  const { name } = metadata
  const from = metadata.permalink ? `\nMade from <${metadata.permalink}|this message>, which stays linked.` : ''
  if (name) return `*${name}* can be said anew until it is launched.${from}`
  const after = `[Next] puts the idea into the log, with a card in <#${team.conversationId}>; its plan can follow on the next page or later.`
  const { parent, untried } = metadata
  const elsewhere = untried
    ? `\nWhat T-${parent} taught has not been tried in ${userText(untried, 600)}: choose one below.`
    : ''
  return `*One change, one expectation, one reason.* ${after}${from}${elsewhere}`
}

/** What kind of test it is, for a new one: a plan that stands is not begun anew. */
function templateSelect({ metadata }: IdeaFormState): KnownBlock[] {
  if (metadata.name !== null) return []
  return [
    select({
      ...TYPED,
      id: 'template',
      label: 'Begin with a template',
      hint: 'An example, and what such a test is usually judged by. Change all of it.',
      choices: [
        { value: NO_TEMPLATE, text: 'None' },
        ...TEMPLATES.map((key) => ({ value: key, text: templateOf(key)?.name ?? key })),
      ],
      initial: metadata.template ?? NO_TEMPLATE,
      optional: true,
    }),
  ]
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
