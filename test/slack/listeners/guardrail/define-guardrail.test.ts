import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { weeksThrough } from '../../../../src/domain/week.ts'
import { type Daily, everyWeek, googleExport, metaExport } from '../../../support/exports.ts'
import { CHANNEL, openStage, type Stage, wordsOf } from '../../../support/stage.ts'

let stage: Stage
const NOON = '2026-11-17T11:00:00Z'
beforeAll(async () => {
  stage = await openStage({ at: NOON })
})
beforeEach(async () => {
  await stage.reset(NOON)
})
afterEach(() => {
  expect(stage.failures).toEqual([])
})
afterAll(async () => {
  await stage.close()
})

const WEEKS = weeksThrough('2026-W46', 20)

/** Twenty weeks of two channels; Meta costs twice as much in week 41 and in the last one. */
async function withDearMeta(): Promise<void> {
  const ctx = await stage.makeTeam({ monthlyBudget: 7_500 })
  const dear = [WEEKS.length - 6, WEEKS.length - 1]
  const meta = everyWeek(WEEKS, { spend: 150, impressions: 9_000, clicks: 60, conversions: 15 }).map(
    (each, at): Daily => (dear.includes(at) ? { ...each, spend: 450 } : each),
  )
  await stage.importNumbers(
    ctx,
    googleExport(everyWeek(WEEKS, { spend: 100, impressions: 1_000, clicks: 20, conversions: 10 })),
    'google.csv',
  )
  await stage.importNumbers(ctx, metaExport(meta), 'meta.csv')
  await stage.quiet()
}

async function asked(line: string, person = stage.mara): Promise<string> {
  await person.command('growth', line)
  return await stage.answer(person)
}

/** The bound input on show: its id hangs on what is watched, and where. */
const ABOVE = 'Not above (EUR)'

describe('/beat guardrail new', () => {
  it('proposes a bound, shows what it would have done while one types, and is judged once it is enabled', async () => {
    await withDearMeta()
    await stage.mara.command('growth', '/beat guardrail new')
    await stage.modal(stage.mara, 'In the last 8 weeks it was €10.00 to €22.00 a week.', 'Proposed is your target.')

    await stage.mara.fillModal({ Where: 'Paid social' })
    await stage.modal(stage.mara, 'Proposed is two standard deviations beyond their mean.')
    await stage.mara.fillModal({ [ABOVE]: '15' })
    await stage.modal(stage.mara, 'this would have fired 2 times:', 'It would be firing now.')
    await stage.mara.fillModal({ [ABOVE]: '' })
    await stage.modal(stage.mara, 'Give a bound: without one nothing can break.')
    const refused = await stage.mara.submit()
    expect(JSON.stringify(refused)).toContain('Give a bound')
    await stage.mara.submit({ [ABOVE]: '15', Name: 'Dear social', 'What to do about it': 'Rotate the creatives.' })
    await stage.modal(stage.mara, 'G-1 Dear social, Paid social is enabled, and judged now')

    await stage.quiet()
    const card = wordsOf(await stage.post(CHANNEL, 'G-1 Dear social, Paid social', 'Rotate the creatives.'))
    expect(card).toContain('against ≤ €15.00')
  })

  it('takes a control as well, and keeps what was typed', async () => {
    await withDearMeta()
    await stage.mara.command('growth', '/beat guardrail new')
    await stage.modal(stage.mara, 'What to watch')
    await stage.mara.fillModal({ 'What to watch': 'Budget pace of the month' })
    await stage.modal(stage.mara, '80 % to 120 % of where the month should be by now.')
    await stage.mara.fillModal({ Name: 'Our pace' })
    await stage.mara.closeModal()

    await stage.mara.command('growth', '/beat guardrail new')
    await stage.modal(stage.mara, 'This is your draft.', 'The budget is known since Sun 1 Nov')
    expect(JSON.stringify(stage.mara.modal())).toContain('Our pace')
  })
})

describe('the advanced settings of a guardrail', () => {
  it('are one line until they are opened, change what it would have done, and are shown again', async () => {
    await withDearMeta()
    await stage.mara.command('growth', '/beat guardrail new')
    await stage.modal(stage.mara, '90 % sure · no warning before the bound · no minimum · over after 2 good days')
    await stage.mara.fillModal({ Where: 'Paid social' })
    await stage.modal(stage.mara, 'two standard deviations')
    await stage.mara.fillModal({ [ABOVE]: '15' })
    await stage.modal(stage.mara, 'this would have fired 2 times:')
    await stage.mara.click('modal', 'Change these')
    await stage.modal(stage.mara, 'Warn above (EUR)', 'this would have fired 2 times:')

    await stage.mara.fillModal({ 'Judge from how many results on': '100000' })
    await stage.modal(stage.mara, 'there was too little to judge it by, on any day.')
    const refused = await stage.mara.submit({
      'Judge from how many results on': '50',
      'Warn above (EUR)': '16',
      'How sure a breach must be (in %)': '101',
    })
    expect(JSON.stringify(refused)).toContain('put it at the upper bound or below it.')
    expect(JSON.stringify(refused)).toContain('Nothing is ever 100')
    const unknown = await stage.mara.submit({
      'Warn above (EUR)': '14',
      'How sure a breach must be (in %)': '95 %',
      'Muted while these are broken': 'G-9',
    })
    expect(JSON.stringify(unknown)).toContain('has no guardrail G-9')
    await stage.mara.submit({ 'Muted while these are broken': '', Name: 'Dear social' })
    await stage.modal(stage.mara, 'G-1 Dear social, Paid social is enabled')
    await stage.quiet()

    const made = await stage.db.prisma.guardrail.findFirstOrThrow({ where: { number: 1 } })
    expect({ ...made, warnHigh: Number(made.warnHigh), minResults: Number(made.minResults) }).toMatchObject({
      warnHigh: 14,
      minResults: 50,
      sure: 0.95,
      resolveAfter: 2,
      version: 1,
    })
    await stage.mara.command('growth', '/beat guardrail edit G-1')
    await stage.modal(stage.mara, 'Warn above (EUR)')
    const shown = JSON.stringify(stage.mara.modal())
    for (const value of ['"14"', '"50"', '"95"']) expect(shown).toContain(value)
    await stage.mara.submit({ 'Warn above (EUR)': '' })
    await stage.modal(stage.mara, 'is changed (version 2)')
    const versions = await stage.db.prisma.guardrailVersion.findMany({ orderBy: { version: 'asc' } })
    expect(versions.map(({ definition }) => definition)).toMatchObject([
      { warn: { high: 14 }, sure: 0.95, minResults: 50 },
      { warn: { high: null }, sure: 0.95, minResults: 50 },
    ])
  })
})

describe('payback', () => {
  it('is chosen like a KPI, says what to tell first, and moves with the economics', async () => {
    await withDearMeta()
    await stage.mara.command('growth', '/beat guardrail new')
    await stage.modal(stage.mara, 'What to watch')
    await stage.mara.fillModal({ 'What to watch': 'Payback' })
    await stage.modal(
      stage.mara,
      'Payback needs your gross margin and revenue per customer and month: tell me with `/beat economics`.',
    )
    await stage.mara.submit({ 'Not above (in months)': '15' })
    await stage.modal(stage.mara, 'G-1 Payback is enabled')
    await stage.mara.closeModal()
    await stage.quiet()
    expect(await asked('/beat guardrail list')).toContain('Payback ≤ 15 months over 28 days')
    expect(await asked('/beat guardrail why G-1')).toContain('Payback needs your gross margin')

    await stage.mara.command('growth', '/beat economics')
    await stage.modal(stage.mara, 'Gross margin (%)')
    await stage.mara.submit({ 'Gross margin (%)': '80', 'What a customer pays a month (EUR)': '150' })
    await stage.quiet()
    await stage.tick()
    expect(await asked('/beat guardrail why G-1')).not.toContain('Payback needs your gross margin')
  })
})

describe('a guardrail that is there', () => {
  async function withGuardrail(): Promise<void> {
    await withDearMeta()
    await stage.mara.command('growth', '/beat guardrail new')
    await stage.modal(stage.mara, 'What to watch')
    await stage.mara.fillModal({ Where: 'Paid social' })
    await stage.modal(stage.mara, 'two standard deviations')
    await stage.mara.submit({ [ABOVE]: '15', Name: 'Dear social' })
    await stage.modal(stage.mara, 'is enabled')
    await stage.mara.closeModal()
    await stage.quiet()
    await stage.post(CHANNEL, 'breaching since')
  }

  it('is changed as a new version, which ends what was open with that reason', async () => {
    await withGuardrail()
    await stage.quiet()
    expect(await asked('/beat guardrail G-1')).toContain('breaching')
    await stage.mara.command('growth', '/beat guardrail edit G-1')
    await stage.modal(stage.mara, 'this would have fired 2 times:')
    await stage.mara.submit({ [ABOVE]: '40' })
    await stage.modal(stage.mara, 'G-1 Dear social, Paid social is changed (version 2)')
    await stage.quiet()
    await stage.post(CHANNEL, 'its rule was changed')
    expect(await asked('/beat guardrail list')).toContain('Cost per conversion ≤ €40.00 over 7 days')
  })

  it('is paused, goes on, and is removed by who may, and by nobody else', async () => {
    await withGuardrail()
    expect(await asked('/beat guardrail pause G-1', stage.priya)).toContain('is for <@U0MARA>, <@U0SAM> to change')
    expect(await asked('/beat guardrail pause G-1')).toContain('is paused')
    await stage.quiet()
    await stage.post(CHANNEL, 'the guardrail was paused')
    expect(await asked('/beat guardrail pause G-1')).toContain('is paused already. Nothing changed.')
    expect(await asked('/beat guardrail list')).toContain('· paused')
    expect(await asked('/beat guardrail resume G-1', stage.sam)).toContain('goes on')
    expect(await asked('/beat guardrail delete G-1')).toContain('is removed')
    expect(await asked('/beat guardrail delete G-1')).toContain('has no guardrail G-1')
    expect(await asked('/beat guardrail lsit')).toContain('Did you mean `/beat guardrail list`?')
  })

  it('is put under stress on its card, and the answer is shared in its thread', async () => {
    await withGuardrail()
    await stage.mara.click(await stage.post(CHANNEL, 'breaching since'), 'Stress test')
    await stage.modal(stage.mara, 'What if…')
    await stage.mara.submit({ 'What if…': 'cvr -15%' })
    await stage.modal(
      stage.mara,
      'What if: CVR −15 %',
      '*Broken already* · G-1 Dear social, Paid social: Cost per conversion',
    )

    await stage.mara.click('modal', 'Share in the thread')
    const card = await stage.post(CHANNEL, 'breaching since')
    const shared = await stage.post(CHANNEL, 'What if: CVR −15 %')
    expect(shared.thread_ts).toBe(card.ts)
  })
})

describe('the starter set', () => {
  it('is offered with bounds and what each would have done, and enabled by ticking', async () => {
    await withDearMeta()
    await stage.mara.command('growth', '/beat guardrail starter')
    const said = await stage.modal(stage.mara, 'Six guardrails most teams begin with')
    expect(said).toContain('Cost per conversion ≤ €20.00 over 7 days')
    expect(said).toContain('cannot be enabled yet. Payback needs your gross margin')
    expect(said).toContain('Conversions are counted, 2 channels')
    await stage.mara.submit({
      Enable: ['Cost per conversion ≤ €20.00 over 7 days', 'Conversions are counted, 2 channels'],
    })
    await stage.modal(stage.mara, 'Enabled: G-1 Cost per conversion range, G-2 Conversions are counted, Paid search')

    expect(await asked('/beat guardrail list')).toContain('*3 guardrails in Growth*')
    await stage.mara.command('growth', '/beat guardrail starter')
    expect(await stage.modal(stage.mara, 'G-1 does that already.')).toContain('G-2, G-3 does that already.')
  })
})
