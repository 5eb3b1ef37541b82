import { describe, expect, it } from 'vitest'
import {
  hasLaunches,
  type Launch,
  launchesOfWeek,
  launchFaults,
  launchStateInWords,
  readLaunchNumber,
} from '../../src/domain/launch.ts'

const PLAN = {
  title: 'Winter offer',
  channelId: 'cha_1',
  offer: '20 % off the first year',
  landingPage: 'https://acme.test/winter',
  whyNow: 'Budgets are spent before the year ends.',
  ownerUserId: 'U0SAM',
  day: '2026-11-25',
}

function launch(number: number, changes: Partial<Launch> = {}): Launch {
  return { ...PLAN, id: `lau_${number}`, number, state: 'planned', note: null, settledOn: null, version: 1, ...changes }
}

describe('what is said of a launch', () => {
  it.each([
    ['no title', { title: ' ' }, 'title'],
    ['no reason why now', { whyNow: '' }, 'whyNow'],
    ['nobody who sees to it', { ownerUserId: '' }, 'owner'],
    ['no day', { day: '' }, 'day'],
    ['a channel that was removed', { channelId: 'cha_9' }, 'channel'],
    ['a page without a host', { landingPage: 'https://winter' }, 'landingPage'],
    ['a page that is a script', { landingPage: 'javascript:alert(1)' }, 'landingPage'],
  ])('lacks something with %s', (_, changes, field) => {
    expect(Object.keys(launchFaults({ ...PLAN, ...changes }, ['cha_1']))).toEqual([field])
  })

  it('is complete without an offer, a page or a channel', () => {
    expect(launchFaults({ ...PLAN, offer: '', landingPage: '', channelId: null }, ['cha_1'])).toEqual({})
  })

  it.each([
    ['L-3', 3],
    ['l3', 3],
    ['3', 3],
    ['T-3', null],
    ['', null],
  ])('is meant by "%s"', (text, number) => {
    expect(readLaunchNumber(text)).toBe(number)
  })
})

describe('the launches of a week', () => {
  // The review of 16-22 November, opened on Monday the 23rd.
  const reviewed = { from: '2026-11-16', to: '2026-11-22' }
  const of = (...launches: Launch[]) => launchesOfWeek(launches, reviewed, '2026-11-23')

  it('are those planned for the week that begins, with what is late before them', () => {
    const week = of(
      launch(1, { day: '2026-11-30' }),
      launch(2, { day: '2026-11-29' }),
      launch(3, { day: '2026-11-23' }),
      launch(4, { day: '2026-11-20' }),
    )
    expect(week.planned.map(({ number }) => number)).toEqual([3, 2])
    expect(week.late.map(({ number }) => number)).toEqual([4])
  })

  it('hold what went live or was dropped since the reviewed week began, and nothing older', () => {
    const week = of(
      launch(1, { state: 'live', settledOn: '2026-11-16' }),
      launch(2, { state: 'live', settledOn: '2026-11-15' }),
      launch(3, { state: 'dropped', settledOn: '2026-11-22', note: 'no stock' }),
    )
    expect(week.live.map(({ number }) => number)).toEqual([1])
    expect(week.dropped.map(({ number }) => number)).toEqual([3])
    expect(hasLaunches(of(launch(2, { state: 'live', settledOn: '2026-11-15' })))).toBe(false)
  })

  it('say how each stands', () => {
    const today = '2026-11-26'
    expect(launchStateInWords(launch(1), today)).toBe('was due Wed 25 Nov')
    expect(launchStateInWords(launch(1, { day: today }), today)).toBe('goes live Thu 26 Nov')
    expect(launchStateInWords(launch(1, { state: 'live', settledOn: '2026-11-25' }), today)).toBe(
      'live since Wed 25 Nov',
    )
    expect(launchStateInWords(launch(1, { state: 'dropped', note: 'no stock' }), today)).toBe('dropped: no stock')
  })
})
