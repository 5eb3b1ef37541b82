import { describe, expect, it } from 'vitest'
import type { AnalysisWords } from '../../../src/domain/analysis/analysis-words.ts'
import { type ChangeState, changeAnswer } from '../../../src/slack/views/metric/change-answer.ts'
import { partsAnswer } from '../../../src/slack/views/metric/parts-answer.ts'
import { expectMessage, expectSound, HOSTILE, makeTeam } from './stage.ts'

const driver = {
  what: '+€210 from dearer clicks',
  evidence:
    'CPC €2.60 → €2.95 (+13\u202f%): CPM €21.29 → €23.62 (+11\u202f%), CTR 0.82\u202f% → 0.80\u202f% (−2\u202f%).',
  tracking: 'Tracking is ruled out: 1.07× → 1.07× platform conversions per CRM lead.',
  lookAt: 'Look first at: auction or targeting.',
}
const changed: AnalysisWords = {
  first: [
    'Paid social: Leads rose and MQLs did not follow: 2,100 → 2,400 leads (+14\u202f%), 800 → 801 MQLs (±0\u202f%).',
  ],
  sentence: 'CAC rose 52\u202f% to €2,046: +€210 from dearer clicks; the rest is within noise.',
  caveats: ['With 90 and 82 customers the change itself is within noise.'],
  drivers: [driver],
  bars: [],
  steps: [
    ['Channel', 'What moved', 'From', 'To', 'Did', 'Reading'],
    ['Paid social', 'CPC', '€2.60', '€2.95', '+€210', 'outside noise'],
    ['Paid social', 'Leads per click', '4.10\u202f%', '4.00\u202f%', '+€30', 'within noise'],
  ],
  parts: [
    ['Channel', 'Part', 'From', 'To', 'Did', 'Reading'],
    ['Paid social', 'Rate', '', '', '+€240.1234', ''],
    ['All', 'Change', '€1,346.0000', '€2,046.0000', '+€700.0000', ''],
  ],
}
const state: ChangeState = {
  team: makeTeam(),
  metric: 'cac',
  channel: { name: 'Paid social' },
  period: { from: '2026-11-16', to: '2026-11-22', name: 'week 47 (16-22 Nov)' },
  before: { from: '2026-11-09', to: '2026-11-15', name: 'the period before' },
  known: { now: true, before: true },
  lastDay: '2026-11-22',
  changed,
  split: false,
  basis: 'event',
  hasCohort: true,
  question: 'tea_1:cac|cha_2|2026-11-16|2026-11-22|',
  picture: true,
}

describe('why a cost changed', () => {
  it('is told with doubts first, then the sentence, the reasons, the caveats and the parts', async () => {
    await expectMessage('change', changeAnswer(state))
  })

  it('shows every part to four decimals', async () => {
    await expectMessage('change-parts', partsAnswer(state))
  })

  it('names at most five reasons', () => {
    const many = { ...changed, drivers: Array.from({ length: 8 }, () => driver) }
    const shown = JSON.stringify(changeAnswer({ ...state, changed: many }).blocks)
    expect(shown.split('Look first at').length - 1).toBe(5)
  })

  it.each([
    ['there are none at all', { lastDay: null, known: { now: false, before: false } }, 'There are no numbers yet'],
    ['the period has none', { known: { now: false, before: true } }, 'so there is nothing to explain'],
    ['the period before has none', { known: { now: true, before: false } }, 'so there is nothing to compare with'],
  ])('says which numbers are missing where %s', (_, missing, part) => {
    const { text, blocks } = changeAnswer({ ...state, ...missing })
    expect(text).toContain(part)
    expect(blocks).toHaveLength(1)
  })

  it('says that it is provisional where the numbers end before the period', () => {
    const shown = JSON.stringify(changeAnswer({ ...state, lastDay: '2026-11-20' }).blocks)
    expect(shown).toContain('*Provisional:* numbers reach Fri 20 Nov, the period ends Sun 22 Nov.')
  })

  it('survives sixty parts and texts nobody would write in earnest', () => {
    const { text, name } = HOSTILE
    const bad = Object.fromEntries(Object.keys(driver).map((key) => [key, text])) as typeof driver
    const worst: AnalysisWords = {
      ...changed,
      first: Array.from({ length: 40 }, () => text),
      sentence: text,
      caveats: Array.from({ length: 40 }, () => text),
      drivers: Array.from({ length: 40 }, () => bad),
      steps: [changed.steps[0] ?? [], ...Array.from({ length: 60 }, () => [name, text, text, text, text, text])],
      parts: [changed.parts[0] ?? [], ...Array.from({ length: 90 }, () => [name, text, text, text, text, text])],
    }
    expectSound(changeAnswer({ ...state, channel: { name: text }, changed: worst }))
    expectSound(partsAnswer({ ...state, channel: { name: text }, changed: worst }))
  })
})
