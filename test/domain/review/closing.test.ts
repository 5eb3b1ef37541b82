import { expect, it } from 'vitest'
import { type Lack, lacksInWords, lacksOf } from '../../../src/domain/review/closing.ts'

const SOCIAL = { channelId: 'social', name: 'Paid social', isWritten: false, isPassed: false, isOwned: true }
const ALERT = { id: 'inc_1', leadId: null, name: 'G-1 Cost ceiling', channelIds: ['social'] }
const DECISION: Lack = { kind: 'decision', name: 'G-1 Cost ceiling' }
const ALARMED: Lack = { kind: 'alarmed', name: 'Paid social' }

type Told = Partial<typeof SOCIAL>
type Open = Partial<Omit<typeof ALERT, 'leadId'>> & { leadId?: string | null }
const lacks = (told: Told, open: Open[], decided: string[] = []) =>
  lacksOf(
    [{ ...SOCIAL, ...told }],
    open.map((each) => ({ ...ALERT, ...each })),
    new Set(decided),
  )

it.each<[says: string, told: Told, open: Open[], decided: string[], lacking: Lack[]]>([
  ['an owner who said nothing', {}, [], [], [{ kind: 'narrative', name: 'Paid social' }]],
  ['nothing of a channel that was passed', { isPassed: true }, [], [], []],
  ['nothing of a channel that nobody owns', { isOwned: false }, [], [], []],
  ['words on a passed channel whose alert is open', { isPassed: true }, [{}], ['inc_1'], [ALARMED]],
  ['words on a channel without an owner whose alert is open', { isOwned: false }, [{}], ['inc_1'], [ALARMED]],
  ['a decision where the channel was told', { isWritten: true }, [{}], [], [DECISION]],
  ['nothing where both are there', { isWritten: true }, [{}], ['inc_1'], []],
  ['a decision alone about an alert of the whole team', { isPassed: true }, [{ channelIds: [] }], [], [DECISION]],
  [
    'one decision for two alerts on one card',
    { isWritten: true },
    [{}, { id: 'inc_2', leadId: 'inc_1' }],
    [],
    [DECISION],
  ],
  ['a decision where the alert that led the card is over', { isWritten: true }, [{ leadId: 'inc_0' }], [], [DECISION]],
  [
    'words on the channel of an alert that is told on another card',
    { isPassed: true },
    [{ channelIds: [] }, { id: 'inc_2', leadId: 'inc_1' }],
    ['inc_1'],
    [ALARMED],
  ],
])('a review waits for %s', (_says, told, open, decided, lacking) => {
  expect(lacks(told, open, decided)).toEqual(lacking)
})

it('what is lacking is one sentence', () => {
  const all: Lack[] = [{ kind: 'narrative', name: 'Paid search' }, ALARMED, DECISION]

  expect(lacksInWords(all)).toBe(
    'not heard yet: Paid search; an alert is open, so it takes a narrative of Paid social; no decision yet about G-1 Cost ceiling',
  )
  expect(lacksInWords([])).toBe('')
})
