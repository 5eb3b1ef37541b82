import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Design } from '../../src/domain/experiment/experiment.ts'
import type { ArmNumbers } from '../../src/domain/experiment/reading.ts'
import { shiftDay } from '../../src/domain/week.ts'
import type { TeamContext } from '../../src/flows/context.ts'
import { readDueTests, readNumbers } from '../../src/flows/experiment/read-numbers.ts'
import { beginResult } from '../../src/flows/experiment/read-result.ts'
import { recordReading } from '../../src/flows/experiment/record-reading.ts'
import { findTeamHere } from '../../src/flows/find-team.ts'
import { listReadings } from '../../src/store/experiment/readings.ts'
import { adDaysCsv, everyDay } from '../support/ad-days.ts'
import { type FlowStage, openFlowStage } from '../support/flow-stage.ts'
import { DESIGN, insertTest } from '../support/tests.ts'
import { HILLSTROM } from '../support/units-csv.ts'

let stage: FlowStage
beforeAll(async () => {
  stage = await openFlowStage()
})
afterAll(async () => {
  await stage.close()
})

const at = (ctx: TeamContext, instant: string): TeamContext => ({ ...ctx, now: new Date(instant) })

const THIRDS: Partial<Design> = {
  arms: HILLSTROM.map(({ name }, arm) => ({ key: `arm-${arm}`, name, share: 1 / 3, matches: null })),
  guardrails: [],
}
const BOUGHT: ArmNumbers[] = HILLSTROM.map(({ units, did }, arm) => ({
  arm: `arm-${arm}`,
  primary: { kind: 'proportion', units, events: did[1] ?? 0 },
  guardrails: [],
}))

describe('a reading', () => {
  it("of Hillstrom's e-mail test gives the z and p that are known of it", async () => {
    const ctx = await stage.makeTeam()
    const { id } = await insertTest(ctx, {}, THIRDS)
    const taken = at(ctx, '2026-11-23T10:00:00Z')
    const reading = await recordReading(taken, id, { source: 'units', dataThrough: '2026-11-22', arms: BOUGHT })

    const [mens, womens] = reading!.result.arms
    expect(mens?.z?.z).toBeCloseTo(7.3851, 4)
    expect(mens?.z?.p).toBeCloseTo(1.52e-13, 15)
    expect(womens?.z?.z).toBeCloseTo(3.7796, 4)
    expect(womens?.z?.p).toBeCloseTo(1.571e-4, 7)
    expect(reading!.result.split).toMatchObject({ state: 'healthy' })
  })

  it('goes on from the latest day that was counted, also after the window', async () => {
    const ctx = await stage.makeTeam()
    const { id } = await insertTest(ctx, {}, THIRDS)
    const later = at(ctx, '2026-11-30T10:00:00Z')
    expect(await beginResult(later, id)).toMatchObject({ through: '2026-11-22', before: null })
    await recordReading(later, id, { source: 'units', dataThrough: '2026-11-27', arms: BOUGHT })

    expect(await beginResult(later, id)).toMatchObject({ through: '2026-11-27', before: '2026-11-27' })
  })

  it('is refused before the launch and after the decision, and for days that cannot be', async () => {
    const ctx = await stage.makeTeam()
    const idea = await insertTest(ctx, { state: 'ready', startsOn: null })
    const decided = await insertTest(ctx, { state: 'decided' })
    const running = await insertTest(ctx)
    const counted = { source: 'typed' as const, dataThrough: '2026-11-15', arms: [] }

    await expect(recordReading(ctx, idea.id, counted)).rejects.toThrow('T-1 takes no results: it has not started.')
    await expect(recordReading(ctx, decided.id, counted)).rejects.toThrow('T-2 takes no results: it is decided.')
    const early = { ...counted, dataThrough: '2026-11-01' }
    await expect(recordReading(ctx, running.id, early)).rejects.toMatchObject({ fields: { through: /Mon 2 Nov/ } })
    const late = { ...counted, dataThrough: '2026-11-19' }
    await expect(recordReading(ctx, running.id, late)).rejects.toMatchObject({ fields: { through: /still to come/ } })
  })
})

const SPLIT_BY_NAME: Partial<Design> = {
  unit: 'campaign',
  arms: [
    { key: 'a', name: 'Old', share: 0.5, matches: '[old]' },
    { key: 'b', name: 'New', share: 0.5, matches: '[NEW]' },
  ],
}

async function fresh(ctx: TeamContext): Promise<TeamContext> {
  return { ...ctx, team: (await findTeamHere(ctx, ctx.team.conversationId)) ?? ctx.team }
}

const LEAD_RATE: Design['metric'] = {
  measure: 'lead_rate',
  name: 'Leads per click',
  kind: 'proportion',
  better: 'higher',
  baseline: 0.02,
  spread: null,
}

/** Ten leads a day from the old campaign and twenty from the new one; of ten four become an MQL and two an SQL, on the same day. */
async function withLeads(ctx: TeamContext, to: string): Promise<void> {
  const rows: string[] = []
  for (let day = '2026-10-26'; day <= to; day = shiftDay(day, 1))
    for (let lead = 0; lead < 30; lead++) {
      const [mql, sql] = [lead % 10 < 4 ? day : '', lead % 10 < 2 ? day : '']
      rows.push(
        [`${day}-${lead}`, day, mql, sql, lead < 10 ? 'search [old]' : 'search [new]', 'google', 'cpc'].join(','),
      )
    }
  const text = `${['object_id,lead_at,mql_at,sql_at,campaign,utm_source,utm_medium', ...rows].join('\n')}\n`
  await stage.confirm(ctx, (await stage.stageFile(ctx, text)).id)
}

async function withNumbers(ctx: TeamContext, to: string): Promise<void> {
  const day = { impressions: 10_000, spend: 100 }
  const old = everyDay('2026-10-26', to, { ...day, campaign: 'Search [Old]', clicks: 500, conversions: 20 })
  const now = everyDay('2026-10-26', to, { ...day, campaign: 'Search [new]', clicks: 510, conversions: 30 })
  const { id } = await stage.stageFile(ctx, adDaysCsv([...old, ...now]))
  await stage.confirm(ctx, id)
}

describe('a test whose arms are campaigns', () => {
  it('is read by itself once a week, as soon as the week is complete', async () => {
    const ctx = await stage.makeTeam()
    const { id } = await insertTest(ctx, {}, SPLIT_BY_NAME)
    await withNumbers(ctx, '2026-11-14')
    const monday = at(ctx, '2026-11-16T08:00:00Z')
    expect(await readDueTests(monday)).toEqual([])

    await withNumbers(ctx, '2026-11-15')
    const taken = await Promise.all([readDueTests(monday), readDueTests(monday)])
    expect(taken.flat()).toHaveLength(1)
    expect(await readDueTests(at(ctx, '2026-11-18T08:00:00Z'))).toEqual([])

    const [reading] = await listReadings(ctx.db.prisma, ctx.team, id)
    expect(reading).toMatchObject({ source: 'numbers', dataThrough: '2026-11-15' })
    expect(reading!.arms.map(({ primary }) => primary)).toEqual([
      { kind: 'proportion', units: 7_000, events: 280 },
      { kind: 'proportion', units: 7_140, events: 420 },
    ])
  })

  it('is read a last time when its late conversions have landed, without the days after its end', async () => {
    const ctx = await stage.makeTeam()
    const { id } = await insertTest(ctx, { state: 'decision_due' }, { ...SPLIT_BY_NAME, maturityDays: 3 })
    await withNumbers(ctx, '2026-11-25')
    expect(await readDueTests(at(ctx, '2026-11-25T08:00:00Z'))).toMatchObject([{ dataThrough: '2026-11-22' }])
    expect(await readDueTests(at(ctx, '2026-11-26T08:00:00Z'))).toMatchObject([{ dataThrough: '2026-11-25' }])
    expect(await readDueTests(at(ctx, '2026-12-07T08:00:00Z'))).toEqual([])

    const [, last] = await listReadings(ctx.db.prisma, ctx.team, id)
    expect(last!.arms[0]!.primary).toMatchObject({ units: 500 * 21 })
    expect(last!.result.progress.phase).toBe('end')
  })

  it('is read by the leads of its campaigns, with SQL rate, CPL and cost per SQL as guardrails', async () => {
    const ctx = await stage.makeTeam()
    const guardrails = [
      { measure: 'sql_rate', name: 'SQL rate', kind: 'proportion', better: 'higher', margin: 0.05 },
      { measure: 'cpl', name: 'CPL', kind: 'ratio', better: 'lower', margin: 0.05 },
      { measure: 'cost_per_sql', name: 'Cost per SQL', kind: 'ratio', better: 'lower', margin: 0.05 },
    ] as const
    const { id } = await insertTest(ctx, {}, { ...SPLIT_BY_NAME, metric: LEAD_RATE, guardrails: [...guardrails] })
    await withNumbers(ctx, '2026-11-15')
    await expect(readNumbers(ctx, id, '2026-11-15')).rejects.toThrow(
      'Nothing in the CRM since T-1 began says a campaign with "[old]", "[NEW]" in its name. The CRM counts leads by campaign, so ad sets and ads cannot be told apart.',
    )
    await withLeads(ctx, '2026-11-14')
    await expect(readNumbers(at(ctx, '2026-11-18T08:00:00Z'), id, '2026-11-15')).rejects.toThrow(
      'Our numbers end on Sat 14 Nov.',
    )
    await withLeads(ctx, '2026-11-15')
    const caughtUp = await fresh(ctx)
    const reading = await readNumbers(caughtUp, id, '2026-11-15')

    expect(reading.arms[0]).toMatchObject({
      primary: { kind: 'proportion', units: 7_000, events: 140 },
      guardrails: [
        { kind: 'proportion', units: 56, events: 28 },
        { kind: 'ratio', units: 14, top: 1_400, bottom: 140 },
        { kind: 'ratio', units: 14, top: 1_400, bottom: 28 },
      ],
    })
    expect(reading.arms[1]).toMatchObject({
      primary: { units: 7_140, events: 280 },
      guardrails: [{ units: 112 }, {}, {}],
    })
    expect(await readDueTests(at(caughtUp, '2026-11-16T08:00:00Z'))).toHaveLength(1)
  })

  it('whose letters are those of ads cannot be read by leads, which the CRM counts by campaign', async () => {
    const ctx = await stage.makeTeam()
    const arms = SPLIT_BY_NAME.arms!.map((arm, at) => ({ ...arm, matches: at === 0 ? '[old]' : 'founder-video' }))
    const { id } = await insertTest(ctx, {}, { ...SPLIT_BY_NAME, arms, metric: LEAD_RATE })
    await withNumbers(ctx, '2026-11-15')
    await withLeads(ctx, '2026-11-15')
    await expect(readNumbers(ctx, id, '2026-11-15')).rejects.toThrow(
      'No campaign with "founder-video" in its name has numbers since T-1 began. The CRM counts leads by campaign, so ad sets and ads cannot be told apart. Amend the letters, or type its numbers.',
    )
  })

  it('gives a guardrail that the platforms do not report no data, and a cost its days as units', async () => {
    const ctx = await stage.makeTeam()
    const cost = {
      measure: 'cost_per_conversion',
      name: 'Cost per conversion',
      kind: 'ratio',
      better: 'lower',
    } as const
    const sqls = { measure: 'sql_rate', name: 'SQL rate', kind: 'proportion', better: 'higher', margin: 0.05 } as const
    const guarded = { ...SPLIT_BY_NAME, metric: { ...cost, baseline: 4, spread: 1 }, guardrails: [sqls] }
    const { id } = await insertTest(ctx, {}, guarded)
    await withNumbers(ctx, '2026-11-15')
    const reading = await readNumbers(ctx, id, '2026-11-15')

    expect(reading.arms[0]).toMatchObject({ primary: { units: 14, top: 1_400, bottom: 280 }, guardrails: [null] })
    expect(reading.result.arms[0]?.guardrails).toMatchObject([{ state: 'unknown', why: 'no data' }])
  })

  it('says how far our numbers reach when it is asked for more', async () => {
    const ctx = await stage.makeTeam()
    const { id } = await insertTest(ctx, {}, SPLIT_BY_NAME)
    await expect(readNumbers(ctx, id, '2026-11-15')).rejects.toThrow('No campaign, ad set or ad with "[old]", "[NEW]"')
    await withNumbers(ctx, '2026-11-14')
    await expect(readNumbers(ctx, id, '2026-11-15')).rejects.toThrow('Our numbers end on Sat 14 Nov.')
  })

  it('is not read where one campaign has the letters of two arms', async () => {
    const ctx = await stage.makeTeam()
    const arms = SPLIT_BY_NAME.arms!.map((arm) => ({ ...arm, matches: 'search' }))
    const { id } = await insertTest(ctx, {}, { ...SPLIT_BY_NAME, arms })
    await withNumbers(ctx, '2026-11-15')
    await expect(readNumbers(ctx, id, '2026-11-15')).rejects.toThrow('"Search [new]" belongs to two arms of T-1')
    expect(await readDueTests(at(ctx, '2026-11-16T08:00:00Z'))).toEqual([])
  })

  it('whose arms have no letters is not read from the numbers, and says what to do instead', async () => {
    const ctx = await stage.makeTeam()
    const { id } = await insertTest(ctx, {}, DESIGN)
    await expect(readNumbers(ctx, id, '2026-11-15')).rejects.toThrow('Type its numbers, or drop a file of units.')
  })
})
