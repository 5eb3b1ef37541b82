import { describe, expect, it } from 'vitest'
import { trackingOf } from '../../../src/domain/experiment/tracking.ts'
import { checkConversions, findMissingDays, judgeAge } from '../../../src/domain/tracking/conversion-qa.ts'
import { qaInWords } from '../../../src/domain/tracking/qa-finding.ts'
import type { QaDay } from '../../../src/domain/tracking/tracked-day.ts'
import { judgeLeads, judgeTracking } from '../../../src/domain/tracking/tracking-report.ts'
import { shiftDay } from '../../../src/domain/week.ts'

/** A Thursday. */
const TODAY = '2026-11-26'
const CHANNEL = 'cha_search'

/** Ten weeks through yesterday, €1,000 and 400 clicks a day, ten conversions for ten leads; the last days may differ. */
function weeks(last: Partial<QaDay>[] = [], usual: Partial<QaDay> = {}): QaDay[] {
  return Array.from({ length: 70 }, (_, index) => ({
    day: shiftDay(TODAY, index - 70),
    spend: 1_000,
    clicks: 400,
    conversions: 10,
    leads: 10,
    ...usual,
    ...last[index - 70 + last.length],
  }))
}

function times<T>(count: number, value: T): T[] {
  return Array.from({ length: count }, () => value)
}

const noCrm = { leads: null }
const MANY = { conversions: 30, leads: 30 }

describe('the conversions of a channel', () => {
  it.each<[what: string, days: QaDay[], kinds: string[]]>([
    ['are fine while they come', weeks(), []],
    ['are fine on a quiet day, which chance does', weeks([{ conversions: 3 }]), []],
    ['have a zero run where 4.6 or more were to be expected', weeks([{ conversions: 0 }]), ['zero run']],
    ['have none where fewer were', weeks(times(4, { conversions: 0 }), { conversions: 1, leads: 1 }), []],
    [
      'have one from five such days on',
      weeks(times(5, { conversions: 0 }), { conversions: 1, leads: 1 }),
      ['zero run'],
    ],
    ['have none where nothing was spent', weeks(times(3, { conversions: 0, spend: 0, clicks: 0, leads: 0 })), []],
    ['have none where nothing was reported', weeks(times(3, { conversions: null })), []],
    ['dropped 40 % with clicks as before', weeks(times(7, { conversions: 6 }), noCrm), ['drop']],
    ['did not where they dropped 30 %', weeks(times(7, { conversions: 7, ...noCrm }), noCrm), []],
    ['did not where the clicks went with them', weeks(times(7, { conversions: 5, clicks: 200 }), noCrm), []],
    ['did not where the leads went with them', weeks(times(7, { conversions: 5, leads: 5 })), []],
    ['did not where chance does it', weeks(times(7, { conversions: 0.5 }), { conversions: 1, leads: null }), []],
    ['fire twice', weeks(times(3, { conversions: 20 })), ['fires twice']],
    ['do not where the leads doubled as well', weeks(times(3, { conversions: 20, leads: 20 })), []],
    ['do not on two days', weeks(times(2, { conversions: 20 })), []],
    ['fire twice from the first week on', weeks(times(3, { conversions: 20 })).slice(-3), ['fires twice']],
    ['are 26 % off the CRM', weeks(times(7, { conversions: 37.8 }), MANY), ['off the CRM']],
    ['are not where they are 20 % off', weeks(times(7, { conversions: 36 }), MANY), []],
    ['are not where so few are 26 % off, which chance does', weeks(times(7, { conversions: 12.6 })), []],
    ['are half off the CRM, which says it all', weeks(times(7, { conversions: 5 })), ['off the CRM']],
  ])('%s', (_, days, kinds) => {
    expect(checkConversions(days).map(({ kind }) => kind)).toEqual(kinds)
  })

  it('are an error at half off their own median, and a warning before', () => {
    const level = (conversions: number) => checkConversions(weeks(times(7, { conversions }), MANY))[0]?.level
    expect([level(37.8), level(15)]).toEqual(['warn', 'error'])
  })
})

describe('the age of data', () => {
  it.each<[today: string, lastDay: string, level: string]>([
    [TODAY, '2026-11-25', 'fresh'],
    [TODAY, '2026-11-24', 'fresh'],
    [TODAY, '2026-11-23', 'warn'],
    [TODAY, '2026-11-22', 'error'],
    ['2026-11-23', '2026-11-20', 'fresh'],
    ['2026-11-23', '2026-11-19', 'error'],
  ])('on %s, last day %s: %s', (today, lastDay, level) => {
    expect(judgeAge('Google Ads', lastDay, today)?.level ?? 'fresh').toBe(level)
  })
})

describe('a campaign', () => {
  const all = times(28, 0).map((_, index) => shiftDay(TODAY, index - 28))
  const without = (...days: string[]) => all.filter((day) => !days.includes(day))
  it.each<[what: string, reported: string[], days: string[]]>([
    ['lacks nothing', all, []],
    ['lacks a day it should have', without('2026-11-24'), ['2026-11-24']],
    ['lacks nothing at its end: that is its age', without('2026-11-24', '2026-11-25'), []],
    ['rests on Sundays', without('2026-11-01', '2026-11-08', '2026-11-15', '2026-11-22'), []],
    ['has just begun', ['2026-11-23', '2026-11-25'], []],
  ])('%s', (_, reported, days) => {
    const found = findMissingDays('Brand', reported, '2026-11-12')
    expect(found?.kind === 'days are missing' ? found.days : []).toEqual(days)
  })
})

describe('the leads of a team', () => {
  it.each([
    [10, 100, 'fine'],
    [11, 100, 'warn'],
    [25, 100, 'warn'],
    [26, 100, 'error'],
    [0, 0, 'fine'],
  ])('with %i of %i untagged: %s', (untagged, leads, level) => {
    expect(judgeLeads({ quality: { untagged, leads, twice: [] } })[0]?.level ?? 'fine').toBe(level)
  })

  it('that stand in two exports count twice, which is an error', () => {
    const twice = [{ stage: 'leads' as const, objects: 12, objectId: '8812' }]
    expect(judgeLeads({ quality: { untagged: 0, leads: 100, twice } }).map(qaInWords)).toEqual([
      '12 leads stand in two exports of the CRM (such as 8812) and count twice. Import one of them without that stage.',
    ])
  })
})

describe('tracking, as the launch of a test sees it', () => {
  const quality = { leads: 0, untagged: 0, twice: [] }
  function stateOf(days: QaDay[], reported = days.map(({ day }) => day)) {
    const campaigns =
      reported.length > 0 ? [{ channelId: CHANNEL, platform: 'Google Ads', campaign: 'Brand', days: reported }] : []
    return trackingOf(judgeTracking(CHANNEL, { today: TODAY, days: new Map([[CHANNEL, days]]), campaigns, quality }))
  }

  it.each<[what: string, state: string, tracking: ReturnType<typeof stateOf>]>([
    ['is green while conversions come', 'green', stateOf(weeks())],
    ['is red in a zero run', 'red', stateOf(weeks([{ conversions: 0 }]))],
    ['is red where the last numbers are four days old', 'red', stateOf(weeks().slice(0, -3))],
    ['is green where they are three days old', 'green', stateOf(weeks().slice(0, -2))],
    ['is unknown where nothing was reported', 'unknown', stateOf([])],
    ['is unknown where no conversions are reported', 'unknown', stateOf(weeks([], { conversions: null }))],
    ['is unknown where none has ever come', 'unknown', stateOf(weeks([], { conversions: 0 }))],
    [
      'takes a day that reports no conversions for no day without any',
      'green',
      stateOf(weeks(times(3, { conversions: null }))),
    ],
  ])('%s', (_, state, tracking) => {
    expect(tracking.state).toBe(state)
  })

  it('says since when, what was expected and how unlikely that is', () => {
    const days = weeks(times(3, { conversions: 0 }), { conversions: 3, leads: 3 })
    expect(stateOf(days).sentence).toBe(
      'No conversions since Mon 23 Nov while money was spent (expected 9, chance of that: 1 in 8.1k). Look at the tag first.',
    )
    expect(stateOf(weeks().slice(0, -3)).sentence).toBe(
      'The last numbers of Google Ads are of Sun 22 Nov, 4 days ago. Import newer ones.',
    )
    expect(stateOf(weeks()).sentence).toBe('Tracking is clean.')
  })

  it('of the whole team is that of all channels together, and old only where its freshest platform is', () => {
    const facts = {
      today: TODAY,
      days: new Map([
        ['cha_search', weeks()],
        ['cha_social', weeks().slice(0, -10)],
      ]),
      campaigns: [
        { channelId: 'cha_search', platform: 'Google Ads', campaign: 'Brand', days: weeks().map(({ day }) => day) },
        { channelId: 'cha_social', platform: 'Meta Ads', campaign: 'Social', days: ['2026-11-15'] },
      ],
      quality,
    }
    expect(trackingOf(judgeTracking(null, facts)).state).toBe('green')
    expect(trackingOf(judgeTracking('cha_social', facts)).state).toBe('red')
  })
})
