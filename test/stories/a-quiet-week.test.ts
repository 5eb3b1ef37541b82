import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { shiftDay } from '../../src/domain/week.ts'
import type { TeamContext } from '../../src/flows/context.ts'
import { adDaysCsv, everyDay } from '../support/ad-days.ts'
import { makeGuardrail } from '../support/guardrails.ts'
import { CHANNEL, openStage, type Stage, wordsOf } from '../support/stage.ts'

// The minutes of a week in which nothing is wrong, from Friday's question to the next one; a guardrail watches its numbers. At
// its end stands everything that anybody heard: whoever adds a line to it makes every week of every team louder.

/** When the clock beats, by UTC: the hours at which something could be said, and some at which nothing must. */
const BEATS = ['05', '08', '10', '14', '16', '19', '23'].map((hour) => `${hour}:00:00Z`)
const PEOPLE = { Priya: 'U0PRIYA', Sam: 'U0SAM', Mara: 'U0MARA', Jo: 'U0JO' }
const USUAL = [
  { campaign: 'Brand', spend: 100, impressions: 10_000, clicks: 200, conversions: 10 },
  { campaign: 'Prospecting', spend: 150, impressions: 20_000, clicks: 100, conversions: 8 },
]

let stage: Stage
let ctx: TeamContext
beforeAll(async () => {
  stage = await openStage({ at: '2026-11-13T11:00:00Z' })
  const rule = (campaign: string) => [{ field: 'campaign' as const, contains: campaign }]
  const known = { job: null, delegateUserId: null }
  ctx = await stage.makeTeam({
    channels: [
      { ...known, key: 'paid-search', name: 'Paid search', ownerUserId: 'U0PRIYA', rules: rule('Brand') },
      { ...known, key: 'paid-social', name: 'Paid social', ownerUserId: 'U0SAM', rules: rule('Prospecting') },
    ],
  })
  await makeGuardrail(ctx)
  await numbers('2026-09-28', '2026-11-12')
  // Priya lives in London and Sam in New York: what is said to them comes in their day.
  for (const person of [stage.priya, stage.sam]) {
    await person.command('growth', '/beat')
    await stage.answer(person)
  }
})
afterAll(async () => {
  await stage.close()
})

async function numbers(from: string, to: string): Promise<void> {
  const days = USUAL.flatMap((each) => everyDay(from, to, each))
  await stage.importNumbers({ ...ctx, now: stage.clock.now }, adDaysCsv(days))
}

/** Lets the days go by until an instant. */
async function until(instant: string): Promise<void> {
  const from = stage.clock.now.toISOString().slice(0, 10)
  for (let day = from; day <= instant.slice(0, 10); day = shiftDay(day, 1)) {
    for (const at of BEATS.map((time) => `${day}T${time}`)) {
      if (new Date(at) > stage.clock.now && at <= instant) await stage.tick(at)
    }
  }
}

async function write(who: 'priya' | 'sam', happened: string): Promise<void> {
  const person = stage[who]
  await person.click(await stage.post(person.id, 'what will you tell?'), 'Write narrative')
  await person.waitForModal('narrative_ahead_form')
  await person.submit({ 'What happened?': happened })
  await stage.post(person.id, 'thank you')
}

describe('a quiet week', () => {
  it('Friday: Priya and Sam are asked in their own afternoon, and answer', async () => {
    await until('2026-11-13T14:00:00Z')
    await write('priya', 'A calm week.')
    await until('2026-11-13T19:00:00Z')
    await write('sam', 'Nothing moved.')
  })

  it('at the weekend nobody hears anything', async () => {
    const before = stage.sandbox.state.messages.length
    await until('2026-11-15T23:00:00Z')
    await stage.quiet()

    expect(stage.sandbox.state.messages).toHaveLength(before)
  })

  it('Monday: the review opens with everybody heard, and Mara closes it in a minute', async () => {
    stage.at('2026-11-16T05:00:00Z')
    await numbers('2026-11-13', '2026-11-15')
    await until('2026-11-16T16:00:00Z')
    await stage.mara.click(await stage.post(CHANNEL, 'Week 46', '2 of 2 narratives in'), 'Close review')
    const form = await stage.mara.waitForModal('close_form')
    expect(wordsOf(form)).not.toContain('Lacking')
    await stage.mara.submit({ "What is next week's focus?": 'Raise the bids @Priya by Wed' })
    await stage.post(CHANNEL, '*Week 46 closed* · 2 of 2 heard', 'None were taken.')
  })

  it('Tuesday: Priya does what she said she would', async () => {
    await until('2026-11-17T10:00:00Z')
    await stage.priya.command('growth', '/beat action done A-1')
    expect(await stage.answer(stage.priya)).toContain('A-1')
  })

  it('Friday: the next question is the only other thing that anybody heard all week', async () => {
    await until('2026-11-19T23:00:00Z')
    stage.at('2026-11-20T05:00:00Z')
    await numbers('2026-11-16', '2026-11-19')
    await until('2026-11-20T19:00:00Z')
    await stage.quiet()

    const heard = Object.entries({ '#growth': CHANNEL, ...PEOPLE }).map(([name, id]) => [
      name,
      stage.posts(id).map((said) => said.split('\n')[0]),
    ])
    expect(Object.fromEntries(heard)).toMatchInlineSnapshot(`
      {
        "#growth": [
          "*Growth is set up*",
          "The operator imported numbers.csv · 92 rows · Mon 28 Sep to Thu 12 Nov 2026 (46 days) · €11,500 spent",
          "The operator imported numbers.csv · 6 rows · Fri 13 Nov to Sun 15 Nov 2026 (3 days) · €750 spent",
          "*Week 46 (9-15 Nov) · numbers and narrative* · 2 of 2 narratives in",
          "Cost per Signup stayed at €13.89, inside the band up to €20.00.",
          "*What changed*, week on week",
          "*Winning* · Paid search: 70 conversions at €10.00 (target €20.00, 7th week on target).",
          "*Alerts* · nothing is open",
          "*Paid search* · €700 spent · Cost per Signup €10.00 (±0 %)",
          "*Paid social* · €1,050 spent · Cost per Signup €18.75 (±0 %)",
          "*Actions* · no focus yet (0 of 5)",
          "*Week 46 closed* · 2 of 2 heard · by Mara Lindt",
          "The operator imported numbers.csv · 8 rows · Mon 16 Nov to Thu 19 Nov 2026 (4 days) · €1,000 spent",
        ],
        "Jo": [],
        "Mara": [],
        "Priya": [
          "*Week 46: thank you* · data through Sun 15 Nov",
          "*A-1 is yours now* · Growth",
          "*Week 47, what will you tell?* · data through Thu 19 Nov",
        ],
        "Sam": [
          "*Week 46: thank you* · data through Sun 15 Nov",
          "*Week 47, what will you tell?* · data through Thu 19 Nov",
        ],
      }
    `)
    const all = stage.sandbox.state.messages.filter(({ bot_id: bot }) => bot !== undefined)
    expect(heard.flatMap(([, said]) => said)).toHaveLength(all.length)
    expect(stage.failures).toEqual([])
  })
})
