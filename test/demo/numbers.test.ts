import { describe, expect, it } from 'vitest'
import { makeDemoTeam } from '../../src/demo/numbers.ts'
import type { Fact } from '../../src/domain/import/fact.ts'
import { originFinder } from '../../src/domain/import/origin.ts'
import { daysOf, localDay, shiftDay, shiftWeek, weekOf } from '../../src/domain/week.ts'

const lastDay = '2026-11-22'
const demo = makeDemoTeam({ lastDay, days: 185 })
const { facts, funnel, team } = demo

/** The channel that the team's own rules give to a fact. */
function channelOf(fact: Fact): string {
  const channel = team.channels.find(({ rules }) =>
    rules.some(({ field, contains }) => (field === 'platform' ? fact.platform : fact.campaignName).includes(contains)),
  )
  return channel?.key ?? ''
}

function total(of: Fact[], field: 'spend' | 'impressions' | 'clicks' | 'conversions'): number {
  return of.reduce((sum, fact) => sum + Number(fact[field]), 0)
}

const channelByCampaign = new Map(facts.map((fact) => [fact.campaignName, channelOf(fact)]))
const inChannel = new Map(team.channels.map(({ key }) => [key, facts.filter((fact) => channelOf(fact) === key)]))

function factsOf(week: string, channel?: string): Fact[] {
  const { from, to } = daysOf(week)
  return (channel ? (inChannel.get(channel) ?? []) : facts).filter(({ day }) => day >= from && day <= to)
}

const counts = new Map<string, number>()
for (const row of funnel) {
  for (const stage of ['leadAt', 'mqlAt', 'sqlAt', 'opportunityAt', 'wonAt'] as const) {
    const at = row[stage]
    if (!at) continue
    const week = weekOf(localDay(at, team.zone))
    for (const key of [`${week} ${stage}`, `${week} ${stage} ${row.channelKey}`])
      counts.set(key, (counts.get(key) ?? 0) + 1)
  }
}

function reached(week: string, stage: string, channel?: string): number {
  return counts.get([week, stage, ...(channel ? [channel] : [])].join(' ')) ?? 0
}

function cac(week: string): number {
  return total(factsOf(week), 'spend') / reached(week, 'wonAt')
}

const weeksBack = (count: number) => Array.from({ length: count }, (_, index) => shiftWeek(demo.lastWeek, -index))

describe('the demo team', () => {
  it('is the same every time', () => {
    expect(makeDemoTeam({ lastDay, days: 185 })).toEqual(demo)
  })

  it('has one row per ad and day, all in the days asked for, each in a channel', () => {
    const keys = facts.map((fact) => [fact.source, fact.day, fact.campaignId, fact.adGroupId, fact.adId].join('|'))

    expect(new Set(keys).size).toBe(facts.length)
    expect(
      facts
        .map(({ day }) => day)
        .toSorted()
        .at(0),
    ).toBe(shiftDay(lastDay, -184))
    expect(
      facts
        .map(({ day }) => day)
        .toSorted()
        .at(-1),
    ).toBe(lastDay)
    expect([...new Set(channelByCampaign.values())].toSorted()).toEqual(team.channels.map(({ key }) => key).toSorted())
  })

  it('writes amounts as plain decimals, never negative, with no more clicks than impressions', () => {
    for (const { spend, impressions, clicks, conversions } of facts) {
      for (const amount of [spend, impressions, clicks, conversions]) expect(amount).toMatch(/^\d+(\.\d+)?$/)
      expect(Number(clicks)).toBeLessThan(Number(impressions))
    }
  })

  it('stays small enough to load in seconds', () => {
    expect(facts.length).toBeLessThan(10_000)
    expect(funnel.length).toBeLessThan(200_000)
  })
})

describe('the CRM funnel', () => {
  it('goes forward in time, ends by the last day, and knows nothing from before the first', () => {
    const firstDay = shiftDay(lastDay, -184)
    for (const row of funnel) {
      const moments = [row.leadAt, row.mqlAt, row.sqlAt, row.opportunityAt, row.wonAt ?? row.lostAt].filter(
        (at) => at !== null,
      )
      const times = moments.map((at) => at.getTime())
      if (times.some((time, index) => time < (times[index - 1] ?? 0))) expect(row).toBe('in order')
      if (moments.some((at) => localDay(at, team.zone) > lastDay || localDay(at, team.zone) < firstDay)) {
        expect(row).toBe('inside the days')
      }
    }
    expect(new Set(funnel.map(({ objectId }) => objectId)).size).toBe(funnel.length)
  })

  it('wins no deal without its stages, gives opportunities an amount, and is not won and lost at once', () => {
    const won = funnel.filter(({ wonAt }) => wonAt)

    expect(won.filter(({ amount }) => amount === null)).toEqual([])
    expect(won.filter(({ lostAt }) => lostAt)).toEqual([])
    expect(funnel.filter((row) => channelByCampaign.get(row.campaign) !== row.channelKey)).toEqual([])
  })

  it("goes where the team's own rules send it, so that changing them moves nothing by surprise", () => {
    const find = originFinder(team.channels.map((channel) => ({ ...channel, id: channel.key, delegateUserId: null })))
    const astray = funnel.filter((row) => find({ ...row, channelName: '', leadSource: '' }) !== row.channelKey)

    expect(astray.slice(0, 3)).toEqual([])
  })

  it('takes days and not months from lead to customer', () => {
    const lags = funnel
      .flatMap(({ leadAt, wonAt }) => (leadAt && wonAt ? [(wonAt.getTime() - leadAt.getTime()) / 86_400_000] : []))
      .toSorted((one, two) => one - two)

    expect(lags[Math.floor(lags.length / 2)]).toBeGreaterThan(4)
    expect(lags[Math.floor(lags.length / 2)]).toBeLessThan(20)
    expect(lags[Math.floor(lags.length * 0.95)]).toBeLessThan(60)
  })
})

describe.each(['2026-11-22', '2026-11-25', '2027-01-31'])('the headline with the last day %s', (day) => {
  it('is a CAC near €1,250 that passes its target of €1,400 in the last complete week', () => {
    const other = makeDemoTeam({ lastDay: day, days: 60 })
    const cacOf = (week: string) => {
      const { from, to } = daysOf(week)
      const spend = total(
        other.facts.filter((fact) => fact.day >= from && fact.day <= to),
        'spend',
      )
      const days = other.funnel.flatMap(({ wonAt }) => (wonAt ? [localDay(wonAt, team.zone)] : []))
      return spend / days.filter((each) => each >= from && each <= to).length
    }

    expect(cacOf(other.lastWeek)).toBeGreaterThan(1480)
    expect(cacOf(other.lastWeek)).toBeLessThan(1560)
    expect(cacOf(shiftWeek(other.lastWeek, -1))).toBeGreaterThan(1210)
    expect(cacOf(shiftWeek(other.lastWeek, -1))).toBeLessThan(1290)
  })
})

describe('the weeks', () => {
  it.each(weeksBack(12))('of %s look like a growth team of this size', (week) => {
    const rows = factsOf(week)
    const spend = total(rows, 'spend')

    expect(spend).toBeGreaterThan(320_000)
    expect(spend).toBeLessThan(450_000)
    expect(total(rows, 'clicks') / total(rows, 'impressions')).toBeGreaterThan(0.009)
    expect(total(rows, 'clicks') / total(rows, 'impressions')).toBeLessThan(0.0105)
    expect(spend / reached(week, 'leadAt')).toBeGreaterThan(48)
    expect(spend / reached(week, 'leadAt')).toBeLessThan(60)
    expect(reached(week, 'sqlAt') / reached(week, 'mqlAt')).toBeGreaterThan(0.38)
    expect(reached(week, 'sqlAt') / reached(week, 'mqlAt')).toBeLessThan(0.43)
    expect(reached(week, 'wonAt')).toBeGreaterThan(260)
    expect(reached(week, 'wonAt')).toBeLessThan(340)
  })

  it('kept CAC under its target until the last one', () => {
    expect(
      weeksBack(12)
        .slice(1)
        .filter((week) => cac(week) > 1400),
    ).toEqual([])
  })

  it('keeps its ratios at a smaller scale', () => {
    const small = makeDemoTeam({ lastDay, days: 185, scale: 0.25 })
    const week = small.facts.filter(({ day }) => weekOf(day) === small.lastWeek)

    expect(total(week, 'spend') / total(factsOf(demo.lastWeek), 'spend')).toBeCloseTo(0.25, 2)
    expect(small.funnel.length / funnel.length).toBeCloseTo(0.25, 1)
    expect(small.team.monthlyBudget).toBe(462_500)
  })
})
