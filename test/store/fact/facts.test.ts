import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Fact } from '../../../src/domain/import/fact.ts'
import { countKeys, mergeStaging, summariseStaging } from '../../../src/store/fact/facts.ts'
import { dropStaging, stageFacts } from '../../../src/store/fact/staging.ts'
import { transaction } from '../../../src/store/transaction.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'

const TEAM = { workspaceId: 'wsp_1', id: 'tea_1' }

let db: TestDatabase
let imports = 0
beforeAll(async () => {
  db = await createTestDatabase()
})
afterAll(() => db.close())
beforeEach(() => db.pool.query('TRUNCATE fact, campaign'))

function factOf(change: Partial<Fact>): Fact {
  return {
    source: 'google_ads',
    grain: 'ad',
    day: '2026-11-16',
    platform: 'Google Ads',
    accountId: '1',
    campaignId: 'c1',
    campaignName: 'Brand',
    adGroupId: 'g1',
    adGroupName: 'Exact',
    adId: 'a1',
    adName: 'One',
    currency: 'EUR',
    impressions: '100',
    clicks: '10',
    clickKind: '',
    spend: '1.25',
    conversions: '0.5',
    conversionsValue: null,
    reach: null,
    ...change,
  }
}

async function* inBatches(...batches: Fact[][]) {
  yield* batches
}

async function importFacts(...batches: Fact[][]): Promise<{ mayShareKeys: boolean; written: number }> {
  const importId = `imp_${++imports}`
  const { mayShareKeys } = await stageFacts(db, importId, inBatches(...batches))
  const merge = { importId, currency: 'EUR', clickKind: '', shared: mayShareKeys, replaceGrain: false }
  const written = await transaction(db, (tx) => mergeStaging(tx, TEAM, merge))
  await dropStaging(db, importId)
  return { mayShareKeys, written }
}

async function stored(): Promise<{ day: string; adId: string; spend: string | null }[]> {
  const { rows } = await db.pool.query(
    `SELECT day::text, ad_id AS "adId", trim_scale(spend)::text AS spend FROM fact ORDER BY day, ad_id`,
  )
  return rows
}

it('changes nothing when the same rows are imported again', async () => {
  const rows = [factOf({}), factOf({ adId: 'a2', spend: null })]
  await importFacts(rows)
  const before = await stored()

  expect((await importFacts(rows)).written).toBe(2)
  expect(await stored()).toEqual(before)
})

it('replaces rows of the same key and adds the others, whether or not their days were empty', async () => {
  await importFacts([factOf({}), factOf({ day: '2026-11-17' })])
  await importFacts([factOf({ day: '2026-11-17', spend: '9' }), factOf({ day: '2026-11-18' })])

  expect(await stored()).toEqual([
    { day: '2026-11-16', adId: 'a1', spend: '1.25' },
    { day: '2026-11-17', adId: 'a1', spend: '9' },
    { day: '2026-11-18', adId: 'a1', spend: '1.25' },
  ])
})

it('adds up rows that share a key, also where they stand far apart', async () => {
  const others = Array.from({ length: 3000 }, (_, row) => factOf({ adId: `b${row}`, spend: '0' }))
  const { mayShareKeys, written } = await importFacts([factOf({})], others, [factOf({ spend: '0.1' })])

  expect(mayShareKeys).toBe(true)
  expect(written).toBe(3001)
  expect((await stored())[0]).toEqual({ day: '2026-11-16', adId: 'a1', spend: '1.35' })
})

it('knows surely that no rows share a key where none do', async () => {
  const rows = Array.from({ length: 3000 }, (_, row) => factOf({ adId: `b${row}` }))

  expect(await importFacts(rows)).toEqual({ mayShareKeys: false, written: 3000 })
})

it('lets two imports of the same rows into empty days follow one another', async () => {
  const rows = Array.from({ length: 3000 }, (_, row) => factOf({ adId: `b${row}` }))
  const both = await Promise.all([importFacts(rows), importFacts(rows)])

  expect(both.map(({ written }) => written)).toEqual([3000, 3000])
  expect(await stored()).toHaveLength(3000)
})

it('sums up a staged file per campaign with exact amounts, and counts its keys', async () => {
  const rows = [
    factOf({}),
    factOf({ spend: '0.1' }),
    factOf({ day: '2026-11-18', campaignName: 'Generic', spend: '7' }),
  ]
  await stageFacts(db, 'imp_summed', inBatches(rows))

  expect(await summariseStaging(db, 'imp_summed')).toEqual([
    expect.objectContaining({
      campaign: 'Generic',
      rows: 1,
      spend: '7',
      firstDay: '2026-11-18',
      lastDay: '2026-11-18',
    }),
    expect.objectContaining({ campaign: 'Brand', rows: 2, spend: '1.35', clicks: '20', conversionsValue: null }),
  ])
  expect(await countKeys(db, 'imp_summed')).toBe(2)
})
