import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ChannelRule } from '../../src/domain/team.ts'
import type { TeamContext } from '../../src/flows/context.ts'
import { setUpTeam } from '../../src/flows/set-up-team.ts'
import { dropStaging } from '../../src/store/fact/staging.ts'
import { readChannelSums } from '../../src/store/fact/weekly-sums.ts'
import { type FlowStage, openFlowStage } from '../support/flow-stage.ts'
import { PLAN } from '../support/team-plan.ts'

let stage: FlowStage
beforeAll(async () => {
  stage = await openFlowStage('2026-11-23T12:00:00Z')
})
afterAll(async () => {
  await stage.close()
})

const DATA = fileURLToPath(new URL('../../../shared/data/', import.meta.url))
const fixture = (name: string) => ({ path: fileURLToPath(new URL(`../fixtures/exports/${name}.csv`, import.meta.url)) })

async function importText(ctx: TeamContext, file: string | { path: string }) {
  const { id, preview } = await stage.stageFile(ctx, file)
  await stage.confirm(ctx, id)
  return preview
}

/** The funnel as it stands: an object a line, with the channel's key, the days in the team's zone and the amount. */
async function funnel({ team, db }: TeamContext): Promise<string[]> {
  const day = (stageName: string) => `'${stageName} ' || to_char(${stageName}_at AT TIME ZONE 'Europe/Berlin', 'MM-DD')`
  const days = ['lead', 'mql', 'sql', 'opportunity', 'won', 'lost'].map(day).join(', ')
  const { rows } = await db.pool.query<{ line: string }>(
    `SELECT concat_ws(' · ', object_id, coalesce(channel.key, '-'), ${days}, amount::text || currency) AS line
     FROM funnel_record f LEFT JOIN channel ON channel.team_id = f.team_id AND channel.id = f.channel_id
     WHERE f.team_id = $1 ORDER BY f.source, object_id`,
    [team.id],
  )
  return rows.map(({ line }) => line)
}

describe('a file of CRM objects', () => {
  it('says what it holds before anything changes, and is then one row an object, in its channel and in the days of the team', async () => {
    const ctx = await stage.makeTeam()
    const { id, preview } = await stage.stageFile(ctx, fixture('crm-objects'))
    expect(await funnel(ctx)).toEqual([])

    expect(preview).toMatchObject({
      rowsRead: 7,
      rowsKept: 4,
      rowsMerged: 0,
      firstDay: '2026-11-02',
      lastDay: '2026-11-20',
      objects: {
        stages: [
          { stage: 'lead', objects: 4, firstDay: '2026-11-02', lastDay: '2026-11-06' },
          { stage: 'mql', objects: 2, firstDay: '2026-11-03', lastDay: '2026-11-04' },
          { stage: 'sql', objects: 1, firstDay: '2026-11-05', lastDay: '2026-11-05' },
          { stage: 'opportunity', objects: 1, firstDay: '2026-11-09', lastDay: '2026-11-09' },
          { stage: 'won', objects: 2, firstDay: '2026-11-05', lastDay: '2026-11-20' },
          { stage: 'lost', objects: 1, firstDay: '2026-11-18', lastDay: '2026-11-18' },
        ],
        wonAmount: '12080.75',
        there: 0,
        unassigned: {
          objects: 2,
          values: [
            { field: 'utm_source', value: 'newsletter', objects: 1 },
            { field: 'utm_source', value: 'partner-blog', objects: 1 },
          ],
        },
      },
    })
    expect(preview.warnings).toContain(
      '1 object was won on an earlier day than the one of becoming a lead (such as A-4). Kept as it is said.',
    )
    await stage.confirm(ctx, id)
    expect(await funnel(ctx)).toEqual([
      'A-1 · paid-search · lead 11-02 · mql 11-03 · sql 11-05 · opportunity 11-09 · won 11-20 · 12000.50EUR',
      'A-2 · paid-social · lead 11-03 · mql 11-04',
      'A-3 · - · lead 11-04 · lost 11-18',
      'A-4 · - · lead 11-06 · won 11-05 · 80.25EUR',
    ])
  })

  it('changes nothing the second time', async () => {
    const ctx = await stage.makeTeam()
    await importText(ctx, fixture('crm-objects'))
    const before = await funnel(ctx)
    const again = await importText(ctx, fixture('crm-objects'))

    expect(again.objects).toMatchObject({ there: 4, changed: 0 })
    expect(again.warnings[0]).toContain('This very file was imported before')
    expect(await funnel(ctx)).toEqual(before)
  })

  it('restates what it reports, and takes nothing away that it does not report', async () => {
    const ctx = await stage.makeTeam()
    await importText(ctx, 'id,lead_at,sql_at,amount,utm_source,utm_medium\n1,2026-11-02,2026-11-05,10.50,google,cpc\n')
    const { objects } = await importText(
      ctx,
      'id,lead_at,won_at,amount\n1,2026-11-03,2026-11-20,12.75\n2,2026-11-04,,\n',
    )

    expect(objects).toMatchObject({ there: 1, changed: 1 })
    expect(await funnel(ctx)).toEqual([
      '1 · paid-search · lead 11-03 · sql 11-05 · won 11-20 · 12.75EUR',
      '2 · - · lead 11-04',
    ])
  })

  it('finds what changed and nothing else, to the millisecond', async () => {
    const ctx = await stage.makeTeam()
    await importText(ctx, 'id,lead_at\n1,2026-11-02T09:15:00.123Z\n2,2026-11-02T09:15:00.123Z\n')
    const { objects } = await importText(
      ctx,
      'id,lead_at\n1,2026-11-02T10:15:00.123+01:00\n2,2026-11-02T09:15:00.124Z\n',
    )

    expect(objects).toMatchObject({ there: 2, changed: 1 })
  })

  it('no longer has a deal as won that was reopened, or lost', async () => {
    const ctx = await stage.makeTeam()
    const deals = (rows: string) => `Record ID,Deal Stage,Amount,Create Date,Close Date\n${rows}`
    await importText(
      ctx,
      deals(
        '1,closedwon,5,2026-11-02,2026-11-09\n2,Closed Lost,5,2026-11-02,2026-11-10\n3,Closed Won,5,2026-11-02,2026-11-11\n',
      ),
    )
    await importText(
      ctx,
      deals(
        '1,Negotiation,5,2026-11-02,2026-12-09\n2,Closed Won,5,2026-11-02,2026-11-20\n3,closedlost,5,2026-11-02,2026-11-21\n',
      ),
    )

    expect(await funnel(ctx)).toEqual([
      '1 · - · opportunity 11-02 · 5.00EUR',
      '2 · - · opportunity 11-02 · won 11-20 · 5.00EUR',
      '3 · - · opportunity 11-02 · lost 11-21 · 5.00EUR',
    ])
  })

  it('takes the last row that says something where an object stands on several', async () => {
    const ctx = await stage.makeTeam()
    const preview = await importText(
      ctx,
      'id,lead_at,mql_at,amount\n1,2026-11-02,2026-11-04,1.10\n2,2026-11-02,,\n1,2026-11-03,,2.20\n',
    )

    expect(preview).toMatchObject({ rowsKept: 3, rowsMerged: 1 })
    expect(await funnel(ctx)).toEqual(['1 · - · lead 11-03 · mql 11-04 · 2.20EUR', '2 · - · lead 11-02'])
  })

  it('is refused in another currency than the team, and where two are in it', async () => {
    const ctx = await stage.makeTeam()
    const file = (rows: string) => `id,lead_at,amount,currency\n${rows}`

    await expect(stage.stageFile(ctx, file('1,2026-11-02,5,USD\n'))).rejects.toThrow('That file is in USD; ')
    await expect(stage.stageFile(ctx, file('1,2026-11-02,5,EUR\n2,2026-11-02,5,USD\n'))).rejects.toThrow(
      'has two currencies',
    )
    expect(await funnel(ctx)).toEqual([])
  })

  it('imports nothing where its rows are gone', async () => {
    const ctx = await stage.makeTeam()
    const { id } = await stage.stageFile(ctx, fixture('crm-objects'))
    await dropStaging(ctx.db, id)

    await expect(stage.confirm(ctx, id)).rejects.toThrow('are gone')
    expect(await funnel(ctx)).toEqual([])
  })

  it('asks which export counts where contacts and deals both know of the same customers', async () => {
    const ctx = await stage.makeTeam()
    await importText(ctx, fixture('hubspot-contacts'))
    const asked = await stage.stageFile(ctx, fixture('hubspot-deals'))

    expect(asked.state).toBe('asking')
    expect(asked.preview.questions[0]?.ask).toBe(
      'Around the days of this file another export already counts 1 opportunity (HubSpot contacts), 1 won (HubSpot contacts). If these are the same people or deals, they would count twice. Leave opportunities, won of this file out?',
    )
    expect(asked.preview.questions[0]).toMatchObject({
      key: 'leaveOutStages',
      options: [
        { value: 'opportunity,won', label: 'Leave out opportunities, won' },
        { value: '', label: 'Count both' },
      ],
    })
    const better = await stage.stageFile(ctx, fixture('hubspot-deals'), { leaveOutStages: ['opportunity', 'won'] })
    expect(better.preview.objects?.stages.map(({ stage: reached }) => reached)).toEqual(['lost'])
    expect((await stage.stageFile(ctx, fixture('hubspot-deals'), { leaveOutStages: [] })).state).toBe('ready')
  })

  it('shows in the scoreboard, in the channels it came from', async () => {
    const ctx = await stage.makeTeam()
    await importText(ctx, fixture('hubspot-deals'))
    const sums = await readChannelSums(ctx.db, ctx.team, '2026-11-16', '2026-11-22')
    const search = ctx.team.channels.find(({ key }) => key === 'paid-search')?.id

    expect(sums.find(({ channelId }) => channelId === search)?.sums).toMatchObject({
      won: 1,
      wonAmount: 12_000.5,
      opportunities: 0,
      // No file has dated a lead: how many there were is unknown, and not 0.
      leads: null,
    })
  })
})

describe('the rules of a team', () => {
  it('move the objects that are there, when they change', async () => {
    const ctx = await stage.makeTeam()
    await importText(
      ctx,
      'id,lead_at,source,utm_source\n1,2026-11-02,Trade show,\n2,2026-11-02,,Newsletter\n3,2026-11-02,,\n',
    )
    expect(await funnel(ctx)).toEqual(['1 · - · lead 11-02', '2 · - · lead 11-02', '3 · - · lead 11-02'])

    const { key, name, conversationId } = ctx.team
    const channels = [
      channel('events', { field: 'source', contains: 'trade_show' }),
      channel('mail', { field: 'utm_source', contains: 'newsletter' }),
    ]
    await setUpTeam(ctx, { ...PLAN, key, name, conversationId, channels, targets: [] }, ctx.team)
    expect(await funnel(ctx)).toEqual(['1 · events · lead 11-02', '2 · mail · lead 11-02', '3 · - · lead 11-02'])
  })
})

if (!existsSync(DATA)) console.log('skipped: no ../shared')

describe.skipIf(!existsSync(DATA))('a real funnel (skipped: no ../shared, where that folder is missing)', () => {
  it('comes in two files, leads and then won, which meet by their id', async () => {
    const ctx = await stage.makeTeam()
    const leads = await importText(ctx, { path: `${DATA}olist_mql.csv` })
    expect(leads).toMatchObject({ rowsRead: 8000, rowsKept: 8000, firstDay: '2017-06-14', lastDay: '2018-05-31' })
    expect(leads.objects?.stages).toEqual([
      { stage: 'lead', objects: 8000, firstDay: '2017-06-14', lastDay: '2018-05-31' },
    ])
    // Paid search is a channel of the team: the source that is called so belongs to it, with no rule.
    expect(leads.objects?.unassigned.objects).toBe(8000 - 1586)
    expect(leads.objects?.unassigned.values).toHaveLength(10)

    const won = await importText(ctx, { path: `${DATA}olist_closed_deals.csv` })
    expect(won.objects).toMatchObject({
      there: 842,
      changed: 842,
      stages: [{ stage: 'won', objects: 842, firstDay: '2017-12-05' }],
    })
    expect(won.warnings[0]).toContain('1 object was won on an earlier day')

    const { rows } = await ctx.db.pool.query<{ line: string }>(
      `SELECT concat_ws(' ', lead_source, count(*), count(won_at)) AS line FROM funnel_record WHERE team_id = $1
       GROUP BY lead_source HAVING lead_source NOT IN ('other', 'display', 'other publicities') ORDER BY count(*) DESC`,
      [ctx.team.id],
    )
    expect(rows.map(({ line }) => line)).toEqual([
      'organic search 2296 271',
      'paid search 1586 195',
      'social 1350 75',
      'unknown 1099 179',
      'direct traffic 499 56',
      'email 493 15',
      'referral 284 24',
      ' 60 14',
    ])
  })
})

function channel(key: string, rule: ChannelRule) {
  return { key, name: key, job: null, ownerUserId: null, delegateUserId: null, rules: [rule] }
}
