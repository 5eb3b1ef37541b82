import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CHANNEL, openStage, type Stage, wordsOf } from '../support/stage.ts'

// The minutes of an action that is carried over twice: agreed in the review of week 47, forgotten, asked about once, moved, and
// done in the third week. Each entry stands on the one before.

let stage: Stage
beforeAll(async () => {
  stage = await openStage({ at: '2026-11-20T12:00:00Z' })
  await stage.makeTeam()
  // Sam sits in New York: what is said to him comes in his morning, not in Berlin's.
  await stage.sam.command('growth', '/beat')
  await stage.answer(stage.sam)
})
afterAll(async () => {
  await stage.close()
})

const reply = (...words: string[]) => stage.post(CHANNEL, '*Actions*', ...words)
const reminders = () => stage.posts('U0SAM').filter((words) => words.includes('past the day'))

describe('an action that is carried over twice', () => {
  it('Monday: the review of week 47 ends with one action for Sam, due on Wednesday', async () => {
    const { mara } = stage
    await stage.tick('2026-11-23T08:00:00Z')
    await mara.click(await stage.post(CHANNEL, 'Week 47', 'numbers and narrative'), 'Close review')
    await mara.waitForModal('close_form')
    await mara.submit({
      'Close without what is lacking? Say why': 'They are away.',
      "What is next week's focus?": 'Swap the hero on LP-demo @Sam by Wed',
    })

    await stage.post(CHANNEL, '*Week 47 closed*', 'A-1 Swap the hero on LP-demo (Sam Ortiz, due Wed 25 Nov)')
    await reply("this week's focus (1 of 5)", 'due Wed 25 Nov')
    await stage.post('U0SAM', '*A-1 is yours now*', 'from the close of week 47')
  })

  it('Thursday: nobody reminds Sam at night, and once in his morning', async () => {
    await stage.tick('2026-11-26T08:00:00Z')
    expect(reminders()).toEqual([])

    await stage.tick('2026-11-26T14:00:05Z')
    await stage.post('U0SAM', '*One action of yours is past the day*', 'was due Wed 25 Nov', 'Why did I get this?')
    await stage.tick('2026-11-26T18:00:00Z')
    await stage.tick('2026-11-27T15:00:00Z')
    expect(reminders()).toHaveLength(1)
  })

  it('the next Monday: it opens the new review in its second week', async () => {
    await stage.tick('2026-11-30T08:00:00Z')
    await stage.post(CHANNEL, 'Week 48', 'numbers and narrative')

    await reply("this week's focus (1 of 5)", 'was due Wed 25 Nov, 2nd week')
  })

  it('Tuesday: Sam gives it a new day, which does not make it younger', async () => {
    const { sam } = stage
    stage.at('2026-12-01T15:00:00Z')
    await sam.click(await stage.post('U0SAM', 'past the day'), 'action_more', await choiceOf('change'))
    await sam.waitForModal('action_form')
    await sam.submit({ 'Until which day?': '2026-12-04' })

    await reply('due Fri 4 Dec, 2nd week')
    await stage.post('U0SAM', '*Nothing is past its day any more*')
  })

  it('the Monday after: its third week, after one more reminder for the new day', async () => {
    await stage.tick('2026-12-07T08:00:00Z')
    await reply('was due Fri 4 Dec, 3rd week')
    await stage.tick('2026-12-07T14:30:00Z')

    await stage.post('U0SAM', '*One action of yours is past the day*', 'was due Fri 4 Dec')
  })

  it('Wednesday: it is done, and the thread says so without any number of clicks on old messages changing that', async () => {
    const { sam, mara } = stage
    stage.at('2026-12-09T15:00:00Z')
    await sam.click(await stage.post('U0SAM', 'past the day'), 'action_more', await choiceOf('done'))
    await reply('no focus yet (0 of 5)', 'Done since Mon 30 Nov', 'A-1* Swap the hero on LP-demo · done by Sam Ortiz')
    await stage.tick('2026-12-10T15:00:00Z')
    expect(reminders().filter((words) => words.includes('was due'))).toEqual([])

    await mara.command('growth', '/beat action done A-1')
    expect(await stage.answer(mara)).toContain('A-1 was done by Sam Ortiz, Wed 9 Dec 16:00 Berlin. Nothing changed.')
  })

  it('and every step of it is in the audit', async () => {
    const { rows } = await stage.db.pool.query<{ said: string }>(
      "SELECT actor || ': ' || action AS said FROM audit WHERE action LIKE '%action%' ORDER BY at, id",
    )

    expect(rows.map(({ said }) => said)).toEqual([
      'U0MARA: action noted',
      'schedule: owner told of overdue actions',
      'U0SAM: action changed',
      'schedule: owner told of overdue actions',
      'U0SAM: action done',
    ])
    expect(wordsOf(await reply('Done since'))).not.toContain('Carried over')
  })
})

async function choiceOf(move: string): Promise<string> {
  const { rows } = await stage.db.pool.query<{ id: string }>('SELECT id FROM action')
  return `${move}:${rows[0]?.id}`
}
