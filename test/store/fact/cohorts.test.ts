import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cohortReader, stageOf } from '../../../src/domain/analysis/cohort.ts'
import { shiftDay } from '../../../src/domain/week.ts'
import { lagCurve } from '../../../src/stats/survival.ts'
import { readCohorts } from '../../../src/store/fact/cohorts.ts'
import { type FlowStage, openFlowStage } from '../../support/flow-stage.ts'

let stage: FlowStage
beforeAll(async () => {
  stage = await openFlowStage()
})
afterAll(async () => {
  await stage.close()
})

async function imported(csv: string, now: string) {
  const ctx = await stage.makeTeam()
  await stage.confirm(ctx, (await stage.stageFile(ctx, csv)).id)
  return async (from: string) => await readCohorts(ctx.db, ctx.team, { from, now: new Date(now) })
}

describe('leads by the day they came in', () => {
  it('are counted with what they became, the days that took, and the days others wait', async () => {
    const read = await imported(
      [
        'object_id,channel,lead_at,mql_at,sql_at,won_at',
        'a,Paid search,2026-11-02 23:30,2026-11-03 00:10,2026-11-05,2026-11-12',
        'b,Paid search,2026-11-02,,,',
        'c,Paid social,2026-11-10,2026-11-10,,',
        'd,Paid social,2026-11-10,2026-11-01,,',
        'e,Paid social,2026-01-10,2026-01-12,,',
      ].join('\n'),
      '2026-11-18T12:00:00Z',
    )

    const cohorts = await read('2026-11-02')

    expect(cohorts?.asOf).toBe('2026-11-12')
    const days = cohorts?.days.toSorted((a, b) => (a.day < b.day ? -1 : 1))
    expect(days?.map(({ day, age, leads, mqls, sqls, won }) => ({ day, age, leads, mqls, sqls, won }))).toEqual([
      { day: '2026-11-02', age: 10, leads: 2, mqls: 1, sqls: 1, won: 1 },
      { day: '2026-11-10', age: 2, leads: 1, mqls: 1, sqls: 0, won: 0 },
    ])
    const curve = lagCurve(cohorts?.lags.mqls ?? [])
    expect([0, 1, 2, 10].map(curve)).toEqual([1 / 3, 2 / 3, 2 / 3, 2 / 3].map((share) => expect.closeTo(share)))
  })

  it('are none where the CRM has none, and followed nowhere where deals are not the same objects as leads', async () => {
    const none = await imported('object_id,channel,won_at\nd1,Paid search,2026-11-12', '2026-11-18T12:00:00Z')
    expect(await none('2026-11-02')).toBeNull()

    const apart = await imported(
      'object_id,channel,lead_at,won_at\nl0,Paid search,2026-07-03,\nl1,Paid search,2026-11-03,\nd1,Paid search,,2026-11-12',
      '2026-11-18T12:00:00Z',
    )
    const cohorts = await apart('2026-11-02')
    expect(cohorts && cohortReader(cohorts)({ from: '2026-11-02', to: '2026-11-12', channelId: null })).toBeNull()
  })
})

const DATA = fileURLToPath(new URL('../../../../shared/data/', import.meta.url))
if (!existsSync(DATA)) console.log('skipped: no ../shared')

describe.skipIf(!existsSync(DATA))(
  'the funnel of Olist, imported (skipped: no ../shared, where that folder is missing)',
  () => {
    it('has the lag curve of its reference, and a May of 98 customers that will be 128.6', async () => {
      const read = await imported(olistObjects(), '2018-06-30T12:00:00Z')

      const cohorts = await read('2018-01-01')
      if (!cohorts) throw new Error('no cohorts')

      const curve = lagCurve(cohorts.lags.won)
      expect([7, 14, 30, 60, 90, 120, 150].map((age) => curve(age).toFixed(5))).toEqual([
        '0.04702',
        '0.07087',
        '0.09188',
        '0.10697',
        '0.11422',
        '0.11850',
        '0.12345',
      ])
      const may = cohortReader(cohorts, { mature: 0.8, wonDays: 150 })({
        from: '2018-05-01',
        to: '2018-05-31',
        channelId: null,
      })
      const won = stageOf(may, 'won')
      expect(may?.leads).toBe(1303)
      expect(won).toMatchObject({ state: 'mature', observed: 98 })
      expect(won?.nowcast.toFixed(1)).toBe('128.6')
      // What a customer would seem to cost with only those that had come by then, against what came true within 150 days.
      const came = olistLeads().filter(({ day, won }) => {
        return day >= '2018-05-01' && day <= '2018-05-31' && won !== '' && won.slice(0, 10) <= shiftDay(day, 150)
      }).length
      expect(came).toBe(124)
      expect((100 * (came / 98 - 1)).toFixed(0)).toBe('27')
    })
  },
)

function olistLeads() {
  const rows = (name: string) => readFileSync(`${DATA}${name}`, 'utf8').trim().split('\n').slice(1)
  const won = new Map(rows('olist_closed_deals.csv').map((row) => [row.split(',')[0], row.split(',')[4]]))
  return rows('olist_mql.csv').map((row) => {
    const [id = '', day = '', , origin = ''] = row.trim().split(',')
    return { id, day, origin, won: won.get(id) ?? '' }
  })
}

function olistObjects(): string {
  const lines = olistLeads().map(({ id, day, won, origin }) => `${id},${day},${won},${origin}`)
  return ['object_id,lead_at,won_at,source', ...lines].join('\n')
}
