import { describe, expect, it } from 'vitest'
import type { DemoFile } from '../../src/demo/files.ts'
import { makeDemoTeam } from '../../src/demo/numbers.ts'
import type { Planted } from '../../src/demo/planted.ts'
import type { Fact } from '../../src/domain/import/fact.ts'
import { localDay, shiftDay, shiftWeek, weekOf } from '../../src/domain/week.ts'

const lastDay = '2026-11-22'
const { facts, funnel, planted, files, duplicateFile, lastWeek } = makeDemoTeam({ lastDay, days: 185 })

function event(kind: Planted['kind']): Planted {
  const found = planted.find((each) => each.kind === kind)
  if (!found) throw new Error(`no ${kind} was planted`)
  return found
}

function between(rows: Fact[], from: string, to: string): Fact[] {
  return rows.filter(({ day }) => day >= from && day <= to)
}

function sum(rows: Fact[], field: 'spend' | 'impressions' | 'clicks' | 'conversions'): number {
  return rows.reduce((total, fact) => total + Number(fact[field]), 0)
}

function ctr(rows: Fact[]): number {
  return sum(rows, 'clicks') / sum(rows, 'impressions')
}

const search = facts.filter(({ platform }) => platform === 'Google Ads')
const social = facts.filter(({ campaignName }) => campaignName.startsWith('Prospecting'))

describe('the tracking break', () => {
  const { from, to } = event('tracking break')

  it('is three days without conversions, seven weeks before the last one, in all of Google Ads', () => {
    const silent = [...new Set(search.map(({ day }) => day))].filter(
      (day) => sum(between(search, day, day), 'conversions') === 0,
    )

    expect(silent).toEqual([from, shiftDay(from, 1), to])
    expect(weekOf(from)).toBe(shiftWeek(lastWeek, -7))
  })

  it('leaves clicks and CRM leads as they were', () => {
    const leadsOn = (day: string) =>
      funnel.filter(
        ({ channelKey, leadAt }) => channelKey === 'paid-search' && leadAt && localDay(leadAt, 'Europe/Berlin') === day,
      ).length
    const weekBefore = shiftDay(from, -7)

    const clicks = sum(between(search, from, to), 'clicks')
    const before = sum(between(search, weekBefore, shiftDay(to, -7)), 'clicks')

    expect(Math.abs(clicks / before - 1)).toBeLessThan(0.15)
    expect(leadsOn(from) / leadsOn(weekBefore)).toBeGreaterThan(0.8)
  })
})

describe('the tiring creative', () => {
  const { ad, campaign, from, to } = event('tiring creative')

  it('lost a third of its click rate in its 41 days', () => {
    const own = facts.filter((fact) => fact.adName === ad && fact.campaignName === campaign)
    const start = ctr(between(own, from, shiftDay(from, 13)))
    const end = ctr(between(own, shiftDay(to, -6), to))

    expect(own[0]?.day).toBe(from)
    expect(new Set(own.map(({ day }) => day)).size).toBe(41)
    expect(end / start - 1).toBeCloseTo(-0.34, 1)
    expect(sum(between(own, shiftDay(to, -6), to), 'impressions')).toBeGreaterThan(1000)
  })

  it('has siblings that hold', () => {
    const siblings = facts.filter((fact) => fact.campaignName === campaign && fact.adName !== ad)
    const start = ctr(between(siblings, from, shiftDay(from, 13)))
    const end = ctr(between(siblings, shiftDay(to, -6), to))

    expect(Math.abs(end / start - 1)).toBeLessThan(0.1)
  })
})

describe('the rising price', () => {
  it('shows in CPM and CPC of Paid social, week after week, and nowhere else', () => {
    const weekly = (rows: Fact[], weeksAgo: number) =>
      rows.filter(({ day }) => weekOf(day) === shiftWeek(lastWeek, -weeksAgo))
    const cpm = (rows: Fact[]) => sum(rows, 'spend') / sum(rows, 'impressions')
    const cpc = (rows: Fact[]) => sum(rows, 'spend') / sum(rows, 'clicks')

    for (const weeksAgo of [0, 1]) {
      expect(cpm(weekly(social, weeksAgo)) / cpm(weekly(social, weeksAgo + 1))).toBeGreaterThan(1.05)
      expect(cpc(weekly(social, weeksAgo)) / cpc(weekly(social, weeksAgo + 1))).toBeGreaterThan(1.05)
      expect(cpm(weekly(search, weeksAgo)) / cpm(weekly(search, weeksAgo + 1))).toBeCloseTo(1, 1)
    }
  })
})

describe('the saturating channel', () => {
  it('spends 60 % more and gets leads to the power of about 0.45', () => {
    const rows = facts.filter(({ campaignName }) => campaignName.startsWith('Retargeting'))
    const weeks = Array.from({ length: 11 }, (_, index) => shiftWeek(lastWeek, -index))
    const points = weeks.map((week) => {
      const leads = funnel.filter(
        ({ channelKey, leadAt }) =>
          channelKey === 'retargeting' && leadAt && weekOf(localDay(leadAt, 'Europe/Berlin')) === week,
      )
      return {
        x: Math.log(
          sum(
            rows.filter(({ day }) => weekOf(day) === week),
            'spend',
          ),
        ),
        y: Math.log(leads.length),
      }
    })

    const mean = (values: number[]) => values.reduce((total, value) => total + value, 0) / values.length
    const x = mean(points.map((point) => point.x))
    const y = mean(points.map((point) => point.y))
    const slope =
      mean(points.map((point) => (point.x - x) * (point.y - y))) / mean(points.map((point) => (point.x - x) ** 2))

    expect(Math.exp((points[0]?.x ?? 0) - (points[10]?.x ?? 0))).toBeCloseTo(1.6, 1)
    expect(slope).toBeGreaterThan(0.35)
    expect(slope).toBeLessThan(0.55)
  })
})

describe('the files to drop', () => {
  const byName = (part: string) => files.find(({ name }) => name.includes(part)) as DemoFile

  it("has last week's deals of the CRM, three of them won since, and leads that no rule knows", () => {
    const rows = byName('crm-deals')
      .text.trim()
      .split('\n')
      .slice(1)
      .map((row) => row.split(','))
    const known = new Map(funnel.map((row) => [row.objectId, row]))
    const changed = rows.filter(([id = '', , , , , wonAt]) => wonAt !== (known.get(id)?.wonAt?.toISOString() ?? ''))
    const strange = rows.filter(([id = '']) => !known.has(id))

    expect(changed.map(([, , , , , wonAt]) => wonAt)).toEqual(Array(3).fill('2026-11-22T15:00:00.000Z'))
    expect(strange).toHaveLength(6)
    expect(rows.length).toBeGreaterThan(300)
  })

  it('has a duplicate that repeats a Meta week to the cent, under a source that is not in the facts', () => {
    const { from, to } = event('duplicated import')
    const meta = between(
      facts.filter(({ source }) => source === 'meta_ads'),
      from,
      to,
    )
    const rows = duplicateFile.text.trim().split('\n').slice(1)
    const spent = rows.reduce((total, row) => total + Number(row.split(',')[8]), 0)

    expect(rows).toHaveLength(meta.length)
    expect(spent).toBeCloseTo(sum(meta, 'spend'), 2)
  })

  it('writes Google Ads with its title, its dates, its total, and the money of the last week', () => {
    const lines = byName('google').text.trim().split('\n')
    const spend = sum(between(search, shiftDay(lastDay, -6), lastDay), 'spend')

    expect(lines.slice(0, 2)).toEqual(['Ad report', '16 November 2026 - 22 November 2026'])
    expect(lines.at(-1)).toMatch(/^Total: Account/)
    expect(lines.at(-1)).toContain(
      spend.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
    )
    expect(lines).toHaveLength(7 * 12 + 4)
  })

  it('writes Meta with a byte order mark, the currency in its header and the summary first', () => {
    const { text } = byName('meta')

    expect(text.startsWith('\uFEFFCampaign name,')).toBe(true)
    expect(text.split('\n')[0]).toContain('Amount spent (EUR)')
    expect(text.split('\n')[1]).toMatch(/^,,,,/)
  })

  it('has dates that nobody can read for sure, and one row in another currency', () => {
    const dates = byName('ambiguous')
      .text.trim()
      .split('\n')
      .slice(1)
      .map((row) => row.split(',')[0]?.split('/').map(Number))

    expect(dates.every((parts) => (parts?.[0] ?? 13) <= 12 && (parts?.[1] ?? 13) <= 12)).toBe(true)
    expect(byName('two-currencies').text.match(/,USD,/g)).toHaveLength(1)
  })
})
