import { describe, expect, it } from 'vitest'
import { altText } from '../../src/charts/alt-text.ts'
import { cacTrend, channelTrends, spendBars } from './examples.ts'

const weeks = ['2 Nov', '9 Nov', '16 Nov']

describe('what a trend says to those who do not see it', () => {
  it('tells that CAC left its band, from what to what, and that it is the first time', () => {
    expect(altText(cacTrend())).toBe(
      'CAC rose from €1,250 to €1,517 and left the band up to €1,400 for the first time in 12 weeks.',
    )
  })

  it.each([
    ['stays inside', [1300, 1290, 1250], 'CAC fell from €1,290 to €1,250, inside the band up to €1,400.'],
    ['comes back', [1300, 1500, 1250], 'CAC fell from €1,500 to €1,250 and came back into the band up to €1,400.'],
    [
      'stays above',
      [1300, 1500, 1450],
      'CAC fell from €1,500 to €1,450, above the band up to €1,400 for 2 weeks in a row.',
    ],
    [
      'leaves again',
      [1500, 1300, 1450],
      'CAC rose from €1,300 to €1,450 and left the band up to €1,400 after 1 week inside.',
    ],
    ['does not move', [1300, 1300, 1300], 'CAC stayed at €1,300, inside the band up to €1,400.'],
    [
      'skips a week',
      [1300, null, 1350],
      'CAC rose from €1,300 to €1,350 since the week of 2 Nov, inside the band up to €1,400.',
    ],
    [
      'has no last week',
      [1300, 1350, null],
      'CAC rose from €1,300 to €1,350, inside the band up to €1,400, and the week of 16 Nov has no number.',
    ],
    ['has one week', [null, null, 1517], 'CAC was €1,517 in the week of 16 Nov, above the band up to €1,400.'],
    ['has nothing', [null, null, null], 'CAC: no numbers in these 3 weeks.'],
  ])('when it %s', (_, values, sentence) => {
    expect(altText(cacTrend({ weeks, values }))).toBe(sentence)
  })

  it('names a band with two bounds, and one that is open upwards', () => {
    const ctr = { metric: 'CTR', unit: 'percent', weeks, values: [0.0095, 0.0093, 0.0088] } as const

    expect(altText(cacTrend({ ...ctr, weeks, values: [...ctr.values], band: { low: 0.009, high: null } }))).toContain(
      'left the band from 0.90\u202f% for the first time in 3 weeks',
    )
    expect(altText(cacTrend({ weeks, values: [50, 62, 70], band: { low: 60, high: 65 } }))).toContain(
      'left the band from €60.00 to €65.00 after 1 week inside',
    )
  })

  it('says that the last week may still change, and which channels are above their limit', () => {
    const sentence = altText(cacTrend({ isProvisional: true, channels: channelTrends(3) }))

    expect(sentence).toContain(
      '; the last week is still provisional. Above its limit: Paid social (€1,702, limit €1,600).',
    )
  })
})

describe('what bars say to those who do not see them', () => {
  it('gives every row its value, its change and its state', () => {
    expect(altText(spendBars())).toBe(
      'Spend: Paid social €166,800 (+19\u202f% on last week, over pace); Paid search €131,320 (+3\u202f% on last week); ' +
        'Retargeting €74,100 (+12\u202f% on last week); Partners and affiliates in the Nordics €41,000 (−7\u202f% on last week, good) ' +
        'and Content €26,780 (new).',
    )
  })

  it('says so when there is nothing', () => {
    expect(altText(spendBars({ rows: [] }))).toBe('Spend per channel: nothing to show.')
  })
})
