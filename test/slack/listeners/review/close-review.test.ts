import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { teamOfReview } from '../../../../src/flows/find-team.ts'
import { closeReview } from '../../../../src/flows/review/close-review.ts'
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

const ANYWAY = { 'Close without what is lacking? Say why': 'They are away.' }
const header = (...words: string[]) => stage.post(CHANNEL, 'numbers and narrative', ...words)

beforeEach(async () => {
  await stage.makeTeam()
  await stage.tick('2026-11-23T08:00:00Z')
})

describe('[Close review]', () => {
  it('asks why where narratives are lacking; the reason is kept and stands in the digest', async () => {
    const { mara } = stage
    await mara.click(await header(), 'Close review')
    expect(wordsOf(await mara.waitForModal('close_form'))).toContain(
      'Lacking: not heard yet: Paid search, Paid social.',
    )
    expect(await mara.submit()).toMatchObject({
      outcome: 'errors',
      errors: { anyway: expect.stringContaining('Something is lacking (not heard yet: Paid search, Paid social)') },
    })
    expect(await mara.submit(ANYWAY)).toEqual({ outcome: 'closed' })
    const digest = wordsOf(await stage.post(CHANNEL, '*Week 47 closed*'))
    expect(digest).toContain(
      'Closed although something was lacking (not heard yet: Paid search, Paid social): They are away.',
    )
  })

  it('closes with nothing decided, too', async () => {
    const { mara } = stage
    await mara.click(await header(), 'Close review')
    await mara.waitForModal('close_form')
    expect(await mara.submit(ANYWAY)).toEqual({ outcome: 'closed' })

    const digest = wordsOf(await stage.post(CHANNEL, '*Week 47 closed* · 0 of 2 heard'))
    expect(digest).toContain('None were taken.')
    expect(digest).toContain('No action was named.')
  })

  it('asks what can wait when six actions are to be the focus', async () => {
    const { mara } = stage
    await mara.click(await header(), 'Close review')
    await mara.waitForModal('close_form')
    const six = ['1', '2', '3', '4', '5', '6'].map((each) => `Action ${each}`).join('\n')

    expect(await mara.submit({ ...ANYWAY, "What is next week's focus?": six })).toEqual({
      outcome: 'errors',
      errors: { focus: "At most 5 actions can be next week's focus; these are 6. Which can wait?" },
    })
    expect(stage.posts().join()).not.toContain('Week 47 closed')
  })

  it('brings back what was typed and not sent, until it is sent', async () => {
    const { mara } = stage
    await mara.click(await header(), 'Close review')
    await mara.waitForModal('close_form')
    await mara.fillModal({ 'What was decided?': 'Half a thought' })
    await mara.closeModal()
    await stage.quiet()

    await mara.click(await header(), 'Close review')
    const form = await mara.waitForModal('close_form')
    expect(JSON.stringify(form.blocks)).toContain('Half a thought')
    await mara.submit(ANYWAY)
    await stage.post(CHANNEL, 'Week 47 closed', 'Half a thought')
    const { rows } = await stage.db.pool.query('SELECT form FROM draft')
    expect(rows).toEqual([])
  })

  it('tells the second of two who close at once that it was closed', async () => {
    const { mara, jo } = stage
    for (const person of [mara, jo]) {
      await person.click(await header(), 'Close review')
      await person.waitForModal('close_form')
    }
    await mara.submit({ ...ANYWAY, 'What was decided?': 'Ship it' })
    const second = await jo.submit({ ...ANYWAY, 'What was decided?': 'Do not ship it' })

    expect(second).toEqual({
      outcome: 'errors',
      errors: { decisions: 'The review of Week 47 (16-22 Nov) was closed before, by <@U0MARA>. Nothing changed.' },
    })
    await stage.post(CHANNEL, 'Week 47 closed', 'by Mara Lindt', '• Ship it')
  })

  it('says when it was closed to somebody whose screen is older', async () => {
    const { jo } = stage
    const old = await header()
    const ctx = await stage.ctx({ kind: 'person', userId: 'U0MARA' })
    const { rows } = await stage.db.pool.query<{ id: string }>('SELECT id FROM review')
    const team = await teamOfReview(ctx, rows[0]!.id)
    await closeReview({ ...ctx, team }, rows[0]!.id, {
      decisions: [],
      focus: [],
      leaves: [],
      ownerUserId: null,
      anyway: 'They are away.',
    })
    await jo.click(old, 'Close review')

    await stage.modal(jo, 'This review was closed Mon 23 Nov 09:00 Berlin. Nothing more is to do.')
  })
})
