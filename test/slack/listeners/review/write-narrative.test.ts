import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { CHANNEL, openStage, type Stage, wordsOf } from '../../../support/stage.ts'
import { PLAN } from '../../../support/team-plan.ts'

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

const [SEARCH, SOCIAL] = PLAN.channels
const replyOf = (channel: string, ...words: string[]) => stage.post(CHANNEL, `*${channel}*`, ...words)
const header = (...words: string[]) => stage.post(CHANNEL, 'numbers and narrative', ...words)

async function openReview(changes: Partial<typeof PLAN> = {}) {
  await stage.makeTeam(changes)
  await stage.tick('2026-11-23T08:00:00Z')
}

describe('[Write narrative]', () => {
  it("is not for somebody else's channel, and says what they can do", async () => {
    const { jo } = stage
    await openReview()
    await jo.click(await replyOf('Paid search'), 'Write narrative')

    await stage.modal(jo, 'The narrative of Paid search is written by <@U0PRIYA>. Reply in the thread to add to it.')
  })

  it("is for the lead, too, and for the owner's delegate", async () => {
    const { mara, jo } = stage
    await openReview({ channels: [{ ...SEARCH!, delegateUserId: 'U0JO' }, SOCIAL!] })
    for (const person of [mara, jo]) {
      await person.click(await replyOf('Paid search'), 'narrative')
      await person.waitForModal('narrative_form')
      await person.submit({ 'What happened?': `${person.id} says so` })
      await replyOf('Paid search', `${person.id} says so`)
    }
    await header('1 of 2 narratives in')
  })

  it('writes over nobody: whoever comes second is told, keeps their words, and sees both', async () => {
    const { priya, jo } = stage
    await openReview({ channels: [{ ...SEARCH!, delegateUserId: 'U0JO' }, SOCIAL!] })
    for (const person of [priya, jo]) {
      await person.click(await replyOf('Paid search'), 'narrative')
      await person.waitForModal('narrative_form')
    }
    await priya.submit({ 'What happened?': 'Clicks got dearer.' })
    const sent = await jo.submit({ 'What happened?': 'Nothing happened.' })

    expect(sent).toMatchObject({
      outcome: 'errors',
      errors: {
        happened: expect.stringContaining('Somebody else has written this narrative since you opened the form'),
      },
    })
    await replyOf('Paid search', 'Clicks got dearer.')

    await jo.closeModal()
    await jo.click(await replyOf('Paid search'), 'Edit narrative')
    await stage.modal(jo, '*In the thread now*, by <@U0PRIYA>', 'Clicks got dearer.', 'This is your draft')
    expect(JSON.stringify(await jo.waitForModal('narrative_form'))).toContain('Nothing happened.')
    await jo.submit({ 'What happened?': 'Clicks got dearer, conversions did not change.' })
    await replyOf('Paid search', 'Clicks got dearer, conversions did not change.')
  })

  it('on the header goes to the one channel a person owns', async () => {
    const { sam } = stage
    await openReview()
    await sam.click(await header(), 'Write narrative')

    await stage.modal(sam, '*Paid social*')
  })

  it('on the header asks whoever owns several which one it is, those that wait first', async () => {
    const { priya } = stage
    await openReview({ channels: [SEARCH!, { ...SOCIAL!, ownerUserId: 'U0PRIYA' }] })
    await priya.click(await header(), 'Write narrative')
    const asked = await priya.waitForModal('narrative_choice')
    expect(wordsOf(asked)).toContain('Paid search Paid social')
    expect(await priya.submit({ 'Which channel?': 'Paid social' })).toMatchObject({ outcome: 'updated' })
    await priya.submit({ 'What happened?': 'Two in one' })
    await replyOf('Paid social', 'Two in one')

    await priya.click(await header(), 'Write narrative')
    expect(wordsOf(await priya.waitForModal('narrative_choice'))).toContain('Paid social (written)')
  })

  it('on the header tells somebody who owns nothing', async () => {
    const { jo } = stage
    await openReview()
    await jo.click(await header(), 'Write narrative')

    await stage.modal(jo, 'You own no channel of this team.')
  })

  it('opens the channel that is named, and says which there are', async () => {
    const { sam } = stage
    await openReview()
    await sam.command('growth', '/beat narrative paid SOCIAL')
    await stage.modal(sam, '*Paid social*')

    await sam.command('growth', '/beat narrative billboards')
    await stage.modal(sam, 'I do not know the channel "billboards". There is: Paid search, Paid social.')
  })

  it('asks for another click when Slack did not wait for the form', async () => {
    const { sam, sandbox } = stage
    await openReview()
    sandbox.faults.add({ kind: 'trigger-expired' })
    await sam.click(await replyOf('Paid social'), 'Write narrative')
    expect(await stage.answer(sam)).toContain('That took me longer than Slack waits for a form. Click once more.')

    await sam.click(await replyOf('Paid social'), 'Write narrative')
    await stage.modal(sam, '*Paid social*')
  })

  it('tells of a fault of its own by a reference that the log has, and loses nothing that was typed', async () => {
    const { sam } = stage
    await openReview()
    await sam.click(await replyOf('Paid social'), 'Write narrative')
    await sam.waitForModal('narrative_form')
    await stage.db.pool.query('ALTER TABLE narrative RENAME TO narrative_away')
    const sent = await sam.submit({ 'What happened?': 'Half the week' })
    await stage.db.pool.query('ALTER TABLE narrative_away RENAME TO narrative')

    const told = 'errors' in sent ? sent.errors.happened : ''
    expect(told).toMatch(/^Something went wrong on my side.* What you typed is kept.* Reference err_\w+\.$/)
    expect(stage.failures).toHaveLength(1)
    stage.failures.length = 0
    await sam.submit()
    await replyOf('Paid social', 'Half the week')
  })

  it('shows what people type as they typed it, and calls nobody', async () => {
    const { sam } = stage
    await openReview()
    await sam.click(await replyOf('Paid social'), 'Write narrative')
    await sam.waitForModal('narrative_form')
    await sam.submit({ 'What happened?': '<!channel> CPC < €1 & rising' })

    const said = await replyOf('Paid social', 'rising')
    expect(wordsOf(said)).toContain('&lt;!channel&gt; CPC &lt; €1 &amp; rising')
  })

  it('is refused at the door when the channel was removed, or went to somebody else, in between', async () => {
    const { sam, mara } = stage
    await openReview()
    const old = await replyOf('Paid social')
    await sam.click(old, 'Write narrative')
    await sam.waitForModal('narrative_form')
    await mara.command('growth', '/beat setup')
    await mara.waitForModal('team_form')
    await mara.submit({ 'Channel 2': '' })
    await stage.post(CHANNEL, 'Growth was changed')

    const sent = await sam.submit({ 'What happened?': 'Too late' })
    expect('errors' in sent && sent.errors).toEqual({
      happened: 'This channel has been removed from the team, so its narrative has nowhere to stand.',
    })
    await sam.closeModal()
    await sam.click(old, 'Write narrative')
    await stage.modal(sam, 'This channel has been removed from the team.')
  })
})

describe('/beat narrative, and the shortcut', () => {
  it('say that there is nothing to write about before the first review', async () => {
    const { sam } = stage
    await stage.makeTeam()
    await sam.command('growth', '/beat narrative')
    await stage.modal(sam, 'No review has been opened yet')

    await sam.closeModal()
    await sam.shortcut('narrative_shortcut')
    await stage.modal(sam, 'No narrative of yours is due.')
  })

  it('go to what is due, from anywhere', async () => {
    const { sam } = stage
    await openReview()
    await sam.shortcut('narrative_shortcut')

    await stage.modal(sam, '*Paid social*')
  })

  it('say where to go when there is no team', async () => {
    const { sam } = stage
    await sam.command('growth', '/beat narrative')

    await stage.modal(sam, 'No team lives in this channel yet.')
  })
})
