import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { everyWeek, googleExport, metaExport } from '../../../support/exports.ts'
import { CHANNEL, openStage, type Stage } from '../../../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage({ at: '2026-11-18T12:00:00Z' })
})
afterEach(() => {
  expect(stage.failures).toEqual([])
})
afterAll(async () => {
  await stage.close()
})

/** Two weeks of Google at €10 and Meta at €30.10 a signup, through 15 November. */
beforeEach(async () => {
  await stage.reset()
  const ctx = await stage.makeTeam()
  const weeks = ['2026-W45', '2026-W46']
  const google = { spend: 100, impressions: 10_000, clicks: 200, conversions: 10 }
  const meta = { spend: 150.5, impressions: 20_000, clicks: 100, conversions: 5 }
  await stage.importNumbers(ctx, googleExport(everyWeek(weeks, google)), 'google.csv')
  await stage.importNumbers(ctx, metaExport(everyWeek(weeks, meta)), 'meta.csv')
})

/** Mara leads the team; what she sends is what it aims for. */
async function set(values: Record<string, string>, line = '/beat targets cost per conversion') {
  await stage.mara.command('growth', line)
  await stage.mara.waitForModal('target_form')
  await stage.quiet()
  return await stage.mara.submit(values)
}

async function asked(line: string): Promise<string> {
  await stage.priya.command('growth', line)
  return await stage.answer(stage.priya)
}

describe('/beat targets', () => {
  it('sets the target of a channel, says so once in its channel, and everything is held against it', async () => {
    await set({ Whose: 'Paid social', 'At most': '15' })

    await stage.post(
      CHANNEL,
      'Mara',
      'changed what we aim for',
      'Cost per conversion, Paid social: ≤ €15 (before: none)',
    )
    expect(stage.posts().filter((post) => post.includes('what we aim for'))).toHaveLength(1)
    const list = await asked('/beat targets')
    expect(list).toContain('*Whole team*\n• Cost per conversion ≤ €20 · is €16.70')
    expect(list).toContain('*Paid social*\n• Cost per conversion ≤ €15 · is €30.10')
    expect(list).toContain('They are set by its lead')
    expect(await asked('/beat numbers paid social')).toContain('≤ €15: above target, more than 99 % sure')
  })

  it('is one truth with the form of the team, and clears what is set', async () => {
    await set({ Whose: 'Paid social', 'At most': '15' })
    await stage.mara.command('growth', '/beat setup')
    expect(JSON.stringify((await stage.mara.waitForModal('team_form')).blocks)).toContain('"initial_value":"15"')
    await stage.quiet()
    await stage.mara.submit({ 'It should cost at most': '18' })
    await stage.post(CHANNEL, 'changed what we aim for', 'Cost per conversion, Whole team: ≤ €18 (before: ≤ €20)')

    await set({ 'At most': '' }, '/beat targets paid social cost per conversion')
    await stage.post(CHANNEL, 'Cost per conversion, Paid social: none (before: ≤ €15)')
    expect(await asked('/beat targets paid social')).toContain('None is set yet.')
  })

  it('sets budgets and shares, each as it is written', async () => {
    await set({ 'At most': '8000' }, '/beat targets budget')
    await stage.post(CHANNEL, 'Budget a month, Whole team: ≤ €8,000 (before: none)')
    await set({ 'At least': '1.5 %', 'At most': '' }, '/beat targets ctr')
    await stage.post(CHANNEL, 'CTR, Whole team: ≥ 1.5 % (before: none)')
    await set({ 'At least': '120', 'At most': '' }, '/beat targets conversions')
    await stage.post(CHANNEL, 'Conversions, Whole team: ≥ 120 a week (before: none)')

    const said = await asked('/beat numbers 2 weeks')
    // Half of the month is over and €3,507 of €8,000 are spent: on course for €7,014.
    expect(said).toContain('November: €3.5k of €8k through Sun 15 Nov, on course for €7k, 12 % under pace: warning')
    // CTR is 1 %; 210 conversions of two weeks stand against 240, and could be as many.
    expect(said).toContain('≥ 1.5 %: below target')
    expect(said).toContain('≥ 240: no call yet')
  })

  it('names the channels and KPIs there are where it knows none', async () => {
    const said = await asked('/beat targets paid search moonshots')
    expect(said).toContain(
      'I do not know the channel or KPI "moonshots". Channels: Paid search, Paid social. KPIs: Budget',
    )
  })

  it('says at the input what is wrong, and keeps what was typed', async () => {
    expect(await set({ 'At least': '30', 'At most': '20' })).toMatchObject({
      errors: { high: 'The upper bound lies below the lower one.' },
    })
    expect(await stage.mara.submit({ 'At least': 'cheap' })).toMatchObject({
      errors: { low: '"cheap" is no number. Write it in digits, as in 1850.' },
    })
    await stage.mara.closeModal()
    await stage.mara.command('growth', '/beat targets cost per conversion')
    expect(JSON.stringify((await stage.mara.waitForModal('target_form')).blocks)).toContain('"initial_value":"cheap"')
    await stage.quiet()
    await stage.mara.closeModal()

    await set({ 'At most': '' }, '/beat targets paid search cvr')
    expect(await stage.modal(stage.mara, 'Set a target')).toContain('Not set. In percent, as in 4.2.')
  })

  it('is for the lead; without one, for every member of the workspace', async () => {
    await stage.priya.command('growth', '/beat targets ctr')
    expect(await stage.modal(stage.priya, 'by its lead')).toContain('Nothing was changed: ask one of them.')
    await stage.priya.closeModal()

    await stage.db.pool.query('UPDATE team SET lead_user_id = NULL')
    await stage.priya.command('growth', '/beat targets ctr')
    await stage.priya.waitForModal('target_form')
    await stage.quiet()
    await stage.priya.submit({ 'At least': '1' })
    await stage.post(CHANNEL, 'Priya', 'CTR, Whole team: ≥ 1 % (before: none)')
  })

  it('is for the lead in the form of the team, too', async () => {
    await stage.priya.command('growth', '/beat setup')
    expect(await stage.modal(stage.priya, 'by its lead')).toContain('Nothing was changed: ask one of them.')
  })

  it('does not write over a change that whoever sends it has not seen', async () => {
    await stage.mara.command('growth', '/beat targets ctr')
    await stage.mara.waitForModal('target_form')
    await stage.quiet()
    await stage.db.pool.query('UPDATE team SET version = version + 1')

    expect(await stage.mara.submit({ 'At least': '1' })).toMatchObject({ outcome: 'errors' })
    expect(await asked('/beat targets')).not.toContain('CTR')
  })
})

describe('/beat economics', () => {
  it('takes what a customer is worth, and says it once', async () => {
    await stage.mara.command('growth', '/beat economics')
    await stage.mara.waitForModal('economics_form')
    await stage.quiet()
    expect(
      await stage.mara.submit({ 'Gross margin (%)': '180', 'Count on a customer for at most (months)': '0' }),
    ).toMatchObject({
      errors: {
        grossMargin: 'A gross margin is more than 0 % and at most 100 %.',
        horizonMonths: 'A whole number of months from 1 to 120. 36 is usual.',
      },
    })
    await stage.mara.submit({
      'Gross margin (%)': '80',
      'What a customer pays a month (EUR)': '150',
      'Customers who leave, or stay, in a month (%)': '97',
      'That is the share of those who': 'stay (retention)',
      'A customer should have paid for itself within (months)': '15',
      'Count on a customer for at most (months)': '36',
    })

    await stage.post(CHANNEL, 'Economics: gross margin 80 % (before: not told)', 'monthly churn 3 % (before: not told)')
    expect(await asked('/beat targets')).toContain('monthly churn 3 %')
    expect(await asked('/beat definitions payback')).toContain('Target: ≤ 15 months')
  })
})

describe('/beat definitions', () => {
  it('says what every number is made of, and how fresh it is', async () => {
    const said = await asked('/beat definitions')

    expect(said).toContain('• *CTR* = clicks / impressions')
    expect(said).toContain('• *Cost per conversion* = spend / conversions · target ≤ €20')
    expect(said).toContain('*Ad platforms:* Google Ads through Sun 15 Nov · Meta Ads through Sun 15 Nov')
    expect(said).toContain('*CRM:* none yet')
    expect(said).toContain('.csv, Wed 18 Nov 13:00 Berlin')
  })

  it('says of one number where it comes from, what its days mean and how it is judged', async () => {
    const said = await asked('/beat definitions CAC')

    expect(said).toContain('*CAC* = spend / customers')
    expect(said).toContain('Source: exports of ad platforms and exports of the CRM')
    expect(said).toContain('the day each stage was reached (event basis)')
    expect(said).toContain('90 % sure (exact Poisson)')
    expect(said).not.toContain('Clicks:')
    expect(await asked('/beat definitions ctr')).toMatch(/• Clicks: Google Ads .*, Meta Ads .*clicks/)
    expect(await asked('/beat definitions frequency')).toContain('reach does not add up')
    expect(await asked('/beat definitions joy')).toContain(
      'I do not know the number "joy". There is: Spend, Impressions',
    )
  })
})

describe('/beat rules', () => {
  it('says what each rule takes, what none takes, and leads to the form that changes them', async () => {
    await stage.db.pool.query("UPDATE channel_rule SET contains = 'Bing' WHERE contains = 'Meta Ads'")
    await stage.mara.command('growth', '/beat rules')
    const answer = await stage.answerTo(stage.mara)
    const said = JSON.stringify(answer)

    expect(said).toContain('*Paid search*\\n• platform: Google Ads: 1 campaign, €1,400 spent')
    expect(said).toContain('*Paid social*\\n• platform: Bing: takes nothing')
    expect(said).toContain('*No channel* · 1 campaign, €2,107 spent')
    expect(said).toContain('event basis')
    await stage.mara.click(answer, 'Change the rules')
    await stage.mara.waitForModal('team_form')
    await stage.quiet()
    await stage.mara.closeModal()
  })
})
