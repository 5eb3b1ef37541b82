import { existsSync, readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { TeamContext } from '../../../src/flows/context.ts'
import { answerSource, pauseSource } from '../../../src/flows/source/change-source.ts'
import type { WarehouseSettings } from '../../../src/ingest/sources/settings.ts'
import { openFlowStage } from '../../support/flow-stage.ts'
import { openWarehouse, sourcesFor } from '../../support/warehouse.ts'

// A warehouse is a real PostgreSQL here, with the tables as dbt_ad_reporting makes them.

const NOON = '2026-11-20T12:00:00Z'
const ONE = '2026-11-20T13:00:00Z'
const TWO = '2026-11-20T14:00:00Z'

let stage: Awaited<ReturnType<typeof openFlowStage>>
let warehouse: Awaited<ReturnType<typeof openWarehouse>>
let team: TeamContext
const opened: { close(): void }[] = []

beforeAll(async () => {
  stage = await openFlowStage(NOON)
  warehouse = await openWarehouse()
})
beforeEach(async () => {
  await warehouse.pool.query('TRUNCATE analytics.ad_reporting__campaign_report, analytics.ad_reporting__ad_report')
  team = await stage.makeTeam()
})
afterEach(() => {
  for (const each of opened.splice(0)) each.close()
})
afterAll(async () => {
  await warehouse.close()
  await stage.close()
})

function sources(...changes: Partial<WarehouseSettings>[]) {
  const made = sourcesFor(stage, team, warehouse.url, ...changes)
  opened.push(made)
  return made
}

describe('a warehouse with the tables of dbt', () => {
  it('brings its campaigns as they are, every hour, without asking anybody', async () => {
    await warehouse.add('2026-11-18', [{ campaign: 'Brand', spend: '100.10' }])
    await warehouse.add('2026-11-19', [
      { campaign: 'Brand', spend: '0.02' },
      { campaign: 'Generic', spend: null },
    ])
    const read = sources()

    expect(await read.at(NOON)).toMatchObject([{ kind: 'imported', rows: 3 }])
    expect(await stage.sums(team)).toMatchObject({ rows: '3', spend: '100.12', conversions: '1.5', value: null })
    const { source, health } = await read.standing(NOON)
    expect(health.state).toBe('working')
    expect(source).toMatchObject({ lastRows: 3, lastDay: '2026-11-19', nextRunAt: new Date(ONE) })

    expect(await read.at('2026-11-20T12:59:00Z')).toEqual([])
    await warehouse.pool.query(`UPDATE analytics.ad_reporting__campaign_report SET spend = 110 WHERE spend = 100.10`)
    expect(await read.at(ONE)).toMatchObject([{ kind: 'imported' }])
    expect(await stage.sums(team)).toMatchObject({ rows: '3', spend: '110.02' })
    expect(await read.told()).toEqual([])
  })

  it('is not imported again while nothing in it changes, until somebody else changes the numbers', async () => {
    await warehouse.add('2026-11-19', [{ campaign: 'Brand', spend: '5' }])
    const read = sources()
    await read.at(NOON)

    expect(await read.at(ONE)).toMatchObject([{ kind: 'unchanged', rows: 1 }])
    const other = await stage.stageFile(team, 'Date,Campaign,Spend\n2026-11-01,Other,1\n')
    await stage.confirm(team, other.id)
    expect(await read.at(TWO)).toMatchObject([{ kind: 'imported', rows: 1 }])
  })

  it('that has fewer rows than before takes them out here too, by day and platform, and says so', async () => {
    for (const day of ['2026-11-17', '2026-11-18', '2026-11-19'])
      await warehouse.add(day, [
        { campaign: 'Brand', spend: '10' },
        { campaign: 'Deleted', spend: '1' },
        { campaign: 'Deleted too', spend: '2' },
        { campaign: 'Prospecting', spend: '100', platform: 'meta_ads' },
      ])
    await warehouse.add('2026-09-01', [{ campaign: 'Deleted', spend: '5' }])
    const read = sources()
    await read.at(NOON)
    expect((await read.standing(NOON)).source.warnings.join()).not.toContain('gone')

    await warehouse.pool.query(
      `DELETE FROM analytics.ad_reporting__campaign_report WHERE campaign_name LIKE 'Deleted%' OR (platform = 'meta_ads' AND date_day = '2026-11-18')`,
    )
    expect(await read.at(ONE)).toMatchObject([{ kind: 'imported', rows: 5 }])

    // Three days of Brand and of Meta, whose one day without a row may be a load that failed, and what is older than the look-back.
    expect(await stage.sums(team)).toMatchObject({ rows: '7', spend: '335' })
    expect((await read.standing(ONE)).source.warnings.slice(0, 2)).toEqual([
      '6 rows of 3 days are gone from the source, so I took them out here too.',
      'Of meta_ads no row came for 1 day that was there. I left it as it was: see whether its load failed.',
    ])
    expect(await read.at(TWO)).toMatchObject([{ kind: 'unchanged' }])
    expect((await read.standing(TWO)).source.warnings[0]).toContain('6 rows of 3 days are gone')
  })

  it('takes out nothing that a file has brought since', async () => {
    await warehouse.add('2026-11-19', [
      { campaign: 'Brand', spend: '10' },
      { campaign: 'Filed', spend: '1' },
      { campaign: 'Gone', spend: '2' },
    ])
    const read = sources()
    await read.at(NOON)
    const file =
      'date_day,platform,account_id,account_name,campaign_id,campaign_name,spend\n2026-11-19,google_ads,123-456-7890,Acme,Filed,Filed,7\n'
    await stage.confirm(team, (await stage.stageFile(team, file)).id)

    await warehouse.pool.query(`DELETE FROM analytics.ad_reporting__campaign_report WHERE campaign_name <> 'Brand'`)
    expect(await read.at(ONE)).toMatchObject([{ kind: 'imported', rows: 1 }])

    const { rows } = await stage.ctx.db.pool.query(
      'SELECT campaign_id AS id, trim_scale(spend)::text AS spend FROM fact WHERE team_id = $1 ORDER BY 1',
      [team.team.id],
    )
    expect(rows).toEqual([
      { id: 'Brand', spend: '10' },
      { id: 'Filed', spend: '7' },
    ])
  })

  it('may say by its columns where each ad can be seen', async () => {
    await warehouse.pool.query(`INSERT INTO analytics.ad_reporting__ad_report (date_day, platform, campaign_name, ad_group_name, ad_name, spend, source_relation)
      VALUES ('2026-11-19', 'meta_ads', 'Prospecting', 'Founders', 'A', 1, 'https://fb.me/a')`)
    const columns = {
      date_day: 'date_day',
      platform: 'platform',
      campaign_name: 'campaign_name',
      ad_group_name: 'ad_group_name',
      ad_name: 'ad_name',
      ad_link: 'source_relation',
      spend: 'spend',
    }
    const read = sources({ query: 'SELECT * FROM analytics.ad_reporting__ad_report', columns })
    expect(await read.at(NOON)).toMatchObject([{ kind: 'imported' }])
    const { rows } = await stage.ctx.db.pool.query('SELECT ad_id, url FROM ad_link WHERE team_id = $1', [team.team.id])
    expect(rows).toEqual([{ ad_id: 'A', url: 'https://fb.me/a' }])
  })

  it('is read from thirty days before its latest day on, after the first time', async () => {
    await warehouse.add('2026-09-01', [{ campaign: 'Brand', spend: '7' }])
    await warehouse.add('2026-10-20', [{ campaign: 'Brand', spend: '8' }])
    await warehouse.add('2026-11-19', [{ campaign: 'Brand', spend: '9' }])
    const read = sources()
    expect(await read.at(NOON)).toMatchObject([{ rows: 3 }])

    await warehouse.pool.query('UPDATE analytics.ad_reporting__campaign_report SET spend = spend + 1')
    expect(await read.at(ONE)).toMatchObject([{ rows: 2 }])
    expect(await stage.sums(team)).toMatchObject({ spend: '26' })
  })

  it('brings ads instead, and nothing before a day, where it is configured so', async () => {
    await warehouse.pool.query(`INSERT INTO analytics.ad_reporting__ad_report (date_day, platform, campaign_name, ad_name, spend)
      VALUES ('2026-11-19', 'google_ads', 'Brand', 'A', 1), ('2026-11-19', 'google_ads', 'Brand', 'B', 2), ('2026-11-01', 'google_ads', 'Brand', 'A', 4)`)
    const read = sources({ report: 'ad', since: '2026-11-10' })

    expect(await read.at(NOON)).toMatchObject([
      { kind: 'imported', rows: 2, import: { preview: { reading: { grain: 'ad' } } } },
    ])
    expect(await stage.sums(team)).toMatchObject({ spend: '3' })
  })

  const example = new URL('../../../../shared/data/dbt_ad_report_example.csv', import.meta.url)
  it.skipIf(!existsSync(example))('brings the example of dbt to the cent (skipped: no ../shared)', async () => {
    const [header = '', ...lines] = readFileSync(example, 'utf8').trim().split('\n')
    for (const line of lines) {
      const cells = line.split(',').map((cell) => (cell === '' ? null : cell))
      await warehouse.pool.query(
        `INSERT INTO analytics.ad_reporting__ad_report (${header}) VALUES (${cells.map((_, at) => `$${at + 1}`).join(', ')})`,
        cells,
      )
    }

    expect(await sources({ report: 'ad' }).at(NOON)).toMatchObject([{ kind: 'imported', rows: 16 }])
    // The same sums as by dropping the file: the reference of known-files.test.ts.
    expect(await stage.sums(team)).toMatchObject({ rows: '16', spend: '2247.15', conversions: '201' })
  })
})

describe('a query of the user', () => {
  it('brings campaigns by its column map, with a platform where it names none', async () => {
    const query = `SELECT DATE '2026-11-19' AS tag, 'Brand "A", B' AS name, 12.5 AS kosten, 3 AS klicks; `
    const columns = { date_day: 'tag', campaign_name: 'name', spend: 'kosten', clicks: 'klicks' }

    expect(await sources({ query, columns, platform: 'Google Ads' }).at(NOON)).toMatchObject([
      { kind: 'imported', rows: 1 },
    ])
    expect(await stage.sums(team)).toMatchObject({ spend: '12.5', clicks: '3' })
    const { rows } = await stage.ctx.db.pool.query(
      'SELECT platform, campaign_name AS name FROM campaign WHERE team_id = $1',
      [team.team.id],
    )
    expect(rows).toEqual([{ platform: 'Google Ads', name: 'Brand "A", B' }])
  })

  it('brings CRM objects by its funnel map, each stage on its day', async () => {
    const query = `SELECT * FROM (VALUES
      (1, TIMESTAMPTZ '2026-11-02 23:30+00', NULL::timestamptz, NULL::numeric, 'google', 'cpc', DATE '2026-11-03'),
      (2, TIMESTAMPTZ '2026-11-03 10:00+00', TIMESTAMPTZ '2026-11-10 10:00+00', 900.00, '', '', DATE '2026-11-10'))
      AS deal (id, created, closed, value, source, medium, changed)`
    const columns = {
      object_id: 'id',
      lead_at: 'created',
      won_at: 'closed',
      amount: 'value',
      utm_source: 'source',
      utm_medium: 'medium',
      updated_at: 'changed',
    }
    const read = sources({ name: 'crm', query, columns })

    const [ran] = await read.at(NOON)
    expect(ran).toMatchObject({ kind: 'imported', rows: 2, import: { preview: { objects: { wonAmount: '900' } } } })
    const { rows } = await stage.ctx.db.pool.query(
      `SELECT object_id AS id, (lead_at AT TIME ZONE 'Europe/Berlin')::date::text AS lead, won_at IS NOT NULL AS won
       FROM funnel_record WHERE team_id = $1 ORDER BY 1`,
      [team.team.id],
    )
    expect(rows).toEqual([
      { id: '1', lead: '2026-11-03', won: false },
      { id: '2', lead: '2026-11-03', won: true },
    ])
  })

  it('changes nothing in the warehouse, and is one statement only', async () => {
    await warehouse.pool.query('CREATE SEQUENCE IF NOT EXISTS analytics.counter')
    const columns = { date_day: 'day', spend: 'n' }
    const changing = `SELECT DATE '2026-11-19' AS day, nextval('analytics.counter') AS n`
    const several = `SELECT DATE '2026-11-19' AS day, 1 AS n) AS q; COMMIT; DROP TABLE analytics.ad_reporting__ad_report; SELECT * FROM (SELECT 1`

    expect(await sources({ query: changing, columns }).at(NOON)).toMatchObject([
      { kind: 'failed', problem: { code: 'refused', sentence: expect.stringContaining('I only read') } },
    ])
    expect(await sources({ name: 'several', query: several, columns }).at(NOON)).toMatchObject([{ kind: 'failed' }])
    await warehouse.pool.query('SELECT FROM analytics.ad_reporting__ad_report')
    expect(await stage.sums(team)).toMatchObject({ rows: '0' })
  })
})

describe('what cannot be imported is refused with a sentence, and the lead is told once', () => {
  const DAY = `SELECT DATE '2026-11-19' AS day, 1 AS spend`
  const columns = { date_day: 'day', spend: 'spend' }
  it.each<[string, Partial<WarehouseSettings>, string]>([
    [
      'more rows than the cap',
      { query: `${DAY} FROM generate_series(1, 30)`, columns, mostRows: 20 },
      'more than 20 rows',
    ],
    [
      'two currencies',
      { query: `${DAY}, 'EUR' AS c UNION ALL ${DAY}, 'USD'`, columns: { ...columns, currency: 'c' } },
      'currencies (EUR in 1 row, USD in 1, first on row 2)',
    ],
    [
      'a currency that is not the team’s',
      { query: `${DAY}, 'USD' AS c`, columns: { ...columns, currency: 'c' } },
      'It is in USD',
    ],
    ['no table of dbt', { schema: 'public' }, 'I see no table ad_reporting__campaign_report in the schema public'],
    ['a column that is not there', { query: DAY, columns: { ...columns, clicks: 'klicks' } }, 'klicks does not exist'],
    ['an empty table', {}, 'There is no row in analytics.ad_reporting__campaign_report'],
    [
      'a day that is none',
      { query: `SELECT 'soon' AS day, 1 AS spend`, columns },
      'invalid input syntax for type date',
    ],
  ])('%s', async (_, change, words) => {
    const read = sources(change)

    expect(await read.at(NOON)).toMatchObject([
      { kind: 'failed', problem: { code: 'refused', sentence: expect.stringContaining(words) } },
    ])
    await read.at(ONE)
    await read.at(TWO)
    expect(await read.told()).toEqual(['U0MARA: refused'])
    expect(await stage.sums(team)).toMatchObject({ rows: '0' })
    expect((await read.standing(TWO)).source).toMatchObject({ failures: 3, failingSince: new Date(NOON) })
  })

  it('tells once that it works again', async () => {
    const read = sources()
    await read.at(NOON)
    await warehouse.add('2026-11-19', [{ campaign: 'Brand', spend: '5' }])

    expect(await read.at(ONE)).toMatchObject([{ kind: 'imported' }])
    await read.at(TWO)
    expect(await read.told()).toEqual(['U0MARA: refused', 'U0MARA: working'])
  })

  it('tells of a warehouse that is away only when it stays away, and tries again soon, without its address', async () => {
    const away = sourcesFor(stage, team, 'postgresql://reader:hunter2@127.0.0.1:1/dwh')
    opened.push(away)

    const [ran] = await away.at(NOON)
    expect(ran).toMatchObject({ kind: 'failed', problem: { code: 'unreachable' } })
    expect(JSON.stringify(ran)).not.toMatch(/hunter2|127\.0\.0\.1|reader/)
    await away.at('2026-11-20T12:10:00Z')
    expect(await away.told()).toEqual([])
    await away.at('2026-11-20T12:20:00Z')
    await away.at('2026-11-20T12:30:00Z')
    expect(await away.told()).toEqual(['U0MARA: unreachable'])
  })

  it.each([
    ['user', (url: string) => url.replace('app@', 'stranger:hunter2@')],
    ['database', (url: string) => url.replace(/\/test_\w+/, '/elsewhere')],
  ])('says that the %s of the address is refused, and not which it is', async (_, change) => {
    const refused = sourcesFor(stage, team, change(warehouse.url))
    opened.push(refused)

    const [ran] = await refused.at(NOON)
    expect(ran).toMatchObject({
      problem: { code: 'refused', sentence: expect.stringContaining('refuses the user, the password or the database') },
    })
    expect(JSON.stringify(ran)).not.toMatch(/hunter2|stranger|elsewhere/)
  })

  it('refuses a name that is there in two schemas, because one of them is not meant', async () => {
    await warehouse.pool.query(
      'CREATE SCHEMA dev; CREATE TABLE dev.ad_reporting__campaign_report (date_day date, spend int)',
    )
    try {
      expect(await sources().at(NOON)).toMatchObject([
        { problem: { sentence: expect.stringContaining('(analytics, dev)') } },
      ])
    } finally {
      await warehouse.pool.query('DROP SCHEMA dev CASCADE')
    }
  })
})

describe('days that are there already', () => {
  const byFile = async (text: string) => {
    const staged = await stage.stageFile(team, text)
    await stage.confirm(team, staged.id)
  }
  const GOOGLE = 'Day,Campaign,Campaign ID,Impr.,Clicks,Cost\n2026-11-19,Brand,1,1000,10,50.00\n'

  it('from a file of the same platform are not counted twice: the source asks, and keeps to the answer', async () => {
    await byFile(GOOGLE)
    await warehouse.add('2026-11-19', [{ campaign: 'Brand', spend: '51' }])
    await warehouse.add('2026-11-18', [{ platform: 'facebook_ads', campaign: 'Social', spend: '7' }])
    const read = sources()

    expect(await read.at(NOON)).toMatchObject([
      {
        kind: 'failed',
        problem: {
          code: 'asking',
          sentence: expect.stringMatching(
            /1 day of Google Ads .* is there from another kind of export \(google_ads: 1 row, €50\.00\)/,
          ),
        },
      },
    ])
    await read.at(ONE)
    expect(await stage.sums(team)).toMatchObject({ spend: '50' })
    expect(await read.told()).toEqual(['U0MARA: asking'])

    const { source } = await read.standing(ONE)
    await answerSource(team, source.id, 'overlap', 'replace')
    expect(await read.at(TWO)).toMatchObject([{ kind: 'imported' }])
    expect(await stage.sums(team)).toMatchObject({ rows: '2', spend: '58' })

    // A person who drops the file again is asked too, and the warehouse keeps its word an hour later.
    const again = await stage.stageFile(team, GOOGLE)
    expect(again).toMatchObject({ state: 'asking', preview: { questions: [{ key: 'overlap' }] } })
  })

  it('from another account of the platform are other traffic', async () => {
    await byFile('Day,Customer ID,Campaign,Impr.,Cost\n2026-11-19,999-999-9999,Brand,1000,50.00\n')
    await warehouse.add('2026-11-19', [{ campaign: 'Brand', spend: '51' }])

    expect(await sources().at(NOON)).toMatchObject([{ kind: 'imported' }])
    expect(await stage.sums(team)).toMatchObject({ spend: '101' })
  })

  it('at another grain are asked about as well', async () => {
    await byFile('date_day,platform,campaign_name,ad_name,spend\n2026-11-19,google_ads,Brand,A,50\n')
    await warehouse.add('2026-11-19', [{ campaign: 'Brand', spend: '51' }])
    const read = sources()

    expect(await read.at(NOON)).toMatchObject([{ problem: { code: 'asking', questions: [{ key: 'grain' }] } }])
    await answerSource(team, (await read.standing(NOON)).source.id, 'grain', 'replace')
    await read.at(ONE)
    expect(await stage.sums(team)).toMatchObject({ rows: '1', spend: '51' })
  })
})

describe('reading on the clock', () => {
  it('is done once by any number of processes, and not at all while paused', async () => {
    await warehouse.add('2026-11-19', [{ campaign: 'Brand', spend: '5' }])
    const [one, two, three] = [sources(), sources(), sources()]

    const ran = (await Promise.all([one, two, three].map(async (each) => await each.at(NOON)))).flat()
    expect(ran).toHaveLength(1)
    await pauseSource(team, (await one.standing(NOON)).source, 'pause')
    expect(await one.at(TWO)).toEqual([])
  })

  it('gives a slow warehouse up in time, and reads the others meanwhile', async () => {
    await warehouse.add('2026-11-19', [{ campaign: 'Brand', spend: '5' }])
    const slow = {
      name: 'slow',
      query: `SELECT DATE '2026-11-19' AS day, 1 AS spend FROM pg_sleep(20)`,
      columns: { date_day: 'day', spend: 'spend' },
      timeoutSeconds: 1,
    }
    const read = sources(slow, {})

    const began = performance.now()
    const ran = await read.at(NOON)
    expect(performance.now() - began).toBeLessThan(8_000)
    expect(ran).toMatchObject([
      { name: 'slow', problem: { code: 'timeout' } },
      { name: 'warehouse', kind: 'imported' },
    ])
  })

  it('is due again at once when the process is told to stop in the middle', async () => {
    const slow = {
      query: `SELECT DATE '2026-11-19' AS day, 1 AS spend FROM pg_sleep(20)`,
      columns: { date_day: 'day', spend: 'spend' },
    }
    const read = sources(slow)
    const running = read.at(NOON)
    await expect
      .poll(
        async () =>
          (await warehouse.pool.query(`SELECT FROM pg_stat_activity WHERE query LIKE 'FETCH%' AND state = 'active'`))
            .rowCount,
      )
      .toBe(1)
    read.stop()

    expect(await running).toMatchObject([{ kind: 'given up' }])
    const { source } = await read.standing(NOON)
    expect(source).toMatchObject({ leaseUntil: null, nextRunAt: new Date(NOON), failures: 0 })
    expect(await read.told()).toEqual([])
  })

  it('says once that a warehouse brings nothing new any more', async () => {
    await warehouse.add('2026-11-19', [{ campaign: 'Brand', spend: '5' }])
    const read = sources()
    await read.at(NOON)

    await read.at('2026-11-25T12:00:00Z')
    await read.at('2026-11-25T13:00:00Z')
    expect(await read.told()).toEqual(['U0MARA: stale'])
    await warehouse.add('2026-11-24', [{ campaign: 'Brand', spend: '5' }])
    await read.at('2026-11-25T14:00:00Z')
    expect(await read.told()).toEqual(['U0MARA: stale', 'U0MARA: working'])
  })
})
