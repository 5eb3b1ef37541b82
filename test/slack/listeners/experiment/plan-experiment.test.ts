import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { weeksThrough } from '../../../../src/domain/week.ts'
import type { PersonDriver } from '../../../../src/sandbox/person.ts'
import { everyWeek, googleExport } from '../../../support/exports.ts'
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

const IDEA = {
  'What would you change?': 'Two fields instead of six on LP-demo',
  'What do you expect to happen?': 'More leads per click',
  'Because…': 'Half of those who start the form leave at the phone number',
  'The one thing it changes': 'Landing page',
}
const card = (...words: string[]) => stage.post(CHANNEL, 'T-1 ·', ...words)

/** Four weeks of Paid search: 2,800 clicks a day, 4 of a hundred convert. */
async function withNumbers() {
  const ctx = await stage.makeTeam()
  const daily = { spend: 1_200, impressions: 90_000, clicks: 2_800, conversions: 112 }
  await stage.importNumbers(ctx, googleExport(everyWeek(weeksThrough('2026-W46', 6), daily), 'Search'))
  return ctx
}

/** The idea as Priya logs it, who owns Paid search: page two is open then. */
async function logIdea(person: PersonDriver) {
  await person.command('growth', '/beat test new')
  await person.waitForModal('experiment_idea_form')
  await person.submit(IDEA)
  return await person.waitForModal('experiment_plan_form')
}

/** What an input of the form holds. */
function held(view: { blocks: unknown[] }, id: string): string | undefined {
  const block = (view.blocks as { block_id?: string; element?: { initial_value?: string } }[]).find(
    (each) => each.block_id === id,
  )
  return block?.element?.initial_value
}

describe('the plan of a test', () => {
  it('follows the idea, filled in from the numbers, and can be saved as it is', async () => {
    const { priya } = stage
    await withNumbers()
    const form = await logIdea(priya)
    const said = wordsOf(form)

    expect(said).toContain('*T-1 is in the log.*')
    expect(said).toContain('From the last 4 complete weeks of Paid search.')
    expect(held(form, 'baseline_cvr')).toBe('4')
    expect(held(form, 'traffic_cvr')).toBe('19600')
    expect(held(form, 'weeks')).toBe('5')
    expect(said).toContain('*Sample*: 41,700 per arm to see +10 % on 4.00 %; at this traffic 5 weeks.')
    expect(said).toContain('*As of now*: 4 of 4 slots free. 2 of 2 slots of this channel free.')
    expect(await priya.submit()).toEqual({ outcome: 'closed' })

    const posted = wordsOf(await card('*ready to launch*'))
    expect(posted).toContain('*Plan*: CVR, +10 % on 4.00 % · 5 weeks · 41,700 per arm · Control against Variant')
    expect(posted).toContain(
      '*Rule*: Roll back if Cost per conversion is up by more than 5 %; ship if CVR is up with p &lt; .05 at the planned end (or p &lt; .001 earlier) and Cost per conversion holds;',
    )
    expect(posted).toContain('Next: [Launch].')
  })

  it('says early that a test is hopeless, and what would help', async () => {
    const { priya } = stage
    await withNumbers()
    await logIdea(priya)
    await priya.fillModal({ 'The smallest change worth acting on (in %)': '2 %' })
    const said = await stage.modal(priya, 'Hopeless as it stands')

    expect(said).toContain('What would help: a bolder change')
    expect(said).toContain('a metric earlier in the funnel')
  })

  it('shows the baseline of the metric that is chosen, and finds the typed one again', async () => {
    const { priya } = stage
    await withNumbers()
    await logIdea(priya)
    await priya.fillModal({ 'Where does it stand now? (in %)': '5.5' })
    await stage.modal(priya, 'on 5.50 %', 'Your own word: the last 4 complete weeks of Paid search say 4.')
    await priya.fillModal({ 'What is it judged by?': 'CTR' })
    await stage.modal(priya, 'on 3.11 %')
    await priya.fillModal({ 'What is it judged by?': 'CVR' })
    await stage.modal(priya, 'on 5.50 %')
    await priya.submit()

    await card('*ready to launch*', 'CVR, +10 % on 5.50 %')
  })

  it('takes a metric that only this test knows, a guardrail of its own, and arms with shares and letters', async () => {
    const { priya } = stage
    await withNumbers()
    await logIdea(priya)
    await priya.fillModal({ 'What is it judged by?': 'A rate of your own (yes or no for each unit)' })
    await stage.modal(priya, 'What is it called?')
    await priya.submit({
      'What is it called?': 'Demo requests',
      'Where does it stand now? (in %)': '12,5 %',
      'Arms, one per line, the control first': 'Old; 40 %; LP-A\nNew; 60; LP-B',
      'A guardrail of your own': 'Unsubscribes',
      ownGuardrailMargin: '2.5 %',
      'What do you expect? low / likely / high (in %)': '5 / 10 / 20',
    })

    const posted = wordsOf(await card('*ready to launch*', 'Demo requests, +10 % on 12.5 %', 'Old against New'))
    expect(posted).toContain('Unsubscribes is up by more than 2.5 %')
    const { rows } = await stage.db.pool.query('SELECT design FROM experiment')
    expect(rows[0].design).toMatchObject({
      expected: { low: 0.05, likely: 0.1, high: 0.2 },
      arms: [
        { key: 'control', name: 'Old', share: 0.4, matches: 'LP-A' },
        { key: 'variant_1', name: 'New', share: 0.6, matches: 'LP-B' },
      ],
    })
  })

  it('takes units a week with thousands separators, and names the one input its sample waits for', async () => {
    const { priya } = stage
    await withNumbers()
    await logIdea(priya)
    await priya.fillModal({ 'Units a week, all arms together': '60.000' })
    await stage.modal(priya, 'at this traffic 2 weeks')
    await priya.fillModal({ 'Units a week, all arms together': 'abc' })
    const said = await stage.modal(priya, '*Sample*, once this is mended: Units a week: "abc" is no number.')
    expect(said).not.toContain('Smallest change:')
    const sent = await priya.submit({
      'Units a week, all arms together': '60,061',
      'What do you expect? low / likely / high (in %)': '5',
      'The smallest change worth acting on (in %)': '-5',
    })
    expect('errors' in sent && sent.errors).toEqual({
      expected: 'Write it as low / likely / high in percent, as in 5 / 10 / 20.',
      smallest: 'Write "-5" without the minus: which way is better is chosen above.',
    })
  })

  it('says at each input what is wrong with it', async () => {
    const { priya } = stage
    await withNumbers()
    await logIdea(priya)
    const sent = await priya.submit({
      'The smallest change worth acting on (in %)': 'some',
      'Weeks it runs': '0',
      'Arms, one per line, the control first': 'Only one',
      'Where does it stand now? (in %)': '140',
    })

    expect('errors' in sent && sent.errors).toMatchObject({
      smallest: '"some" is no percentage. Write it in digits, as in 4.2.',
    })
    const again = await priya.submit({ 'The smallest change worth acting on (in %)': '10' })
    expect('errors' in again && again.errors).toEqual({
      baseline_cvr: 'A rate is below 100 %.',
      weeks: 'Whole weeks, from 1 to 26: every weekday then counts equally often.',
      arms: 'A test needs two arms at least: the control first, then what is new.',
    })
  })

  it('keeps what was typed when the form is closed, and leaves an idea behind that can be planned later', async () => {
    const { priya } = stage
    await withNumbers()
    await logIdea(priya)
    await priya.fillModal({ 'Money it spends on top': '2500' })
    await priya.closeModal()
    await priya.click(await card('*idea*'), 'Plan')
    const form = await priya.waitForModal('experiment_plan_form')

    expect(wordsOf(form)).toContain('This is your draft.')
    expect(held(form, 'budget')).toBe('2500')
    await priya.submit()
    await card('*ready to launch*', '€2,500 extra')
  })

  it('tells the second of two who plan at once, and keeps their draft', async () => {
    const { priya, sam } = stage
    await withNumbers()
    await logIdea(priya)
    await sam.click(await card('*idea*'), 'Plan')
    await sam.waitForModal('experiment_plan_form')
    const sent = await Promise.all([priya.submit({ 'Weeks it runs': '3' }), sam.submit({ 'Weeks it runs': '4' })])

    const lost = sent.filter((each) => 'errors' in each)
    expect(lost).toHaveLength(1)
    expect(JSON.stringify(lost)).toMatch(/T-1 was changed a moment ago/)
    await card('*ready to launch*')
  })

  it('works without any numbers: the person says where the metric stands', async () => {
    const { priya } = stage
    await stage.makeTeam()
    const form = await logIdea(priya)

    expect(wordsOf(form)).toContain('Your numbers do not say it, so it takes your word.')
    await priya.submit({ 'Where does it stand now? (in %)': '4.2' })
    await card('*ready to launch*', 'CVR, +10 % on 4.20 %')
  })
})
