import type { KnownBlock, ModalView } from '@slack/types'
import { weekdayName } from '../../domain/moment.ts'
import { primaryMetrics, targetOf } from '../../domain/review/review.ts'
import { type Channel, COUNTED, isPersonId, type Team } from '../../domain/team.ts'
import { COUNTED_WORDS, JOBS, outcomeNoteInWords, rulesInWords } from '../../domain/team-words.ts'
import { ACTION, VIEW } from '../ids.ts'
import { actions, button, context, divider, header, section } from '../kit/blocks.ts'
import { select, textInput, timePicker, usersSelect } from '../kit/inputs.ts'
import { modal } from '../kit/modal.ts'
import { userText } from '../kit/text.ts'

// What is typed is kept as it is typed.
const TYPED = { dispatch: true, action: ACTION.typed }

/** What the form of a team starts from. */
export type TeamFormState = {
  conversationId: string
  conversationName?: string
  team: Team | null
  /** What this person has typed and not sent, by the id of the input; it wins over what the team is. */
  draft: Readonly<Record<string, string>> | null
  /** How many channels can be filled in. */
  channelRows: number
  suggestedZone: string
  suggestedOwner: string
}

/** How many channels the form shows to begin with, and at most: a modal takes no more than 100 blocks. */
export const CHANNEL_ROWS = { first: 5, most: 12 } as const

// Longer than a name should be: a name that the form cut would come back as another one.
const LONGEST_NAME = 200

/** The value of a channel's job that is none of the usual ones and stays as it is. */
export const JOB_AS_IT_IS = 'as it is'

/** The id of one input of one channel. */
export function channelInput(index: number, part: 'name' | 'job' | 'owner' | 'rule' | 'target'): string {
  return `channel_${index}_${part}`
}

/** The form that makes a team of this conversation, or changes it. */
export function teamForm(state: TeamFormState): ModalView {
  const { team, conversationId, conversationName, draft } = state
  const rows = Math.min(CHANNEL_ROWS.most, Math.max(1, state.channelRows, team?.channels.length ?? 0))
  const of = (id: string, now: string | null | undefined) => (draft ? (draft[id] ?? '') : (now ?? ''))
  const place = conversationName ? `#${userText(conversationName, 80)}` : 'this channel'
  const added = Array.from({ length: rows }, (_, index) => channelBlocks(index, team, of)).flat()
  return modal({
    id: VIEW.team,
    title: team ? 'Change this team' : 'Set up a team',
    submit: team ? 'Save' : 'Make the team',
    metadata: { conversationId, channelRows: rows, teamId: team?.id ?? null, version: team?.version ?? null },
    notifyOnClose: true,
    blocks: [
      section(`The weekly review opens in *${place}* by itself. Everything here can be changed later.`),
      ...rhythmBlocks(state, of),
      header('What counts'),
      ...outcomeBlocks(team, of),
      header('Channels'),
      context(CHANNELS_NOTE),
      ...added,
      ...moreChannels(rows, team?.channels.length ?? 0),
    ],
  })
}

type Of = (id: string, now: string | null | undefined) => string

const CHANNELS_NOTE =
  'A rule gives campaigns and CRM objects to a channel: `Google Ads` looks in platform and campaign names, `platform: Google` or `campaign: Prospecting` in one of them; `utm_source: newsletter`, `utm_medium: email` and `source: Trade show` look at what the CRM says of where an object came from. Put `;` between several. The first channel that fits takes it. An object from `google` / `cpc` goes by the rule for Google Ads, and so for Meta, LinkedIn, Microsoft, TikTok and Reddit. Empty a name to remove its channel, change it to rename it.'

function rhythmBlocks({ team, suggestedZone, suggestedOwner }: TeamFormState, of: Of): KnownBlock[] {
  const weekdays = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ value: String(day), text: weekdayName(day) }))
  const budget = 'For all channels together, in the currency above. Leave it empty if there is none.'
  return [
    textInput({
      ...TYPED,
      id: 'name',
      label: 'Name of the team',
      initial: of('name', team?.name),
      placeholder: 'Growth',
      max: LONGEST_NAME,
    }),
    textInput({
      ...TYPED,
      id: 'zone',
      label: 'Time zone',
      hint: 'As in Europe/Berlin. It decides when the review opens and where a day ends.',
      initial: of('zone', team?.zone ?? suggestedZone),
      max: 60,
    }),
    textInput({
      ...TYPED,
      id: 'currency',
      label: 'Currency of the numbers',
      hint: 'Three letters, as in EUR.',
      initial: of('currency', team?.currency),
      placeholder: 'EUR',
      max: 20,
    }),
    select({
      id: 'reviewWeekday',
      label: 'Day of the review',
      choices: weekdays,
      initial: of('reviewWeekday', String(team?.reviewWeekday ?? 1)),
    }),
    timePicker({
      id: 'reviewTime',
      label: 'Time of the review',
      initial: time(of('reviewTime', team?.reviewTime ?? '09:00')),
    }),
    person('lead', 'Team lead', of('lead', team ? team.leadUserId : suggestedOwner)),
    textInput({
      ...TYPED,
      id: 'monthlyBudget',
      label: 'Budget a month',
      hint: budget,
      initial: of('monthlyBudget', digits(team?.monthlyBudget)),
      placeholder: '1850000',
      optional: true,
      max: 40,
    }),
  ]
}

function outcomeBlocks(team: Team | null, of: Of): KnownBlock[] {
  const outcome = team?.outcomes.find(({ role }) => role === 'primary')
  const target = team && targetOf(team, null, primaryMetrics(team).cost)
  return [
    textInput({
      ...TYPED,
      id: 'outcomeName',
      label: 'The one result you are judged by',
      initial: of('outcomeName', outcome?.name),
      placeholder: 'New customer',
      max: LONGEST_NAME,
    }),
    select({
      id: 'outcomeCounts',
      label: 'Counted as',
      choices: COUNTED.map((value) => ({ value, text: COUNTED_WORDS[value] })),
      initial: of('outcomeCounts', outcome?.counts ?? 'platform_conversions'),
    }),
    textInput({
      ...TYPED,
      id: 'outcomeNote',
      label: 'What counts, what does not, how is it checked?',
      hint: 'One line each, beginning with "Counts:", "Does not count:" and "Checked by:".',
      initial: of('outcomeNote', outcome && outcomeNoteInWords(outcome)),
      multiline: true,
      optional: true,
    }),
    textInput({
      ...TYPED,
      id: 'costTarget',
      label: 'It should cost at most',
      hint: 'The target of the whole team. Leave it empty if there is none.',
      initial: of('costTarget', digits(target?.high)),
      placeholder: '1400',
      optional: true,
      max: 40,
    }),
  ]
}

function channelBlocks(index: number, team: Team | null, of: Of): KnownBlock[] {
  const channel = team?.channels[index]
  const id = (part: Parameters<typeof channelInput>[1]) => channelInput(index, part)
  const target = team && channel ? targetOf(team, channel.id, primaryMetrics(team).cost) : null
  const number = index + 1
  const name = of(id('name'), channel?.name)
  const rule = of(id('rule'), channel && rulesInWords(channel.rules))
  return [
    divider(),
    textInput({
      ...TYPED,
      id: id('name'),
      label: `Channel ${number}`,
      initial: name,
      placeholder: 'Paid search',
      optional: true,
      max: LONGEST_NAME,
    }),
    select({
      id: id('job'),
      label: `Job of channel ${number}`,
      choices: jobs(channel),
      initial: of(id('job'), jobValue(channel)),
      optional: true,
    }),
    person(id('owner'), `Owner of channel ${number}`, of(id('owner'), channel?.ownerUserId)),
    textInput({
      ...TYPED,
      id: id('rule'),
      label: `Rules of channel ${number}: what is its own`,
      initial: rule,
      placeholder: 'Google Ads',
      optional: true,
    }),
    textInput({
      ...TYPED,
      id: id('target'),
      label: `A result of channel ${number} should cost at most`,
      initial: of(id('target'), digits(target?.high)),
      optional: true,
      max: 40,
    }),
  ]
}

function jobs(channel: Channel | undefined) {
  const usual = JOBS.map((job) => ({ value: job, text: job }))
  return channel?.job && jobValue(channel) === JOB_AS_IT_IS
    ? [...usual, { value: JOB_AS_IT_IS, text: channel.job }]
    : usual
}

function jobValue(channel: Channel | undefined): string {
  if (!channel?.job) return ''
  return JOBS.some((job) => job === channel.job) ? channel.job : JOB_AS_IT_IS
}

function person(id: string, label: string, userId: string): KnownBlock {
  // Slack refuses a whole form for one id of a person that cannot be one.
  const initial = isPersonId(userId) ? { initial: userId } : {}
  return usersSelect({ id, label, optional: true, ...initial })
}

function moreChannels(rows: number, had: number): KnownBlock[] {
  if (rows < CHANNEL_ROWS.most)
    return [actions('channels_more', [button({ id: ACTION.addChannel, text: 'Add a channel' })])]
  const beyond = had > rows ? ` The other ${had - rows} stay as they are.` : ''
  return [context(`This form shows ${rows} channels.${beyond}`)]
}

function digits(value: number | null | undefined): string {
  return value === null || value === undefined ? '' : String(value)
}

function time(text: string): string {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text) ? text : '09:00'
}
