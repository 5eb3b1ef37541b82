import { describe, expect, it } from 'vitest'
import {
  behindAt,
  behindInWords,
  type CrmDay,
  type CrmStage,
  crmBehind,
  reachOf,
  withoutBehind,
} from '../../../src/domain/metric/crm-reach.ts'
import { NO_SUMS } from '../../../src/domain/metric/metric.ts'
import { shiftDay, weekdayOf } from '../../../src/domain/week.ts'

const SUNDAY = '2026-11-22'
const MONDAY = '2026-11-23'

/** So many objects of each stage on every day of the last ten weeks up to one; fewer at weekends where that is asked for. */
function daily(source: string, through: string, count: number, stages: CrmStage[] = ['leads', 'won'], weekend = count) {
  return Array.from({ length: 70 }, (_, index) => shiftDay(through, -index)).flatMap((day): CrmDay[] =>
    stages.flatMap((stage) => {
      const reached = weekdayOf(day) > 5 ? weekend : count
      return reached > 0 ? [{ source, stage, day, count: reached }] : []
    }),
  )
}

describe('how far the CRM reaches', () => {
  const CASES: [what: string, days: CrmDay[], behind: string[]][] = [
    ['is whole where it reaches the last day', daily('crm', SUNDAY, 5), []],
    ['is whole where it reaches beyond it', daily('crm', MONDAY, 5), []],
    ['is behind where three busy days are missing', daily('crm', '2026-11-19', 5), ['crm 2026-11-19']],
    ['is behind a week, however little usually comes', daily('crm', '2026-11-15', 1, ['won'], 0), ['crm 2026-11-13']],
    ['is whole after a weekend on which nothing ever comes', daily('crm', '2026-11-20', 50, ['leads'], 0), []],
    ['is whole where silence is no surprise', daily('crm', '2026-11-21', 2), []],
    [
      'is behind with one export only where another goes on',
      [...daily('hubspot_deals', '2026-11-15', 3, ['won']), ...daily('hubspot_contacts', SUNDAY, 9, ['leads'])],
      ['hubspot_deals 2026-11-15'],
    ],
    [
      'forgets an export that another has replaced weeks ago',
      [...daily('salesforce_leads', '2026-10-01', 9), ...daily('hubspot_contacts', SUNDAY, 9)],
      [],
    ],
    [
      'is behind after six weeks of silence, where nothing replaces it',
      daily('crm', '2026-10-11', 9),
      ['crm 2026-10-11'],
    ],
    ['says nothing of a team without a CRM', [], []],
    [
      'does not take a day that is still to come for one that came',
      [...daily('crm', '2026-11-19', 5), { source: 'crm', stage: 'won', day: '2027-01-01', count: 1 }],
      ['crm 2026-11-19'],
    ],
  ]
  for (const [what, days, behind] of CASES) {
    it(what, () => {
      expect(crmBehind(days, SUNDAY, MONDAY).map(({ source, through }) => `${source} ${through}`)).toEqual(behind)
    })
  }

  it('of a period that still runs is held to yesterday', () => {
    const days = daily('crm', '2026-11-17', 9)
    expect(crmBehind(days, SUNDAY, '2026-11-18')).toEqual([])
    expect(crmBehind(days, SUNDAY, '2026-11-20')).toHaveLength(1)
  })

  const deals = crmBehind(daily('hubspot_deals', '2026-11-15', 3, ['opportunities', 'won']), SUNDAY, MONDAY)

  it('leaves counts as counts so far, and says nothing of what is held against more days than they have', () => {
    const reach = (
      ['customers', 'won_amount', 'opportunity_win_rate', 'cac', 'mer', 'win_rate', 'leads', 'ctr', 'cpl'] as const
    ).map((key) => [key, reachOf(key, deals)])
    expect(reach).toEqual([
      ['customers', 'so far'],
      ['won_amount', 'so far'],
      ['opportunity_win_rate', 'so far'],
      ['cac', 'unknown'],
      ['mer', 'unknown'],
      ['win_rate', 'unknown'],
      ['leads', 'whole'],
      ['ctr', 'whole'],
      ['cpl', 'whole'],
    ])
    expect(reachOf('win_rate', [...deals, { source: 'crm', through: '2026-11-17', stages: ['sqls'] }])).toBe('unknown')
  })

  it('takes what is missing for not reported, never for 0', () => {
    const sums = { ...NO_SUMS, spend: 100, leads: 9, opportunities: 4, won: 2, wonAmount: 50, pipelineAmount: 80 }
    expect(withoutBehind(sums, deals)).toEqual({ ...NO_SUMS, spend: 100, leads: 9 })
    expect(behindAt(deals, '2026-11-15')).toEqual([])
  })

  it('is said with the export and the day it reaches', () => {
    expect(behindInWords(deals)).toBe(
      'Opportunities and customers are counts so far (HubSpot deals reach Sun 15 Nov), and what is made of them is provisional, no call yet.',
    )
    expect(behindInWords([])).toBe('')
  })
})
