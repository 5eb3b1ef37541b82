import { weeksThrough } from '../../src/domain/week.ts'
import type { PersonDriver } from '../../src/sandbox/person.ts'
import { everyWeek, googleExport } from './exports.ts'
import { CHANNEL, type Stage } from './stage.ts'

/** The Monday on which the tests of the stories begin, and the one after their two whole weeks. */
export const THE_START = '2026-11-16T10:00:00Z'
export const THE_END = '2026-11-30T09:00:00Z'

const IDEA = {
  'What would you change?': 'Two fields instead of six on LP-demo',
  'What do you expect to happen?': 'More leads per click',
  'Because…': 'Half of those who start the form leave at the phone number',
  'The one thing it changes': 'Landing page',
}
const PLAN = {
  weeks: '2',
  maturityDays: '0',
  'What must not get worse meanwhile?': 'SQL rate',
  arms: 'Long form\nShort form',
}

/** What both arms counted: the control first. */
export type Counts = {
  clicks: [number, number]
  conversions: [number, number]
  mql: [number, number]
  sql: [number, number]
}

const STEADY = { mql: [700, 780], sql: [350, 400] } satisfies Partial<Counts>
export const BETTER: Counts = { clicks: [20_000, 20_050], conversions: [800, 905], ...STEADY }
export const WORSE: Counts = { clicks: [20_000, 20_050], conversions: [800, 690], ...STEADY }
export const UNEVEN: Counts = { ...BETTER, clicks: [20_000, 18_000] }

/** A team with six weeks of Paid search up to yesterday: 2,800 clicks a day, of which 4 in a hundred convert. */
export async function makeSearchTeam(stage: Stage): Promise<void> {
  const ctx = await stage.makeTeam()
  const daily = { spend: 1_200, impressions: 90_000, clicks: 2_800, conversions: 112 }
  await stage.importNumbers(ctx, googleExport(everyWeek(weeksThrough('2026-W46', 6), daily), 'Search'))
}

/** From the idea to the first day, as a person does it. */
export async function startTest(stage: Stage, person: PersonDriver): Promise<void> {
  await person.command('growth', '/beat test new')
  await person.waitForModal('experiment_idea_form')
  await person.submit(IDEA)
  await person.waitForModal('experiment_plan_form')
  await person.submit(PLAN)
  await person.click(await stage.post(CHANNEL, 'T-1 ·', 'ready to launch'), 'Launch')
  await stage.modal(person, 'Nothing is in the way of T-1')
  await person.submit()
  await stage.post(CHANNEL, 'T-1 ·', '*running*')
}

/** Types what both arms counted through the last day. */
export async function bringResult(person: PersonDriver, { clicks, conversions, mql, sql }: Counts): Promise<void> {
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
