import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { weeksThrough } from '../../../../src/domain/week.ts'
import { type Daily, googleExport, metaExport } from '../../../support/exports.ts'
import { CHANNEL, openStage, type Stage, wordsOf } from '../../../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
beforeEach(async () => {
  await stage.reset()
})
afterEach(() => {
  expect(stage.failures).toEqual([])
})
afterAll(async () => {
  await stage.close()
})

const WEEKS = weeksThrough('2026-W46', 12)

/** Twelve weeks whose prices move by a percent to and fro; in the last one of Meta a click costs half as much again. */
beforeEach(async () => {
  const ctx = await stage.makeTeam()
  const calm = (at: number, spend: number) => (at % 2 === 0 ? spend : spend * 1.01)
  const google = WEEKS.map((week, at): Daily => {
    return { week, spend: calm(at, 100), impressions: 10_000, clicks: 200, conversions: 10 }
  })
  const meta = WEEKS.map((week, at): Daily => {
    const spend = at === WEEKS.length - 1 ? 225 : calm(at, 150)
    return { week, spend, impressions: 20_000, clicks: 100, conversions: 5 }
  })
  await stage.importNumbers(ctx, googleExport(google), 'google.csv')
  await stage.importNumbers(ctx, metaExport(meta), 'meta.csv')
})

async function asked(line: string): Promise<string> {
  await stage.priya.command('growth', line)
  return await stage.answer(stage.priya)
}

describe('/beat why', () => {
  it('answers privately with the sentence, the reason, where to look first, and the parts that sum to the change', async () => {
    const said = await asked('/beat why')

    expect(said).toContain('*Why Cost per conversion changed · Growth · week 46 (9-15 Nov)*')
    expect(said).toContain('Cost per conversion rose 30 % to €21.73: +€2.60 from dearer clicks in Paid social,')
    expect(said).toContain('CPC €1.50 → €2.25 (+50 %): CPM €7.50 → €11.25 (+50 %)')
    expect(said).toContain('Look first at: auction or targeting.')
    expect(said).toContain('With 105 and 105 conversions the change itself is within noise.')
    expect(said).toContain('Paid search CPC €0.50 €0.51 +€0.13 within noise')
    expect(said).toContain('Against Mon 2 Nov to Sun 8 Nov. Numbers reach Sun 15 Nov.')
    expect(stage.posts(CHANNEL).join()).not.toContain('Why')
  })

  it('answers about one channel, one cost and any period', async () => {
    const said = await asked('/beat why CPC paid social 2 weeks')

    expect(said).toContain('*Why CPC changed · Paid social · weeks 45-46*')
    expect(said).toContain('*CPC rose 24 % to €1.88: +€0.37 from dearer clicks.*')
    expect(said).toContain('Against Mon 19 Oct to Sun 1 Nov.')
    expect(said).not.toContain('Paid search')
  })

  it('splits the price of a click into CPM and CTR, shows every part, and sends the picture', async () => {
    await stage.priya.command('growth', '/beat why')
    const answer = await stage.answerTo(stage.priya)
    expect(wordsOf(answer)).toContain('The picture is in your direct messages.')
    await stage.post('U0PRIYA', 'Cost per Signup rose from €16.67 to €21.73')

    await stage.priya.click(answer, 'Show the table')
    const parts = await stage.answer(stage.priya)
    expect(parts).toContain('*Why Cost per conversion changed · Growth · week 46 (9-15 Nov)* · every part')
    expect(parts).toContain('Paid social · CPC €1.50 €2.25 +€2.5963 outside noise')

    await stage.priya.click(answer, 'Split CPC into CPM and CTR')
    const split = await stage.answerTo(stage.priya)
    expect(wordsOf(split)).toContain('+€2.60 from dearer impressions in Paid social')
    expect(wordsOf(split)).toContain('Paid social CTR 0.50 % 0.50 %')
    await stage.priya.click(split, 'CPM and CTR as CPC again')
    expect(await stage.answer(stage.priya)).toContain('+€2.60 from dearer clicks in Paid social')
    expect(await asked('/beat why cost per conversion split 2026-W46')).toContain(
      'from dearer impressions in Paid social',
    )
  })

  it.each([
    ['cpc 2026-11-09..2026-11-15', 'Why CPC changed · Growth · 2026-11-09 to 2026-11-15', 'CPC rose'],
    ['cost per conversion paid search', 'changed · Paid search', 'Nothing behind it moved outside noise'],
    ['cpl', 'Why CPL changed', 'so this explains'],
    ['cost per opportunity', 'Why Cost per opportunity changed', 'so this explains'],
    ['this week', 'this week so far', 'There are no numbers from Mon 16 Nov to Wed 18 Nov'],
    ['2026-W35', 'week 35', 'so there is nothing to compare with'],
    ['month', 'this month so far', '*Provisional:* numbers reach Sun 15 Nov'],
  ])('understands "%s"', async (words, title, part) => {
    const said = await asked(`/beat why ${words}`)

    expect(said).toContain(title)
    expect(said).toContain(part)
  })

  it('says which costs, channels and periods it knows where it does not understand', async () => {
    const said = await asked('/beat why roas paid social')

    expect(said).toContain('I do not know the channel or period "roas paid social".')
    expect(said).toContain('Channels: Paid search, Paid social. Periods: week · this week')
    expect(said).toContain(
      'Only a cost can be explained: CAC, Cost per opportunity, Cost per SQL, CPL, Cost per conversion, CPC.',
    )
  })

  it.each([
    ['ctr paid social', 'CTR is a rate, and I explain costs. It is a step of CPC: `/beat why cpc split paid social`'],
    [
      'SQL_rate',
      'SQL rate is a rate, and I explain costs. It is a step of Cost per SQL: `/beat why cost per sql` says',
    ],
    ['win rate week 46', 'It is a step of CAC: `/beat why cac week 46` says what it did.'],
  ])('says of the rate in "%s" which cost explains it', async (words, part) => {
    expect(await asked(`/beat why ${words}`)).toContain(part)
  })
})

describe('the review', () => {
  it('says in its thread what changed, and keeps it as it was when it opened', async () => {
    await openReview()
    const reply = wordsOf(await stage.post(CHANNEL, '*What changed*'))
    expect(reply).toContain('+€2.60 from dearer clicks in Paid social')
    expect(reply).toContain('Look first at: auction or targeting.')
    await stage.post(CHANNEL, '*Winning*')
    const thread = stage.mara.thread(await stage.post(CHANNEL, 'numbers and narrative')).map(wordsOf)
    const at = thread.findIndex((said) => said.includes('*What changed*'))
    expect(thread[at + 1]).toContain('Cost per Signup rose from €16.67 to €21.73')
    expect(thread[at + 2]).toContain('*Winning*')
    const alt = stage.sandbox.state.files.map(({ altText }) => altText).find((each) => each.includes('went from'))
    expect(alt).toContain(
      '€16.67 to €21.73: +€2.60 dearer clicks in Paid social, +€1.52 less of the spend in Paid search',
    )

    await stage.db.pool.query('DELETE FROM fact')
    expect(await asked('/beat review agenda')).toContain('+€2.60 from dearer clicks in Paid social')
    await stage.priya.click(await stage.post(CHANNEL, '*What changed*'), 'Show the table')
    const table = await stage.answer(stage.priya)
    expect(table).toContain('*Why Cost per Signup changed · Week 46 (9-15 Nov)* · every part')
    expect(table).toContain('All Change €16.6667 €21.7333 +€5.0667')
  })

  it('of an earlier version is still shown, without reasons', async () => {
    await openReview()
    await stage.db.pool.query("UPDATE review SET board = board - 'changed'")

    const said = await asked('/beat review agenda')
    expect(said).toContain('*Cost per Signup €21.73 · ▲ 30 % on last week')
    expect(said).toContain('The reasons were not worked out when this review was opened.')
  })

  async function openReview(): Promise<void> {
    expect(await asked('/beat review now')).toContain('opens now')
  }
})
