import { describe, expect, it } from 'vitest'
import { errorAnswer } from '../../../src/slack/views/errors.ts'
import { help } from '../../../src/slack/views/help.ts'
import {
  deliveryQuestion,
  plainAnswer,
  reviewMissed,
  rhythmChanged,
  teamReady,
  welcome,
} from '../../../src/slack/views/notices.ts'
import { expectMessage, expectSound, HOSTILE, hostileTeam, MONDAY, makeTeam, NAMES, WEEK } from './stage.ts'

const team = makeTeam()
const commands = [
  { usage: '', does: 'what needs you now' },
  { usage: 'numbers [channel] [period]', does: 'the numbers, only for you' },
]
const question = {
  announcementId: 'ann_1',
  kind: 'review-header',
  conversationId: 'C0GROWTH',
  since: MONDAY,
  open: true,
}

describe('notices', () => {
  it('welcome a channel', async () => {
    await expectMessage('welcome', welcome())
  })

  it('say that a team is ready, or was changed', async () => {
    await expectMessage('team-ready', teamReady({ team, changed: false }))
    await expectMessage('team-changed', teamReady({ team, changed: true }))
  })

  it('say who paused or resumed the rhythm', async () => {
    await expectMessage('rhythm-paused', rhythmChanged({ team, move: 'pause', by: 'U0MARA', names: NAMES }))
    await expectMessage('rhythm-resumed', rhythmChanged({ team, move: 'resume', by: 'operator', names: NAMES }))
  })

  it('say that a review was missed', async () => {
    await expectMessage('review-missed', reviewMissed({ team, week: WEEK }))
  })

  it('ask whether a post is there, until somebody says so', async () => {
    await expectMessage('delivery-question', deliveryQuestion(question))
    await expectMessage('delivery-settled', deliveryQuestion({ ...question, open: false }))
    await expectMessage(
      'delivery-direct',
      deliveryQuestion({ ...question, kind: 'new kind', conversationId: 'U0MARA', since: null }),
    )
  })

  it('answer one person, with a way on', async () => {
    const link = { url: 'https://beat.slack.com/archives/C0GROWTH/p1', text: 'Go to the thread' }
    await expectMessage('plain-answer', plainAnswer('The review of week 47 opens now in <#C0GROWTH>.'))
    expect(JSON.stringify(plainAnswer('Opened before.', link).blocks)).toContain(link.url)
  })

  it('are harmless with hostile names', () => {
    const bad = hostileTeam()
    expectSound(teamReady({ team: bad, changed: false }))
    expectSound(rhythmChanged({ team: bad, move: 'pause', by: 'U0SAM', names: { U0SAM: HOSTILE.name } }))
    expectSound(reviewMissed({ team: bad, week: WEEK }))
    expectSound(plainAnswer(HOSTILE.text))
  })
})

describe('help', () => {
  it('lists the commands', async () => {
    await expectMessage('help', help({ commands, filter: '', setters: null }))
  })

  it('names the settings in one line for whoever may not change them, and says who may', async () => {
    const settings = [...commands, { usage: 'reminders', does: 'how owners are asked', sets: true as const }]
    const setters = 'Settings of Growth are changed by its lead, <@U0MARA>, or by an admin of the workspace.'
    await expectMessage('help-settings', help({ commands: settings, filter: '', setters }))
    await expectMessage('help-setting', help({ commands: settings, filter: 'reminders', setters }))
  })

  it('lists those that were asked about', async () => {
    await expectMessage('help-filtered', help({ commands, filter: 'numbers', setters: null }))
  })

  it('says that it does not know a word, and lists all', async () => {
    await expectMessage('help-unknown', help({ commands, filter: 'coffee', setters: null }))
    expectSound(help({ commands: [], filter: HOSTILE.text, setters: null }))
    expectSound(
      help({
        commands: Array.from({ length: 90 }, () => ({ usage: HOSTILE.name, does: HOSTILE.text })),
        filter: HOSTILE.name,
        setters: `Settings of ${HOSTILE.name} are changed by its lead, <@U0MARA>.`,
      }),
    )
  })
})

describe('errors', () => {
  it('are one sentence', async () => {
    await expectMessage('error', errorAnswer({ sentence: 'The narrative of Paid social is written by <@U0SAM>.' }))
  })

  it('carry a reference where the operator has to look', async () => {
    await expectMessage(
      'error-reference',
      errorAnswer({ sentence: 'Something went wrong on my side.', reference: 'err_01' }),
    )
  })

  it('quote people harmlessly', () => {
    expectSound(errorAnswer({ sentence: `The file ${HOSTILE.name} has no rows. ${HOSTILE.text}` }))
    expectSound(errorAnswer({ sentence: '' }))
  })
})
