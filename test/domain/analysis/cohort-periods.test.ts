import { describe, expect, it } from 'vitest'
import { type Cohorts, cohortReader } from '../../../src/domain/analysis/cohort.ts'
import { cohortFault, cohortPeriods } from '../../../src/domain/analysis/cohort-periods.ts'
import { whatChanged } from '../../../src/domain/analysis/what-changed.ts'
import { NO_SUMS } from '../../../src/domain/metric/metric.ts'
import { daysOf, weeksThrough } from '../../../src/domain/week.ts'

// Ten per cent of the leads are won after 10 days, and half of those again after 40; nobody waits longer.
const ASOF = '2026-11-22'
const WON = [
  { age: 10, events: 10, censored: 0 },
  { age: 40, events: 5, censored: 0 },
  { age: 100, events: 0, censored: 85 },
]
const NONE = [{ age: 100, events: 0, censored: 100 }]
const WEEKS = weeksThrough('2026-W47', 10)
const SPANS = WEEKS.map(daysOf)

/** A hundred leads on each Monday, of whom the week's share has been won; `won` says how many in the end. */
function cohorts(won: (week: string) => number): Cohorts {
  const days = WEEKS.map((week) => {
    const { from: day } = daysOf(week)
    const age = Math.round((Date.parse(ASOF) - Date.parse(day)) / 86_400_000)
    const come = age >= 40 ? 1 : age >= 10 ? 2 / 3 : 0
    const reached = { mqls: 0, sqls: 0, opportunities: 0, won: Math.round(won(week) * come) }
    return { channelId: 'search', day, age, leads: 100, ...reached }
  })
  return { asOf: ASOF, lags: { mqls: NONE, sqls: NONE, opportunities: NONE, won: WON }, days }
}

// By the day of the result every week shows the customers of earlier leads: here twice as many in the last week.
const events = WEEKS.map((week) => {
  const won = week === '2026-W42' ? 30 : 15
  return new Map([['search', { ...NO_SUMS, spend: 1500, clicks: 1000, leads: 100, won }]])
})
const asked = { ...daysOf('2026-W42'), channelId: null }

describe('a cost by the day of the lead', () => {
  const read = cohortReader(cohorts((week) => (week === '2026-W42' ? 10 : 15)))

  it('counts what the leads of a period will have brought, whatever was won in it', () => {
    const upTo = WEEKS.indexOf('2026-W42') + 1
    const periods = cohortPeriods(events.slice(0, upTo), SPANS.slice(0, upTo), read)
    const changed = whatChanged(TEAM, {
      metric: 'cac',
      channelId: null,
      periods,
      days: new Map(),
      ads: [],
      basis: 'cohort',
    })

    expect(changed.sentence).toMatch(/^CAC rose 50\u202f% to €150/)
    expect(changed.caveats[0]).toContain(
      'customers by the day of their lead, as many as will have come in the end (cohort basis).',
    )
    expect(changed.parts.at(-1)).toEqual(['All', 'Change', '€100.0000', '€150.0000', '+€50.0000', ''])
    const onTheEvent = whatChanged(TEAM, {
      metric: 'cac',
      channelId: null,
      periods: events.slice(0, upTo),
      days: new Map(),
      ads: [],
    })
    expect(onTheEvent.sentence).toMatch(/^CAC fell 50/)
  })

  it('takes what is still to come into account where most has come', () => {
    const young = cohortPeriods(events, SPANS, read).at(-4)?.get('search')
    expect(young?.won).toBeCloseTo(10 + ((15 - 10) / 90) * 90, 0)
    expect(young?.leads).toBe(100)
  })

  it('does not know what nobody follows, and takes no leads for none of anything', () => {
    const [none, unread] = cohortPeriods(
      [
        new Map([['social', { ...NO_SUMS, spend: 10, leads: 0, won: 3 }]]),
        new Map([['social', { ...NO_SUMS, spend: 10, clicks: 5 }]]),
      ],
      SPANS,
      read,
    )
    expect(none?.get('social')).toMatchObject({ leads: 0, won: 0, sqls: 0 })
    expect(unread?.get('social')).toMatchObject({ leads: null, won: null })
  })

  it('is refused while too little has come, with the latest period that can be judged', () => {
    expect(cohortFault('cac', { ...daysOf('2026-W47'), channelId: null }, SPANS, read, 0.8)).toBe(
      'CAC by the day of the lead is no call yet: about 0\u202f% of what these leads will bring has come, and from 80\u202f% on they are judged. The latest that can be judged: `/beat why cac cohort week 42`.',
    )
    expect(cohortFault('cac', asked, SPANS, read, 0.8)).toBe(null)
  })

  it('is refused for what is the same on both bases, and where no lead is followed', () => {
    expect(cohortFault('cpl', asked, SPANS, read, 0.8)).toContain('CPL is the same by the day of the lead')
    expect(cohortFault('cac', asked, SPANS, null, 0.8)).toContain('no lead of this period is followed')
    expect(cohortFault('cac', { ...asked, channelId: 'social' }, SPANS, read, 0.8)).toContain('no lead of this period')
  })
})

const TEAM = {
  currency: 'EUR',
  channels: [
    { id: 'search', key: 'search', name: 'Paid search', job: null, ownerUserId: null, delegateUserId: null, rules: [] },
  ],
}
