import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { logExperiment } from '../../../../src/flows/experiment/log-experiment.ts'
import type { PersonDriver } from '../../../../src/sandbox/person.ts'
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

const card = (...words: string[]) => stage.post(CHANNEL, '*T-1 ·', ...words)

async function withIdea() {
  const ctx = await stage.makeTeam()
  const text = { title: 'Shorter form', change: 'a', outcome: 'b', because: 'c', evidence: '', tags: [] }
  const idea = { ...text, lever: 'offer' as const, channelId: null, source: null, parent: null }
  const sam = { ...ctx, actor: { kind: 'person', userId: 'U0SAM' } as const }
  await logExperiment(sam, { id: ctx.newId('exp'), draft: '', version: null }, idea)
  await stage.quiet()
}

async function score(person: PersonDriver, rating: string) {
  await person.click(await card(), 'Score')
  const before = wordsOf(await person.waitForModal('experiment_score_form'))
  await person.submit({ Impact: rating, Confidence: rating, Ease: rating })
  const after = await stage.modal(person, 'Your score:')
  await person.closeModal()
  return { before, after }
}

describe('[Score]', () => {
  it("is private, and shows how far the team lies apart only after one's own is given", async () => {
    await withIdea()
    await score(stage.sam, '9')
    const { before, after } = await score(stage.priya, '5')

    expect(before).toContain('How far the scores lie apart is shown once you have given yours')
    expect(before).not.toContain('9.0')
    expect(after).toContain("Saved. Your score: *5.0* · the team's: *ICE 7.0 (2 scores, 5.0 to 9.0)*")
    expect(after).not.toContain('Sam')
    const shown = wordsOf(await card('ICE 7.0 (2 people scored)'))
    expect(shown).not.toContain('5.0 to 9.0')
  })

  it('can be changed, and counts once', async () => {
    await withIdea()
    await score(stage.sam, '9')
    const { before } = await score(stage.sam, '3')

    expect(before).toContain('Your score: *9.0*')
    expect(wordsOf(await card('1 person scored'))).not.toContain('3.0')
  })
})

describe('/beat test settings', () => {
  it('changes how many tests run at once and how ideas are scored', async () => {
    const { mara } = stage
    await withIdea()
    await mara.command('growth', '/beat test settings')
    await mara.waitForModal('experiment_settings_form')
    const sent = await mara.submit({ slots: '0', channelSlots: 'two', budgetLimit: 'a lot' })
    expect('errors' in sent && sent.errors).toEqual({
      channelSlots: '"two" is no whole number.',
      budgetLimit: '"a lot" is no number. Write it in digits, as in 1850.',
    })
    const again = await mara.submit({ channelSlots: '1', budgetLimit: '' })
    expect('errors' in again && again.errors).toEqual({ slots: 'A whole number from 1 to 50.' })
    const formula = 'RICE = reach × impact × confidence / effort, each 1 to 10'
    await mara.submit({ slots: '2', scoreModel: formula })

    await mara.click(await card(), 'Score')
    expect(wordsOf(await mara.waitForModal('experiment_score_form'))).toContain(formula)
    const { rows } = await stage.db.pool.query(
      'SELECT test_slots, test_channel_slots, test_budget, score_model FROM team',
    )
    expect(rows).toEqual([{ test_slots: 2, test_channel_slots: 1, test_budget: null, score_model: 'rice' }])
  })
})
