import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
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

describe('/beat review', () => {
  it('says that none has been opened, and opens or previews one from there', async () => {
    const { jo } = stage
    await stage.makeTeam()
    await jo.command('growth', '/beat review')
    const status = await stage.answerTo(jo)
    expect(wordsOf(status)).toContain('*Growth* · No review has been opened yet.')
    expect(wordsOf(status)).toContain('Next review Mon 23 Nov 09:00 Berlin.')

    await jo.click(status, 'Preview it')
    expect(await stage.answer(jo)).toContain('*Preview, nothing was posted.*')
    expect(stage.posts().join()).not.toContain('Week 46')

    await jo.click(status, 'Open Week 46 (9-15 Nov) now')
    expect(await stage.answer(jo)).toContain('The review of Week 46 (9-15 Nov) opens now')
    await stage.post(CHANNEL, 'Week 46 (9-15 Nov) · numbers and narrative')
  })

  it('says who was not heard, and leads to the thread', async () => {
    const { jo } = stage
    await stage.makeTeam()
    await stage.tick('2026-11-23T08:00:00Z')
    await jo.command('growth', '/beat review status')

    const said = await stage.answer(jo)
    expect(said).toContain(
      'Week 47 (16-22 Nov) is open, 0 of 2 narratives in. Not heard yet: Paid search, Paid social.',
    )
    expect(said).toContain('Go to the thread')
    expect(said).not.toContain('Open Week')
  })

  it('shows the agenda as it would be posted, and posts nothing', async () => {
    const { jo } = stage
    await stage.makeTeam()
    await jo.command('growth', '/beat review agenda')

    const said = await stage.answer(jo)
    expect(said).toContain('Week 46 (9-15 Nov) · numbers and narrative')
    expect(said).toContain('*Winning*')
    expect(said).toContain('*What changed*')
    expect(stage.posts().join()).not.toContain('Week 46')
  })

  it('explains itself where it does not understand', async () => {
    const { jo } = stage
    await stage.makeTeam()
    await jo.command('growth', '/beat review please')

    const said = await stage.answer(jo)
    expect(said).toContain('I do not know "/beat review please".')
    expect(said).toContain('now, agenda, month, settings, skip, move, usual, pause or resume')
  })
})

describe('one review to come', () => {
  it('is moved to another day, opens then and not at its usual time, and the channel hears who did it', async () => {
    const { mara, sam } = stage
    await stage.makeTeam()
    await mara.command('growth', '/beat review move Wed 10:30')
    expect(await stage.answer(mara)).toContain('The review of Week 47 (16-22 Nov) opens Wed 25 Nov 10:30 Berlin.')
    await stage.post(CHANNEL, 'Mara Lindt moved the review of Week 47 (16-22 Nov) to Wed 25 Nov 10:30 Berlin.')

    await sam.command('growth', '/beat schedule')
    const said = await stage.answer(sam)
    expect(said).toContain(
      '*Wed 25 Nov 10:30 Berlin* · review of Week 47 (16-22 Nov), moved by Mara Lindt from Mon 23 Nov 09:00',
    )
    expect(said).toContain('*Mon 30 Nov 09:00 Berlin* · review of Week 48')
    await stage.tick('2026-11-23T08:00:00Z')
    await stage.quiet()
    expect(stage.posts().join()).not.toContain('numbers and narrative')
    await sam.command('growth', '/beat review')
    expect(await stage.answer(sam)).toContain('Next review Wed 25 Nov 10:30 Berlin.')
    await stage.tick('2026-11-25T09:30:00Z')
    await stage.post(CHANNEL, 'Week 47 (16-22 Nov) · numbers and narrative')
  })

  it('is moved and left out by what stands under the schedule, too', async () => {
    const { mara } = stage
    await stage.makeTeam()
    await mara.command('growth', '/beat schedule')
    const shown = await stage.answerTo(mara)
    await mara.click(shown, 'Move the next one…')
    await stage.modal(mara, 'the review of Week 47 (16-22 Nov) opens Mon 23 Nov 09:00 Berlin')
    expect(await mara.submit({ 'To which day?': '2026-11-22' })).toMatchObject({ outcome: 'errors' })
    await mara.submit({ 'To which day?': '2026-11-25', 'At what time there?': '10:30' })
    await stage.post(CHANNEL, 'Mara Lindt moved the review of Week 47 (16-22 Nov) to Wed 25 Nov 10:30 Berlin.')

    await mara.click(shown, 'review_skip', 'Week 48 (23-29 Nov)')
    expect(await stage.answer(mara)).toContain('The review of Week 48 (23-29 Nov) is skipped.')
  })

  it('is opened once when it was moved ahead of its time, and the one before it is not taken for missed', async () => {
    const { mara } = stage
    await stage.makeTeam()
    await mara.command('growth', '/beat review move Mon 07:00')
    expect(await stage.answer(mara)).toContain('opens Mon 23 Nov 07:00 Berlin')
    await stage.tick('2026-11-23T06:00:00Z')
    await stage.tick('2026-11-23T08:00:00Z')
    await mara.command('growth', '/beat review move Tue')
    expect(await stage.answer(mara)).toContain('The review of Week 48 (23-29 Nov) opens Tue 1 Dec 09:00 Berlin.')
    await stage.tick('2026-11-23T09:00:00Z')
    await stage.quiet()
    expect(stage.posts().filter((words) => words.includes('numbers and narrative'))).toHaveLength(1)
    expect(stage.posts('U0MARA').join()).not.toContain('did not open')
  })

  it('is skipped, and that is taken back', async () => {
    const { mara } = stage
    await stage.makeTeam()
    await mara.command('growth', '/beat review skip')
    expect(await stage.answer(mara)).toContain('The review of Week 47 (16-22 Nov) is skipped.')
    await mara.command('growth', '/beat review skip 2026-W47')
    expect(await stage.answer(mara)).toContain('is skipped already')
    await mara.command('growth', '/beat schedule')
    expect(await stage.answer(mara)).toContain('review of Week 47 (16-22 Nov) is skipped by Mara Lindt')
    await mara.command('growth', '/beat review')
    expect(await stage.answer(mara)).toContain('Next review Mon 30 Nov 09:00 Berlin.')
    await mara.command('growth', '/beat review usual')
    expect(await stage.answer(mara)).toContain('opens Mon 23 Nov 09:00 Berlin')
    await mara.command('growth', '/beat review skip')
    expect(await stage.answer(mara)).toContain('is skipped')
    await stage.tick('2026-11-23T08:00:00Z')
    await stage.quiet()
    expect(stage.posts().join()).not.toContain('numbers and narrative')
    await mara.command('growth', '/beat review usual')
    expect(await stage.answer(mara)).toContain('all of them open as usual')
  })

  it.each([
    ['move soon', 'Say to when, as in `/beat review move Tue 10:00`'],
    ['move Tue 25:00', 'Say to when'],
    ['move 2026-11-22 10:00', 'can be moved to a day after that week'],
    ['move 2026-11-30 10:00', 'before the next one opens'],
    ['move 2026-11-17 10:00', 'has passed'],
    ['skip week 48', 'I do not know the week "week 48"'],
    ['skip 2026-W10', 'is not among the next eight'],
    ['usual', 'No review that is to come was moved or skipped'],
  ])('is not changed by "%s", and why is said', async (words, why) => {
    const { mara } = stage
    await stage.makeTeam()
    await mara.command('growth', `/beat review ${words}`)
    expect(await stage.answer(mara)).toContain(why)
  })
})

describe('the first review of a month', () => {
  const monthsTold = () => stage.posts().filter((words) => words.includes('the month*')).length

  it('tells the month before where it is the second, because the first was skipped; the third does not', async () => {
    const { mara } = stage
    stage.at('2026-10-28T12:00:00Z')
    await stage.makeTeam()
    await mara.command('growth', '/beat review skip')
    await stage.post(CHANNEL, 'skipped')
    await stage.tick('2026-11-02T08:00:00Z')
    await stage.quiet()
    expect(monthsTold()).toBe(0)

    await stage.tick('2026-11-09T08:00:00Z')
    await stage.post(CHANNEL, '*October 2026 · the month*')
    await stage.tick('2026-11-16T08:00:00Z')
    await stage.quiet()
    expect(monthsTold()).toBe(1)
  })

  it('of a team that was made in the middle of a month tells nothing of the month before', async () => {
    await stage.makeTeam()
    await stage.tick('2026-11-23T08:00:00Z')
    await stage.quiet()
    expect(monthsTold()).toBe(0)
  })

  it('tells the month before against its envelope, with half a year in a picture; the next one does not', async () => {
    const { jo } = stage
    stage.at('2026-10-28T12:00:00Z')
    const ctx = await stage.makeTeam({ monthlyBudget: 2_000 })
    const rows = ['2026-09-10,Meta Ads,P,1000,300,100', '2026-10-10,Meta Ads,P,1500,300,100']
    await stage.importNumbers(ctx, ['Date,Platform,Campaign,Spend,Clicks,Conversions', ...rows].join('\n'))
    await stage.tick('2026-11-02T08:00:00Z')
    await stage.post(
      CHANNEL,
      '*October 2026 · the month*',
      'Cost per conversion €15.00 (+50 % on the month before · target ≤ €20: on target, more than 99 % sure · 95 % range €12.33 to €18.44) · €1,500 spent of €2,000 (75 %)',
      'Change the plan',
    )
    await stage.post(CHANNEL, 'Cost per conversion')
    await stage.tick('2026-11-09T08:00:00Z')
    await stage.quiet()
    expect(monthsTold()).toBe(1)

    await jo.command('growth', '/beat review month')
    expect(await stage.answer(jo)).toContain('*October 2026 · the month*')
  })
})

describe('a review of which one part fails', () => {
  it('opens, says in its thread what is missing and what to do, and is counted for whoever runs the bot', async () => {
    const { jo, db } = stage
    await stage.makeTeam()
    await db.pool.query('ALTER TABLE launch RENAME TO launch_away')
    try {
      await stage.tick('2026-11-23T08:00:00Z')
      await stage.post(CHANNEL, 'Week 47', 'numbers and narrative')
      const said = '*Missing here* · One part of this review could not be worked out. The numbers above are complete.'
      await stage.post(CHANNEL, said, '• Launches: `/beat launch list` tries again')
      await jo.command('growth', '/beat review agenda')
      expect(await stage.answer(jo)).toContain('• Launches: `/beat launch list` tries again')
      await stage.quiet()
    } finally {
      await db.pool.query('ALTER TABLE launch_away RENAME TO launch')
    }
    const metrics = await (await fetch(`http://127.0.0.1:${stage.app.port}/metrics`)).text()
    expect(metrics).toContain('drumbeat_review_parts_missing_total{part="launches"} 1')
    expect(stage.failures.join('\n')).toContain('a part of a review could not be worked out')
    stage.failures.length = 0
  })
})
