import { makeDemoTeam } from '../../../src/demo/numbers.ts'
import { type Period, periodsOf } from '../../../src/domain/analysis/period.ts'
import { addSums, NO_SUMS, type Sums } from '../../../src/domain/metric.ts'
import { channelFinder } from '../../../src/domain/team.ts'
import { localDay, weekOf, weeksThrough } from '../../../src/domain/week.ts'

/** Sums with what is given; all else was not reported. */
export function sums(given: Partial<Sums>): Sums {
  return { ...NO_SUMS, ...given }
}

/** Periods of one or several channels, oldest first. */
export function periods(...given: Record<string, Partial<Sums>>[]): Period[] {
  return given.map((each) => new Map(Object.entries(each).map(([id, amounts]) => [id, sums(amounts)])))
}

/** Numbers of earlier weeks like these, in which every price moves a little to and fro. */
export function calmWeeks(week: Record<string, Partial<Sums>>, size = 0.01): Record<string, Partial<Sums>>[] {
  return Array.from({ length: 9 }, (_, index) => {
    const factor = index % 2 === 0 ? 1 : 1 + size
    return Object.fromEntries(
      Object.entries(week).map(([id, amounts]) => [id, { ...amounts, spend: (amounts.spend ?? 0) * factor }]),
    )
  })
}

/** The demo's facts and CRM objects added up as the store adds them: by week of the day each thing happened, and by channel. */
export function demoWeeks(lastDay = '2026-11-22') {
  const demo = makeDemoTeam({ lastDay, days: 185 })
  const channels = demo.team.channels.map(({ key, name, rules }) => ({
    ...{ id: key, key, name, rules },
    ...{ job: null, ownerUserId: null, delegateUserId: null },
  }))
  const find = channelFinder(channels)
  const weekly = new Map<string, { week: string; channelId: string; sums: Sums }>()
  const add = (day: string, channelId: string, amounts: Partial<Sums>) => {
    const key = `${weekOf(day)} ${channelId}`
    const known = weekly.get(key) ?? {
      week: weekOf(day),
      channelId,
      sums: sums({ leads: 0, mqls: 0, sqls: 0, won: 0 }),
    }
    weekly.set(key, { ...known, sums: addSums([known.sums, sums(amounts)]) })
  }
  for (const fact of demo.facts) {
    const number = (text: string | null) => (text === null ? null : Number(text))
    add(fact.day, find(fact.platform, fact.campaignName) ?? '', {
      spend: number(fact.spend),
      impressions: number(fact.impressions),
      clicks: number(fact.clicks),
      conversions: number(fact.conversions),
    })
  }
  for (const row of demo.funnel) {
    const stages = {
      leads: row.leadAt,
      mqls: row.mqlAt,
      sqls: row.sqlAt,
      opportunities: row.opportunityAt,
      won: row.wonAt,
    }
    for (const [stage, at] of Object.entries(stages))
      if (at) add(localDay(at, 'Europe/Berlin'), row.channelKey, { [stage]: 1 })
  }
  const names = new Map(channels.map(({ id, name }) => [id, name]))
  return {
    demo,
    channelIds: channels.map(({ id }) => id),
    naming: { currency: 'EUR', nameOf: (id: string) => names.get(id) ?? 'Unassigned', channels: channels.length },
    periodsUpTo: (week: string, count = 12) => periodsOf([...weekly.values()], weeksThrough(week, count)),
  }
}
