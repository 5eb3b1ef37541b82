import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshnessInWords, headlineInWords } from '../../../src/domain/review/review-words.ts'
import { scoreboardRows } from '../../../src/domain/review/scoreboard-words.ts'
import { daysOf, shiftDay, weeksThrough } from '../../../src/domain/week.ts'
import type { TeamContext } from '../../../src/flows/context.ts'
import { findTeamHere } from '../../../src/flows/find-team.ts'
import { explainChange } from '../../../src/flows/metric/explain-change.ts'
import { showDefinitions } from '../../../src/flows/metric/show-definitions.ts'
import { showNumbers } from '../../../src/flows/metric/show-numbers.ts'
import { readCrmBehind } from '../../../src/flows/read-crm-behind.ts'
import { openReview } from '../../../src/flows/review/open-review.ts'
import { readBoard } from '../../../src/flows/review/read-board.ts'
import { readMonth } from '../../../src/flows/review/read-month.ts'
import { readReviewStatus } from '../../../src/flows/review/read-review.ts'
import { reviewChart } from '../../../src/slack/draw/chart-specs.ts'
import { definitionsAnswer } from '../../../src/slack/views/metric/definitions-answer.ts'
import { numbersAnswer } from '../../../src/slack/views/metric/numbers-answer.ts'
import { reviewStanding } from '../../../src/slack/views/review/review-standing.ts'
import { makeReview } from '../../slack/views/stage.ts'
import { adDaysCsv, everyDay } from '../../support/ad-days.ts'
import { type FlowStage, openFlowStage } from '../../support/flow-stage.ts'
import { wordsOf } from '../../support/stage.ts'

// The ads are there up to Sunday, the CRM only up to the Sunday before: fewer results are missing results, not a fall.

const WEEK = '2026-W47'
const FIRST = daysOf(weeksThrough(WEEK, 12)[0] ?? WEEK).from
const AN_AD = { campaign: 'Brand', spend: 100, impressions: 10_000, clicks: 100, conversions: 10 }

let stage: FlowStage
let ctx: TeamContext
beforeAll(async () => {
  stage = await openFlowStage('2026-11-23T08:00:00Z')
  const made = await stage.makeTeam({
    outcomes: [{ name: 'Customer', role: 'primary', counts: 'won', includes: null, excludes: null, validation: null }],
    targets: [{ channelId: null, metric: 'cac', band: { low: null, high: 60 } }],
  })
  await stage.confirm(made, (await stage.stageFile(made, adDaysCsv(everyDay(FIRST, daysOf(WEEK).to, AN_AD)))).id)
  await stage.confirm(made, (await stage.stageFile(made, crm(FIRST, '2026-11-15'))).id)
  ctx = await fresh(made)
})
afterAll(async () => {
  await stage.close()
})

/** Ten leads a day, of which four become an SQL and two customers on the same day. */
function crm(from: string, to: string): string {
  const rows: string[] = []
  for (let day = from; day <= to; day = shiftDay(day, 1))
    for (let lead = 0; lead < 10; lead++)
      rows.push([`${day}-${lead}`, day, day, lead < 4 ? day : '', lead < 2 ? day : '', 'google', 'cpc'].join(','))
  return `${['object_id,lead_at,mql_at,sql_at,won_at,utm_source,utm_medium', ...rows].join('\n')}\n`
}

async function fresh(of: TeamContext): Promise<TeamContext> {
  return { ...of, team: (await findTeamHere(of, of.team.conversationId)) ?? of.team }
}

describe('a week whose ads are there and whose CRM is a week old', () => {
  it('opens with a board that says so, and calls no fall a fall', async () => {
    const board = await readBoard(ctx, WEEK)

    expect(headlineInWords(board)).toEqual({
      number: 'CAC n/a',
      rest: 'last week €50.00 · target ≤ €60 · provisional, no call yet · customers by the day they were won',
    })
    expect(freshnessInWords(board)).toBe(
      'Provisional: the ads are complete through Sun 22 Nov, the CRM is not. Leads, MQL, SQL and customers are counts so far (CRM objects reach Sun 15 Nov), and what is made of them is provisional, no call yet.',
    )
    const readings = scoreboardRows(board).map(([label, value, , , , reading]) => `${label} ${value} ${reading}`)
    expect(readings).toContain('Customers 0 provisional, no call yet')
    expect(readings).toContain('Cost per SQL n/a provisional, no call yet')
    expect(board.channels.map(({ call }) => call.kind)).not.toContain('leaking')
    expect(board.trend.at(-1)).toBe(null)
    expect(reviewStanding({ review: makeReview(board) }).text).toContain(
      'No call yet · Paid search: the results have not all come in yet (CRM objects reach Sun 15 Nov).',
    )
    expect(board.economics?.mediaCac ?? null).toBe(null)
    expect(JSON.parse(JSON.stringify(board))).toEqual(board)
    expect(reviewChart(board)).toMatchObject({ title: 'CAC n/a, provisional', isProvisional: true })
  })

  it('explains what the ads tell, and why not what a customer costs', async () => {
    const board = await readBoard(ctx, WEEK)
    const because =
      'For CAC the results have not all come in yet (CRM objects reach Sun 15 Nov), so this explains CPC instead.'
    expect(board.changed?.sentence).toMatch(/^CPC held at €1.00/)
    expect(board.changed?.first).toEqual([])
    expect(board.changed?.caveats).toContain(because)

    const { changed } = await explainChange(ctx, 'cac week 47')
    expect(changed.caveats).toContain(because)
    expect((await explainChange(ctx, 'cac week 46')).changed.sentence).toMatch(/^CAC held at €50.00/)
  })

  it('is provisional in numbers and definitions too, and in the month that ends in it', async () => {
    const numbers = await showNumbers(ctx, 'week 47')
    expect(numbers.rows.find(({ metric }) => metric === 'sqls')).toMatchObject({
      value: 0,
      judgement: { call: 'provisional' },
    })
    expect(numbers.rows.find(({ metric }) => metric === 'cac')).toMatchObject({ value: null, before: 50 })
    const shown = wordsOf(JSON.parse(JSON.stringify(numbersAnswer({ team: ctx.team, picture: false, ...numbers }))))
    expect(shown).toContain('Leads 0 70 – provisional, no call yet')
    expect(shown).not.toMatch(/Cost per SQL about|no customers of these days/)
    expect(shown).toContain('*Provisional:* Leads, MQL, SQL and customers are counts so far')
    expect((await showNumbers(ctx, 'week 46')).rows.find(({ metric }) => metric === 'cac')).toMatchObject({ value: 50 })

    const defined = definitionsAnswer({ team: ctx.team, ...(await showDefinitions(ctx, 'cac')) })
    expect(wordsOf(JSON.parse(JSON.stringify(defined)))).toContain('*The CRM is behind:*')

    const inDecember = { ...ctx, now: new Date('2026-12-07T08:00:00Z') }
    const month = await readMonth(inDecember, '2026-W49')
    expect(month?.months.at(-1)).toMatchObject({ month: '2026-11', cost: null, results: null })
    expect(month?.months.at(-2)).toMatchObject({ month: '2026-10', cost: 50 })
    expect(month?.notes[0]?.title).toBe('Provisional')
  })

  it('is told once when the CRM has caught up, and not for each day on the way', async () => {
    await openReview({ ...ctx, actor: { kind: 'schedule' } }, WEEK, { late: false })
    await stage.confirm(ctx, (await stage.stageFile(ctx, crm('2026-11-16', '2026-11-18'))).id)
    const restated = async () => (await readReviewStatus(ctx)).latest?.review.restatements.map(({ now }) => now)
    expect(await restated()).toEqual([])

    await stage.confirm(ctx, (await stage.stageFile(ctx, crm('2026-11-19', '2026-11-22'))).id)
    expect(await restated()).toEqual([{ spend: 700, results: 14, cost: 50 }])
    expect(headlineInWords(await readBoard(await fresh(ctx), WEEK)).number).toBe('CAC €50.00')
  })

  it('is said of a CRM that fell silent half a year ago too', async () => {
    const later = { ...(await fresh(ctx)), now: new Date('2027-06-01T08:00:00Z') }
    expect(await readCrmBehind(later, '2027-05-30')).toEqual([
      { source: 'crm', through: '2026-11-22', stages: ['leads', 'mqls', 'sqls', 'won'] },
    ])
    expect(await readCrmBehind(later, '2026-11-22')).toEqual([])
  })
})
