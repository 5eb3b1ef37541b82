import { expect, it } from 'vitest'
import { clicksInWords, isOfClicks, type PlatformClicks } from '../../../src/domain/metric/click-kind.ts'

it.each<[string, PlatformClicks[], string[]]>([
  ['without numbers: nothing', [], []],
  ['of one kind: which one', [{ platform: 'Meta Ads', kinds: ['link'] }], ['Meta Ads link clicks.']],
  [
    'where one export does not say it: that it does not',
    [
      { platform: 'Google Ads', kinds: [''] },
      { platform: 'Meta Ads', kinds: ['link'] },
    ],
    ['Google Ads clicks (its export does not say of which kind), Meta Ads link clicks.'],
  ],
  [
    'of two kinds, be it of one platform: that they are mixed',
    [{ platform: 'Meta Ads', kinds: ['link', 'all'] }],
    ['Meta Ads link clicks and all clicks.', 'Not the same clicks: a ratio over all of them mixes these kinds.'],
  ],
])('clicks %s', (_, platforms, said) => {
  expect(clicksInWords(platforms)).toEqual(said)
})

it('a KPI of clicks is one with clicks on either side', () => {
  expect((['ctr', 'cpc', 'cvr', 'cpm', 'cac'] as const).filter(isOfClicks)).toEqual(['ctr', 'cpc', 'cvr'])
})
