import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { weeksThrough } from '../../src/domain/week.ts'
import type { PersonDriver } from '../../src/sandbox/person.ts'
import { everyWeek, googleExport } from '../support/exports.ts'
import { CHANNEL, openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
beforeEach(async () => {
  await stage.reset('2026-11-16T10:00:00Z')
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
const PLAN = {
  'Weeks it runs': '2',
  'Days after the end in which conversions still arrive': '0',
  'What must not get worse meanwhile?': 'SQL rate',
  'Arms, one per line, the control first': 'Long form\nShort form',
}
/** On the Monday after two whole weeks. */
const THE_END = '2026-11-30T09:00:00Z'

const card = (...words: string[]) => stage.post(CHANNEL, 'T-1 ·', ...words)

/** Six weeks of Paid search up to yesterday: 2,800 clicks a day, of which 4 in a hundred convert. */
async function withNumbers() {
  const ctx = await stage.makeTeam()
  const daily = { spend: 1_200, impressions: 90_000, clicks: 2_800, conversions: 112 }
  await stage.importNumbers(ctx, googleExport(everyWeek(weeksThrough('2026-W46', 6), daily), 'Search'))
}

/** From the idea to the first day, as a person does it. */
async function startTest(person: PersonDriver) {
  await withNumbers()
  await person.command('growth', '/beat test new')
  await person.waitForModal('experiment_idea_form')
  await person.submit(IDEA)
  await person.waitForModal('experiment_plan_form')
  await person.submit(PLAN)
  await person.click(await card('ready to launch'), 'Launch')
  await stage.modal(person, 'Nothing is in the way of T-1')
  await person.submit()
  await card('*running*')
}

type Counts = { clicks: [number, number]; conversions: [number, number]; mql: [number, number]; sql: [number, number] }

/** Types what both arms counted, at the end of the window. */
async function bringResult(person: PersonDriver, { clicks, conversions, mql, sql }: Counts) {
  await person.command('growth', '/beat result T-1')
  await person.waitForModal('experiment_result_form')
  const typed = ['Long form', 'Short form'].flatMap((arm, at) => [
    [`${arm} · clicks`, String(clicks[at])],
    [`${arm} · conversions`, String(conversions[at])],
    [`${arm} · MQL (SQL rate)`, String(mql[at])],
    [`${arm} · SQL (SQL rate)`, String(sql[at])],
  ])
  await person.submit({ 'Data through': '2026-11-29', ...Object.fromEntries(typed) })
}

async function decide(person: PersonDriver, values: Record<string, string>) {
  await person.command('growth', '/beat decide T-1')
  await person.waitForModal('experiment_decide_form')
  return await person.submit(values)
}

const STEADY = { mql: [700, 780], sql: [350, 400] } satisfies Partial<Counts>
const BETTER: Counts = { clicks: [20_000, 20_050], conversions: [800, 905], ...STEADY }
const WORSE: Counts = { clicks: [20_000, 20_050], conversions: [800, 690], ...STEADY }

describe('a test', () => {
  it('is shipped: idea, plan, launch, two weeks, the result, the decision, the learning', async () => {
    const { priya } = stage
    await startTest(priya)
    await stage.tick(THE_END)
    await card('*decision due*')
    await bringResult(priya, BETTER)
    await stage.modal(priya, 'Short form', 'ship')
    await priya.closeModal()

    await decide(priya, { 'Why?': 'More leads, and as many of them become SQL.' })
    await stage.post(CHANNEL, 'D-1 · T-1', 'ship Short form')
    await priya.waitForModal('experiment_learning_form')
    await priya.submit({
      'What did it teach? One sentence.': 'Two fields bring more leads than six, and not worse ones.',
      'How sure is that?': 'supported',
    })

    await card('*closed*', 'Two fields bring more leads than six')
    await priya.command('growth', '/beat log fewer form fields leads')
    expect(await stage.answer(priya)).toContain('Two fields bring more leads than six, and not worse ones.')
  })

  it('is rolled back, and whoever is about to repeat it is warned before they send the idea', async () => {
    const { priya, sam } = stage
    await startTest(priya)
    await stage.tick(THE_END)
    await bringResult(priya, WORSE)
    await stage.modal(priya, 'roll back')
    await priya.closeModal()
    await decide(priya, { 'Why?': 'Fewer leads.' })
    await priya.waitForModal('experiment_learning_form')
    await priya.submit({
      'What did it teach? One sentence.': 'On LP-demo a shorter form loses leads.',
      'How sure is that?': 'supported',
    })
    await card('*closed*')

    await sam.command('growth', '/beat test new')
    await sam.waitForModal('experiment_idea_form')
    await sam.fillModal({ 'What would you change?': 'A shorter form with fewer fields on LP-demo' })
    await stage.modal(sam, 'T-1', 'rolled back', 'On LP-demo a shorter form loses leads.')
  })

  it('is invalid where the units did not fall as planned, however good it looks', async () => {
    const { priya } = stage
    await startTest(priya)
    await stage.tick(THE_END)
    await bringResult(priya, { ...BETTER, clicks: [20_000, 18_000] })
    await stage.modal(priya, 'split')
    await priya.closeModal()

    await priya.command('growth', '/beat decide T-1')
    await priya.waitForModal('experiment_decide_form')
    await stage.modal(priya, 'Call it invalid (recommended)')
    await priya.submit({ 'Why?': 'The redirect dropped people of one arm.' })
    await stage.post(CHANNEL, 'D-1 · T-1', 'invalid')
    await card('*invalid*')
  })

  it('decided against its rule is decided by two', async () => {
    const { priya, mara } = stage
    await startTest(priya)
    await stage.tick(THE_END)
    await bringResult(priya, WORSE)
    await stage.modal(priya, 'roll back')
    await priya.closeModal()

    await decide(priya, { 'Your decision': 'Ship', 'Why?': 'Sales wants the shorter form for the fair.' })
    const ask = await stage.post('U0MARA', 'wants to decide T-1')
    await card('*decision due*')
    await mara.click(ask, 'Agree')

    await stage.post(CHANNEL, 'D-1 · T-1', 'ship Short form', 'against the recommendation, Mara', 'agreed')
    await card('*decided*')
  })
})
