import { describe, expect, it } from 'vitest'
import type { Planted } from '../../../src/demo/planted.ts'
import { type Analysis, analyse } from '../../../src/domain/analysis/analysis.ts'
import { analysisInWords } from '../../../src/domain/analysis/analysis-words.ts'
import { leadOf } from '../../../src/domain/analysis/lever.ts'
import { topicsInWords } from '../../../src/domain/creative/creative-words.ts'
import { readCreativesOf } from '../../../src/domain/creative/creatives.ts'
import { isTired } from '../../../src/domain/creative/fatigue.ts'
import { questionOf, retroOf } from '../../../src/domain/creative/retro.ts'
import type { MetricKey, Sums } from '../../../src/domain/metric/metric.ts'
import { daysOf, shiftDay, shiftWeek, weekOf } from '../../../src/domain/week.ts'
import { demoAds, demoDays, demoWeeks, periods } from './weeks.ts'

// The demo team hides events in its numbers. Here they are looked for with nothing but the numbers.

const story = demoWeeks()
const { demo, naming, periodsUpTo } = story
// '' holds what no rule gives to a channel; the demo has nothing there.
const channelIds = [...story.channelIds, '']

describe('the broken tag', () => {
  const { from, to, channel } = planted('tracking break')
  const week = weekOf(from)

  it('is called tracking, by the CRM that held and by the days that were silent', () => {
    const found = ask('cost_per_conversion', week)

    expect(found.tracking.map(({ channelId, kind }) => [channelId, kind])).toEqual([
      [channel, 'platform fell, CRM did not'],
      [channel, 'silent days'],
    ])
    expect(found.tracking[1]).toMatchObject({ from, to })
    expect(say('cost_per_conversion', week, found).first[1]).toBe(
      'Tracking first: Paid search spent money from Tue 29 Sep to Thu 1 Oct and reports no conversions (1,091 were to be expected).',
    )
  })

  it('is the lever of the fewer conversions per click, and of nothing that the CRM counts', () => {
    const conversions = ask('cost_per_conversion', week)
    const fewer = conversions.drivers.find(({ driver }) => driver.kind === 'step' && driver.step.to === 'conversions')
    expect(fewer).toMatchObject({ lever: 'tracking', driver: { channelIds: [channel] } })

    expect(ask('cac', week).drivers.map(({ lever }) => lever)).not.toContain('tracking')
  })

  it('is found in no other channel and in no other week', () => {
    const weeks = Array.from({ length: 14 }, (_, index) => shiftWeek(demo.lastWeek, -index))
    expect(weeks.filter((each) => ask('cac', each).tracking.length > 0)).toEqual([week])
  })
})

describe('the rising price of paid social', () => {
  const [channel] = [planted('rising price').channel]

  it('is named and given to auction or targeting, because CPM rose and CTR did not fall with it', () => {
    const found = ask('cac', demo.lastWeek, [channel])
    const words = say('cac', demo.lastWeek, found)

    expect(words.sentence).toBe(
      'CAC rose 52\u202f% to €2,046: +€320 from fewer customers per opportunity, +€210 from dearer clicks, +€145 from fewer MQLs per lead; the rest is within noise.',
    )
    expect(found.drivers[1]).toMatchObject({ lever: 'auction or targeting', driver: { step: { to: 'clicks' } } })
    expect(words.drivers[1]).toEqual({
      what: '+€210 from dearer clicks',
      evidence:
        'CPC €2.60 → €2.95 (+13\u202f%): CPM €21.29 → €23.62 (+11\u202f%), CTR 0.82\u202f% → 0.80\u202f% (−2\u202f%).',
      tracking: 'Tracking is ruled out: 1.07× → 1.07× platform conversions per CRM lead.',
      lookAt: 'Look first at: auction or targeting.',
    })
  })

  it('is what made leads dearer for the whole team', () => {
    const found = ask('cpl', demo.lastWeek)
    expect(found.drivers).toMatchObject([{ lever: 'auction or targeting', driver: { channelIds: [channel] } }])
  })
})

describe('the last week of the team', () => {
  it('says first that more leads were no more pipeline, then names what is sure and not what is noise', () => {
    const found = ask('cac', demo.lastWeek)
    const words = say('cac', demo.lastWeek, found)

    expect(words.first).toEqual([
      'Leads rose and MQLs did not follow: 7,446 → 7,887 leads (+6\u202f%), 3,011 → 3,010 MQLs (±0\u202f%). Lost at MQLs per lead, 40.4\u202f% → 38.2\u202f%.',
    ])
    expect(words.sentence).toBe(
      'CAC rose 22\u202f% to €1,521: +€186 from fewer customers per opportunity in every channel, +€85 from fewer MQLs per lead in every channel; the rest is small or within noise.',
    )
    expect(words.drivers.map(({ lookAt }) => lookAt)).toEqual([
      'Look first at: sales or pricing.',
      'Look first at: targeting or a broad offer.',
    ])
  })

  it('is drawn and tabled from the same parts, which end where the cost does', () => {
    const { change } = ask('cac', demo.lastWeek)
    const { bars, parts } = say('cac', demo.lastWeek, ask('cac', demo.lastWeek))
    const steps = bars.slice(1, -1).reduce((sum, { value }) => sum + value, bars[0]?.value ?? 0)

    expect(steps).toBeCloseTo(change?.after ?? 0, 6)
    expect(bars.at(-1)?.value).toBeCloseTo(steps, 6)
    expect(parts.at(-1)).toEqual(['All', 'Change', '€1,242.4869', '€1,521.4688', '+€278.9818', ''])
  })
})

describe('the tiring creative', () => {
  const { ad, campaign, to, channel } = planted('tiring creative')
  const creatives = (day: string) =>
    readCreativesOf(
      demo.team.channels.map(({ key, job }) => ({ id: key, job })),
      demoAds(story, day),
      day,
    )

  it('is the one ad that is tired, and it is the creative: the others of its ad group held', () => {
    const tired = creatives(to).readings.filter(isTired)

    expect(tired).toMatchObject([{ name: ad, campaign, channelId: channel, blame: 'creative', daysLive: 41 }])
    expect(topicsInWords(tired, [], 'EUR').map(({ state, shown }) => `${state}: ${shown}`)).toEqual([
      'Worn out: CTR −34\u202f% from its own start (1.02\u202f% → 0.67\u202f%), 41 days live, €31,445 in 7 days. Also cost per result +82\u202f%. It is the creative: the other ad of its ad group moved +1\u202f%.',
    ])
  })

  it('is talked about beside one that does better', () => {
    const retro = retroOf(creatives(to))
    expect(retro.tired.map(({ name }) => name)).toEqual([ad])
    expect(questionOf(retro)).toBe(`What did calculator-1 do that ${ad} no longer does?`)
  })

  it.each([3, 4, 8, 12])('is not seen %i weeks before, nor is any other', (weeks) => {
    expect(creatives(shiftDay(to, -7 * weeks)).readings.filter(isTired)).toEqual([])
  })

  it('is what to look at first where fewer clicks on what is shown made them dearer, and not where the price did', () => {
    const usual = { spend: 1000, impressions: 100_000, clicks: 1000 }
    const leadAfter = (week: Partial<Sums>) =>
      leadOf(
        { kind: 'step', step: { from: 'spend', to: 'clicks' }, channelIds: [channel], contribution: 9 },
        {
          periods: periods({ [channel]: usual }, { [channel]: { ...usual, ...week } }),
          doubts: [],
          ads: creatives(to).readings,
          channels: 5,
        },
      )

    expect(leadAfter({ clicks: 800 })).toMatchObject({ lever: 'creative fatigue', ads: [{ name: ad }] })
    expect(leadAfter({ spend: 1250 })).toEqual({ lever: 'auction or targeting', ads: [] })
  })

  it('is no reason for what the price did, though its week is the same', () => {
    const found = ask('cac', demo.lastWeek, [channel])
    const dearer = found.drivers.find(({ driver }) => driver.kind === 'step' && driver.step.to === 'clicks')
    expect(dearer).toMatchObject({ lever: 'auction or targeting', ads: [] })
  })
})

function planted(kind: Planted['kind']): Planted {
  const found = demo.planted.find((each) => each.kind === kind)
  if (!found) throw new Error(`no ${kind} was planted`)
  return found
}

function ask(metric: MetricKey, week: string, ids = channelIds): Analysis {
  return analyse({
    metric,
    channelIds: ids,
    periods: periodsUpTo(week),
    days: demoDays(story, week),
    ads: readCreativesOf([], demoAds(story, daysOf(week).to), daysOf(week).to).readings,
  })
}

function say(metric: MetricKey, week: string, found: Analysis) {
  return analysisInWords({ metric, periods: periodsUpTo(week) }, found, naming)
}
