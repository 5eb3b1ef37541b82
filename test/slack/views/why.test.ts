import { describe, expect, it } from 'vitest'
import { ANNOUNCED } from '../../../src/domain/announced.ts'
import { absenceTold } from '../../../src/slack/views/absence/absence-notes.ts'
import { actionsOverdue, actionTold } from '../../../src/slack/views/action/action-card.ts'
import { experimentTold } from '../../../src/slack/views/experiment/told.ts'
import { testUnread } from '../../../src/slack/views/experiment/unread.ts'
import { launchDue } from '../../../src/slack/views/launch/launch-due.ts'
import { leadHanded } from '../../../src/slack/views/lead/hand-over.ts'
import { deliveryQuestion, reviewMissed } from '../../../src/slack/views/notices.ts'
import { narrativePrompt } from '../../../src/slack/views/prompt/narrative-prompt.ts'
import { narrativeReminder } from '../../../src/slack/views/prompt/narrative-reminder.ts'
import { leads, saidTo } from '../../../src/slack/views/why.ts'
import { makeAction } from '../../support/actions.ts'
import { makeExperiment } from '../../support/experiments.ts'
import { makeBoard, makeLaunch, makeReview, makeTeam, NAMES, NEXT, WEEK } from './stage.ts'

const team = makeTeam()
const review = makeReview(makeBoard(team))
const experiment = makeExperiment()
const action = makeAction(7, 'Swap the hero')
const absence = { userId: 'U0SAM', from: '2026-11-23', until: '2026-11-26', delegateUserId: 'U0MARA', setBy: 'U0SAM' }
const acted = { team, action, names: NAMES, today: '2026-11-23' }
const asked = {
  team,
  week: WEEK,
  opensAt: NEXT,
  through: null,
  crmBehind: [],
  cost: 'cpl' as const,
  results: 'leads' as const,
  status: null,
  zone: 'UTC',
}
const missed = reviewMissed({ team, week: WEEK })
const question = { announcementId: 'a', kind: 'review-header', conversationId: 'C0GROWTH', since: null, open: true }

describe('every message that comes to one person unasked ends with the reason', () => {
  it.each([
    [
      'the prompt',
      narrativePrompt({ ...asked, channels: [], actions: [], today: '2026-11-20' }),
      'You own a channel of Growth',
    ],
    [
      'the reminder',
      narrativeReminder({ team, week: WEEK, channels: [{ id: 'c', name: 'Paid social', isOwn: true, told: 'asked' }] }),
      'You own Paid social',
    ],
    [
      'a reminder that is settled',
      narrativeReminder({ team, week: WEEK, channels: [] }),
      'I had asked you for a narrative',
    ],
    [
      'who answers for somebody away',
      absenceTold({ userId: 'U0SAM', absence, channels: ['Paid social'], today: '2026-11-23', names: NAMES }),
      'Sam named you',
    ],
    ['the lead of a review', leadHanded({ team, review, by: 'U0SAM', names: NAMES }), 'You lead this review now'],
    [
      'an action that is theirs',
      actionTold({ ...acted, why: 'assigned', by: 'U0SAM', word: '', userId: 'U0MARA' }),
      'Sam gave it to you',
    ],
    ['actions past their day', actionsOverdue({ ...acted, actions: [action] }), 'You own them'],
    [
      'the budget of a test',
      experimentTold({ team, experiment, what: 'approval_asked', by: 'U0SAM', said: {}, names: NAMES }),
      'You lead Growth',
    ],
    [
      'a budget that was declined',
      experimentTold({ team, experiment, what: 'declined', by: 'U0MARA', said: {}, names: NAMES }),
      'You own this test',
    ],
    ['a test that could not be read', testUnread({ experiment, why: 'There is no control.' }), 'You own this test'],
    [
      'an absence that is over',
      absenceTold({ userId: 'U0SAM', absence: null, channels: [], today: '2026-11-23', names: NAMES }),
      'You had answered for',
    ],
    [
      'a launch on its day',
      launchDue({ team, launch: makeLaunch(3, 'Autumn offer'), today: '2026-11-23' }),
      'You see to this launch',
    ],
    [
      'a review that was missed',
      saidTo('U0MARA', missed, leads(team, 'when a review does not open')),
      'You lead Growth, and its lead hears when',
    ],
    ['a question about a post', saidTo('U0MARA', deliveryQuestion(question), leads(team, 'it')), 'You lead Growth'],
  ])('%s', (_, { blocks }, reason) => {
    expect(JSON.stringify(blocks.at(-1))).toContain(`_Why did I get this?_ ${reason}`)
  })

  it('needs none in a conversation, where everybody sees why it is there', () => {
    expect(saidTo('C0GROWTH', missed, 'You lead it.')).toEqual(missed)
  })
})

describe('the question whether a post is there', () => {
  it.each(Object.entries(ANNOUNCED))('knows what %s is called', (kind, words) => {
    expect(words).toMatch(/^(the|a|an|what) /)
    expect(deliveryQuestion({ ...question, kind }).text).toBe(`Can you see ${words} in <#C0GROWTH>?`)
  })
})
