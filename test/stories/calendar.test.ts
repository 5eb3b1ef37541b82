import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { CHANNEL, openStage, type Stage } from '../support/stage.ts'

// Weeks that the calendar makes unlike others: Easter in Berlin, and the weeks in which the clocks of Europe and of America
// change, each on its own Sunday. Sam lives in New York, Priya in London, the team meets in Berlin.

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

const SAM = 'U0SAM'
const PRIYA = 'U0PRIYA'
const REVIEW = 'numbers and narrative'
const QUESTION = 'what will you tell?'
const REMINDER = 'waits for'

/** The team as it stands on a day, with both owners known by their zones. */
async function team(at: string): Promise<void> {
  stage.at(at)
  await stage.makeTeam()
  for (const person of [stage.priya, stage.sam]) {
    await person.command('growth', '/beat')
    await stage.answer(person)
  }
}

const count = (who: string, words: string) => stage.posts(who).filter((said) => said.includes(words)).length

/** A minute before its moment nothing of the kind is said; at its moment it is, once. */
async function saidAt(at: string, who: string, words: string): Promise<void> {
  const before = count(who, words)
  await stage.tick(new Date(Date.parse(at) - 60_000).toISOString())
  await stage.quiet()
  expect([at, count(who, words)]).toEqual([at, before])

  await stage.tick(at)
  await stage.tick(new Date(Date.parse(at) + 15_000).toISOString())
  await stage.quiet()
  expect([at, count(who, words)]).toEqual([at, before + 1])
}

describe('Easter week', () => {
  it('asks on Maundy Thursday, leaves four days in peace, and opens the review on Tuesday', async () => {
    const { mara } = stage
    await team('2026-03-30T10:00:00Z')
    await mara.command('growth', '/beat holidays')
    await mara.waitForModal('holidays_form')
    await mara.submit({ 'Country and region': 'Germany, Berlin' })
    await stage.modal(mara, 'Fri 3 Apr Good Friday, Mon 6 Apr Easter Monday')
    await mara.closeModal()
    await mara.command('growth', '/beat schedule')
    expect(await stage.answer(mara)).toContain('because Mon 6 Apr is Easter Monday')

    await saidAt('2026-04-02T13:00:00Z', PRIYA, QUESTION)
    await saidAt('2026-04-02T18:00:00Z', SAM, QUESTION)
    const said = stage.sandbox.state.messages.length
    for (const day of ['03', '04', '05', '06']) {
      for (const hour of ['07', '18']) await stage.tick(`2026-04-${day}T${hour}:00:00Z`)
    }
    await stage.quiet()
    expect(stage.sandbox.state.messages).toHaveLength(said)

    await saidAt('2026-04-07T07:00:00Z', CHANNEL, REVIEW)
    expect(stage.posts().at(-1)).not.toContain('opened late')
    await saidAt('2026-04-07T13:00:00Z', SAM, REMINDER)
  }, 60_000)
})

describe('the clocks change', () => {
  it('in autumn, first in Europe and a week later in America: everybody hears it at the hour of their own wall', async () => {
    await team('2026-10-21T10:00:00Z')

    await saidAt('2026-10-23T13:00:00Z', PRIYA, QUESTION) // 14:00 in London, the last day of summer time there
    await saidAt('2026-10-23T18:00:00Z', SAM, QUESTION) // 14:00 in New York
    await saidAt('2026-10-26T08:00:00Z', CHANNEL, REVIEW) // 09:00 in Berlin, winter
    await saidAt('2026-10-26T12:00:00Z', PRIYA, REMINDER) // four hours later, noon in London, winter
    await saidAt('2026-10-26T13:00:00Z', SAM, REMINDER) // 09:00 in New York, still summer
    await saidAt('2026-10-30T18:00:00Z', SAM, QUESTION) // 14:00 in New York, still summer
    await saidAt('2026-11-02T08:00:00Z', CHANNEL, REVIEW)
    await saidAt('2026-11-02T14:00:00Z', SAM, REMINDER) // 09:00 in New York, winter
    await saidAt('2026-11-06T19:00:00Z', SAM, QUESTION)
  }, 60_000)

  it('in spring, first in America and three weeks later in Europe', async () => {
    await team('2026-03-04T10:00:00Z')

    await saidAt('2026-03-06T19:00:00Z', SAM, QUESTION) // 14:00 in New York, winter
    await saidAt('2026-03-09T08:00:00Z', CHANNEL, REVIEW) // 09:00 in Berlin, winter
    await saidAt('2026-03-09T13:00:00Z', SAM, REMINDER) // 09:00 in New York, summer
    await saidAt('2026-03-27T18:00:00Z', SAM, QUESTION)
    await saidAt('2026-03-30T07:00:00Z', CHANNEL, REVIEW) // 09:00 in Berlin, summer
    await saidAt('2026-03-30T11:00:00Z', PRIYA, REMINDER) // four hours later, noon in London, summer
  })
})
