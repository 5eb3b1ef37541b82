import type { FunnelRecord } from '../store/fact/funnel-records.ts'
import { type DemoDay, officeShare } from './calendar.ts'
import type { CampaignLeads } from './facts.ts'
import { type ChannelPlan, channelPlans, planOf, type WeekPlan } from './plan.ts'
import { createRandom, createRounder, type Random } from './random.ts'

/** One CRM object with the moments it reached each stage; `channelKey` names the team's channel it belongs to. */
export type FunnelRow = Omit<FunnelRecord, 'channelId'> & { channelKey: string }

type Reached = 'mqlAt' | 'sqlAt' | 'opportunityAt' | 'wonAt'
type Step = { from: 'leadAt' | Reached; to: Reached; rate: keyof WeekPlan; meanDays: number }

const steps: Step[] = [
  { from: 'leadAt', to: 'mqlAt', rate: 'mqlRate', meanDays: 1 },
  { from: 'mqlAt', to: 'sqlAt', rate: 'sqlRate', meanDays: 1.8 },
  { from: 'sqlAt', to: 'opportunityAt', rate: 'opportunityRate', meanDays: 1.6 },
  { from: 'opportunityAt', to: 'wonAt', rate: 'winRate', meanDays: 4 },
]

const moments = ['leadAt', 'mqlAt', 'sqlAt', 'opportunityAt', 'wonAt', 'lostAt'] as const

const minute = 60_000
const dayMs = 1440 * minute

/**
 * Makes the CRM objects behind the leads. Each stage is dated by the day it happens, its weekly count follows the plan, and
 * which object reaches it is drawn from those waiting, the newer ones first. `days` begin some weeks before `firstDay`, so
 * that objects are under way by then; the CRM itself knows nothing from before it.
 */
export function makeFunnel(days: DemoDay[], leads: CampaignLeads[], firstDay: string): FunnelRow[] {
  const begin = Date.parse(`${firstDay}T00:00:00Z`)
  const rows = channelPlans.flatMap((channel) => channelFunnel(channel, days, groupByDay(leads, channel)))
  for (const row of rows) {
    for (const moment of moments) if (row[moment] && row[moment].getTime() < begin) row[moment] = null
  }
  return rows.filter((row) => moments.some((moment) => row[moment] !== null))
}

function channelFunnel(channel: ChannelPlan, days: DemoDay[], leads: Map<string, CampaignLeads[]>): FunnelRow[] {
  const weekly = weeklyLeads(days, leads)
  const rows: FunnelRow[] = []
  const stages = steps.map((step) => ({ step, pool: [] as FunnelRow[], round: createRounder() }))
  for (const day of days) {
    const random = createRandom(`${channel.key} in the CRM, day ${day.age}`)
    const plan = varied(planOf(channel, day.weeksAgo), channel, day.weeksAgo)
    let arrived = (leads.get(day.day) ?? []).flatMap((each) => newLeads(channel, each, random))
    let expected = (weekly.get(day.weeksAgo) ?? 0) * officeShare(day.weekday)
    rows.push(...arrived)
    for (const { step, pool, round } of stages) {
      pool.push(...arrived.toSorted((one, two) => timeOf(one, step.from) - timeOf(two, step.from)))
      expected *= plan[step.rate]
      arrived = moveOn(pool, step, round(expected * random.factor(0.03)), day, random)
    }
  }
  for (const [index, row] of rows.entries()) row.objectId = `${channel.key}-${String(index + 1).padStart(6, '0')}`
  loseOld(rows, days.at(-1)?.day ?? '', createRandom(`lost in ${channel.key}`))
  return rows
}

function timeOf(row: FunnelRow, stage: Step['from']): number {
  return row[stage]?.getTime() ?? 0
}

function varied(plan: WeekPlan, channel: ChannelPlan, weeksAgo: number): WeekPlan {
  if (weeksAgo <= 1) return plan
  const luck = createRandom(`sales week ${weeksAgo} of ${channel.key}`)
  // Retargeting's curve is to be found later, so luck must not hide it.
  const size = channel.key === 'retargeting' ? 0.4 : 1
  return {
    ...plan,
    mqlRate: plan.mqlRate * luck.factor(0.02 * size),
    winRate: plan.winRate * luck.factor(0.035 * size),
  }
}

function groupByDay(leads: CampaignLeads[], channel: ChannelPlan): Map<string, CampaignLeads[]> {
  const byDay = new Map<string, CampaignLeads[]>()
  for (const each of leads.filter(({ channelKey }) => channelKey === channel.key))
    byDay.set(each.day, [...(byDay.get(each.day) ?? []), each])
  return byDay
}

/** The leads of each week, made up to a whole week where the demo begins or ends inside one. */
function weeklyLeads(days: DemoDay[], byDay: Map<string, CampaignLeads[]>): Map<number, number> {
  const weeks = new Map<number, { leads: number; days: number }>()
  for (const { day, weeksAgo } of days) {
    const week = weeks.get(weeksAgo) ?? { leads: 0, days: 0 }
    for (const each of byDay.get(day) ?? []) week.leads += each.leads
    weeks.set(weeksAgo, { leads: week.leads, days: week.days + 1 })
  }
  return new Map([...weeks].map(([weeksAgo, week]) => [weeksAgo, (week.leads * 7) / week.days]))
}

function newLeads(channel: ChannelPlan, each: CampaignLeads, random: Random): FunnelRow[] {
  const at = Date.parse(`${each.day}T06:00:00Z`)
  return Array.from({ length: each.leads }, () => ({
    source: 'crm',
    objectId: '',
    channelKey: channel.key,
    campaign: each.campaign,
    utmSource: each.campaign.includes('Heads of Growth') ? 'linkedin' : channel.utmSource,
    utmMedium: channel.utmMedium,
    leadAt: new Date(Math.floor(at + random.next() * 13 * 60 * minute)),
    mqlAt: null,
    sqlAt: null,
    opportunityAt: null,
    wonAt: null,
    lostAt: null,
    amount: null,
    currency: 'EUR',
  }))
}

/** Takes `wanted` objects out of the pool, mostly those that wait a few days, and dates their next stage to this day. */
function moveOn(pool: FunnelRow[], step: Step, wanted: number, day: DemoDay, random: Random): FunnelRow[] {
  const moved: FunnelRow[] = []
  const midnight = Date.parse(`${day.day}T00:00:00Z`)
  while (moved.length < wanted && pool.length > 0) {
    const notAfter = midnight - random.wait(step.meanDays) * dayMs + dayMs
    const index = lastBefore(pool, step.from, notAfter)
    const [row] = pool.splice(index, 1)
    if (!row) break
    // After what came before, and before 20:00 UTC, which is still the same day in Berlin.
    const opens = Math.max(midnight + 7 * 60 * minute, timeOf(row, step.from) + minute)
    const closes = Math.max(opens + minute, midnight + 20 * 60 * minute)
    row[step.to] = new Date(Math.floor(opens + random.next() * (closes - opens)))
    if (step.to === 'opportunityAt') row.amount = (Math.round((2_900 + random.wait(3_700)) / 10) * 10).toFixed(2)
    moved.push(row)
  }
  return moved
}

/** The place of the newest object that reached its stage before an instant; the oldest one if none did. */
function lastBefore(pool: FunnelRow[], stage: Step['from'], instant: number): number {
  let low = 0
  let high = pool.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    const row = pool[middle]
    if (row && timeOf(row, stage) < instant) low = middle
    else high = middle - 1
  }
  return low
}

function loseOld(rows: FunnelRow[], lastDay: string, random: Random): void {
  const end = Date.parse(`${lastDay}T18:00:00Z`)
  for (const row of rows) {
    if (row.mqlAt === null || row.wonAt !== null) continue
    const last = row.opportunityAt ?? row.sqlAt ?? row.mqlAt
    const lostAt = last.getTime() + (6 + random.wait(12)) * dayMs
    if (lostAt < end) row.lostAt = new Date(Math.floor(lostAt))
  }
}
