import type { Channel } from '../team.ts'
import type { Lever, State } from './experiment.ts'
import { stateInWords } from './life.ts'
import { verdictDone } from './past-words.ts'
import type { Verdict } from './rule.ts'
import { leverInWords } from './test-words.ts'

/** Which tests a person wants listed. */
export type ListFilter = {
  states: State[]
  verdicts: Verdict[]
  channelId: string | null
  lever: Lever | null
  mine: boolean
}

/** The order of a list: what waits for somebody first, what is over last. */
export const LIST_ORDER: readonly State[] = [
  'decision_due',
  'running',
  'paused',
  'maturing',
  'scheduled',
  'pending_approval',
  'ready',
  'idea',
  'decided',
  'closed',
  'invalid',
  'abandoned',
]

const GROUPS: { phrases: string[]; states: State[] }[] = [
  ...LIST_ORDER.map((state) => ({ phrases: [stateInWords(state), state.replaceAll('_', ' ')], states: [state] })),
  { phrases: ['ideas'], states: ['idea'] },
  { phrases: ['backlog'], states: ['idea', 'ready'] },
  { phrases: ['due', 'decisions due'], states: ['decision_due'] },
  { phrases: ['approval'], states: ['pending_approval'] },
  { phrases: ['live', 'active'], states: ['running', 'paused', 'maturing', 'decision_due'] },
  { phrases: ['open'], states: LIST_ORDER.slice(0, 8) },
  { phrases: ['done', 'past', 'finished'], states: ['decided', 'closed', 'invalid'] },
  { phrases: ['ready'], states: ['ready'] },
]
const VERDICTS: Verdict[] = ['ship', 'roll_back', 'iterate', 'inconclusive', 'invalid']
const LEVERS: { phrases: string[]; lever: Lever }[] = [
  { phrases: ['landing page', 'landing pages', 'page', 'landing'], lever: 'landing_page' },
  { phrases: ['offer', 'offers'], lever: 'offer' },
  { phrases: ['audience', 'audiences'], lever: 'audience' },
  { phrases: ['creative', 'creatives', 'ad', 'ads'], lever: 'creative' },
  { phrases: ['bid', 'bids', 'budget', 'bid or budget'], lever: 'bid_or_budget' },
  { phrases: ['other', 'something else'], lever: 'other' },
]

/** Words, and what they add to a filter. */
type Phrase = { phrase: string; adds: Partial<ListFilter> }

/** The words a filter understands, for a sentence that explains it. */
export const FILTER_FORMS =
  'a status (running, paused, decision due, scheduled, ready, idea, decided, closed, shipped, rolled back, …), a channel, a lever (landing page, offer, audience, creative, bid or budget), or mine'

/** Reads `running paid social landing page`; what it does not understand comes back as `unknown`. */
export function readListFilter(text: string, channels: readonly Channel[]): { filter: ListFilter; unknown: string[] } {
  const filter: ListFilter = { states: [], verdicts: [], channelId: null, lever: null, mine: false }
  const phrases = phrasesOf(channels)
  const unknown: string[] = []
  let rest = words(text)
  while (rest !== '') {
    const found = phrases.find(({ phrase }) => rest === phrase || rest.startsWith(`${phrase} `))
    if (found) add(filter, found.adds)
    else unknown.push(rest.split(' ')[0] ?? '')
    rest = rest.slice(found ? found.phrase.length : (unknown.at(-1)?.length ?? 0)).trimStart()
  }
  if (filter.states.length === 0) filter.states = filter.verdicts.length > 0 ? [...DECIDED] : [...NOT_ABANDONED]
  return { filter, unknown }
}

const DECIDED: State[] = ['decided', 'closed', 'invalid']
const NOT_ABANDONED = LIST_ORDER.filter((state) => state !== 'abandoned')

/** The filter in words, as the title of its list: `running · Paid social · Landing page`; '' where nothing was asked for. */
export function filterInWords({ states, verdicts, channelId, lever, mine }: ListFilter, channels: readonly Channel[]) {
  const everything = states.length === NOT_ABANDONED.length || (verdicts.length > 0 && states.length === DECIDED.length)
  const channel = channels.find(({ id }) => id === channelId)
  return [
    ...(mine ? ['mine'] : []),
    ...(everything ? [] : [states.map(stateInWords).join(', ')]),
    ...verdicts.map(verdictDone),
    ...(channel ? [channel.name] : []),
    ...(lever ? [leverInWords(lever)] : []),
  ].join(' · ')
}

function add(filter: ListFilter, adds: Partial<ListFilter>): void {
  const { states = [], verdicts = [], ...own } = adds
  Object.assign(filter, own)
  filter.states.push(...states.filter((state) => !filter.states.includes(state)))
  filter.verdicts.push(...verdicts.filter((verdict) => !filter.verdicts.includes(verdict)))
}

/** All that can be said, the longest first; a team's own channel wins over a word of ours. */
function phrasesOf(channels: readonly Channel[]): Phrase[] {
  const known: Phrase[] = [
    ...channels.flatMap(({ id, name, key }) =>
      [words(name), key].map((phrase) => ({ phrase, adds: { channelId: id } })),
    ),
    { phrase: 'mine', adds: { mine: true } },
    ...VERDICTS.map((verdict) => ({ phrase: verdictDone(verdict), adds: { verdicts: [verdict] } })),
    ...GROUPS.flatMap(({ phrases, states }) => phrases.map((phrase) => ({ phrase, adds: { states } }))),
    ...LEVERS.flatMap(({ phrases, lever }) => phrases.map((phrase) => ({ phrase, adds: { lever } }))),
    ...['all', 'tests', 'and', 'in', 'by'].map((phrase) => ({ phrase, adds: {} })),
  ]
  return known.filter(({ phrase }) => phrase !== '').sort((a, b) => b.phrase.length - a.phrase.length)
}

function words(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[\s,;]+/g, ' ')
    .trim()
}
