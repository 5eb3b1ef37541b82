import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setReviewRules } from '../../src/flows/lead/set-review-rules.ts'
import { CHANNEL, openStage, type Stage, wordsOf } from '../support/stage.ts'

// The minutes of a week without its owner: Sam goes away on Thursday and names Jo, who is asked in his place, writes, and is done
// when he is back. Sam has an action that becomes overdue meanwhile, and hears of it when he is there again.

let stage: Stage
beforeAll(async () => {
  stage = await openStage({ at: '2026-11-25T11:00:00Z' })
  const ctx = await stage.makeTeam()
  // Week 48 is Sam's turn, and after him it is Jo's.
  await setReviewRules(ctx, { facilitators: ['U0JO', 'U0SAM'], broadcast: false, mirrorId: null })
  for (const person of [stage.mara, stage.sam, stage.jo]) await said(person, '/beat')
})
afterAll(async () => {
  await stage.close()
})

async function said(person: Stage['sam'], line: string): Promise<string> {
  await person.command('growth', line)
  return await stage.answer(person)
}
const reply = (...words: string[]) => stage.post(CHANNEL, '*Paid social*', ...words)
const heard = (who: string, words: string) => stage.posts(who).filter((post) => post.includes(words))

describe('a week without its owner', () => {
  it('Wednesday: Sam says that he is away until Tuesday, and that Jo answers', async () => {
    const { sam, mara } = stage
    await mara.command('growth', '/beat action new Swap the hero @Sam by Thu')
    await mara.waitForModal('action_form')
    await mara.submit()
    await said(sam, '/beat away from Thu until Tue delegate @Jo')

    await stage.post('U0JO', 'You answer for Sam Ortiz, who is away from Thu 26 Nov through Tue 1 Dec')
  })

  it('Friday: Jo is asked in his place, and Sam is left in peace, also by his overdue action', async () => {
    await stage.tick('2026-11-27T13:00:00Z')
    await stage.post('U0JO', 'what will you tell?', 'Paid social', 'whose owner is away')

    // At ten and at two in New York, where Sam lives, he would be reminded and asked.
    await stage.tick('2026-11-27T15:00:00Z')
    await stage.tick('2026-11-27T19:00:00Z')
    await stage.quiet()
    expect(heard('U0SAM', 'what will you tell?')).toEqual([])
    expect(heard('U0SAM', 'past the day')).toEqual([])
  })

  it('Monday: the thread says who is away and asks who answers', async () => {
    await stage.tick('2026-11-30T08:00:00Z')

    expect(wordsOf(await reply())).toContain(
      'Sam Ortiz is away through Tue 1 Dec, Jo Becker answers meanwhile. <@U0JO>, what happened',
    )
    expect(wordsOf(await stage.post('U0JO', 'what will you tell?'))).toBeTruthy()
  })

  it('Monday: the next in turn leads the review instead of Sam, and is the one it waits for', async () => {
    const { jo, sam } = stage
    await stage.post(CHANNEL, 'Week 48', '<@U0JO> leads this review')

    expect(await said(jo, '/beat')).toContain('close Week 48')
    expect(await said(sam, '/beat')).not.toContain('close Week 48')
  })

  it('Monday at one: only Jo is reminded, and writes', async () => {
    const { jo } = stage
    await stage.tick('2026-11-30T12:00:00Z')
    const reminder = await stage.post('U0JO', 'waits for Paid social')
    await stage.tick('2026-12-01T15:00:00Z')
    await stage.quiet()
    expect(heard('U0SAM', 'waits for')).toEqual([])
    await jo.click(reminder, 'Write narrative')
    await jo.waitForModal('narrative_form')
    await jo.submit({ 'What happened?': 'A calm week while Sam was away.' })

    await reply('A calm week while Sam was away.', 'Jo Becker')
  })

  it('Wednesday: Sam is back by himself, and hears in his morning of what became overdue, once', async () => {
    const { sam } = stage
    await stage.tick('2026-12-02T15:00:00Z')

    await stage.post('U0SAM', 'One action of yours is past the day', 'Swap the hero', 'was due Thu 26 Nov')
    expect(await said(sam, '/beat')).not.toContain('You are away')
    await stage.tick('2026-12-03T15:00:00Z')
    expect(heard('U0SAM', 'past the day')).toHaveLength(1)
    expect(await said(sam, '/beat schedule')).toContain('Sam Ortiz: Paid social')
    expect((await stage.db.pool.query('SELECT user_id FROM absence')).rows).toEqual([])
  })

  it('Friday: Sam has left the company. Mara hears once which channel lost its owner, and nobody is asked in his place', async () => {
    const { mara, sandbox } = stage
    sandbox.admin.deactivate('U0SAM')
    await stage.quiet()
    await stage.tick('2026-12-04T08:00:00Z')

    await stage.post(
      'U0MARA',
      'The Slack account of Sam Ortiz is deactivated',
      'Paid social lost its owner',
      '/beat setup',
    )
    await stage.tick('2026-12-04T09:00:00Z')
    expect(heard('U0MARA', 'is deactivated')).toHaveLength(1)
    expect(await said(mara, '/beat schedule')).toContain('Nobody: Paid social, because its owner is gone')
  })
})
