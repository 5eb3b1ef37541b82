import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { NewPerson, View } from '../../src/sandbox/types.ts'
import { ACTION, VIEW } from '../../src/slack/ids.ts'
import { CHANNEL, openStage, type Stage } from '../support/stage.ts'

const GUEST = { id: 'U0LENA', realName: 'Lena Voss', isGuest: true }
const PARTNER = { id: 'U0KIT', realName: 'Kit Ruiz', isExternal: true }
const LEAVER = { id: 'U0OTTO', realName: 'Otto Gone', deleted: true }
const MACHINE = { id: 'U0ZAP', realName: 'Zap', isBot: true }
const NEWCOMER = { id: 'U0NOA', realName: 'Noa Field' }

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
  for (const person of [GUEST, PARTNER, LEAVER, MACHINE, NEWCOMER]) {
    stage.sandbox.admin.addPerson(person)
    stage.sandbox.admin.invite(CHANNEL, person.id)
  }
})
beforeEach(async () => {
  await stage.reset()
  stage.sandbox.faults.clear()
  await stage.makeTeam()
})
afterEach(() => {
  expect(stage.failures).toEqual([])
})
afterAll(async () => {
  await stage.close()
})

/** A message of the bot with one button of each of these ids, as an old post may still carry them. */
function oldPost(ids: readonly string[]) {
  const buttons = ids.map((id) => ({
    type: 'actions',
    block_id: id,
    elements: [{ type: 'button', action_id: id, text: { type: 'plain_text', text: id }, value: 'gone_1' }],
  }))
  const message = {
    type: 'message' as const,
    ts: '1700000000.000100',
    channel: CHANNEL,
    user: 'U0BEAT',
    bot_id: 'B0BEAT',
    text: 'An old post',
    blocks: buttons,
    reactions: [],
    fileIds: [],
  }
  stage.sandbox.state.messages.push(message)
  return message
}

const BINDING_CLICKS = [
  ACTION.closeReview,
  ACTION.openReviewNow,
  ACTION.pauseRhythm,
  ACTION.resumeRhythm,
  ACTION.confirmImport,
  ACTION.cancelImport,
  ACTION.answerImport,
  ACTION.setUp,
  ACTION.itIsThere,
  ACTION.postAgain,
  ACTION.launchTest,
  ACTION.approveBudget,
  ACTION.declineBudget,
  ACTION.unscheduleTest,
  ACTION.pauseTest,
  ACTION.resumeTest,
  ACTION.testSettings,
  ACTION.decideTest,
  ACTION.agreeDecision,
  ACTION.disagreeDecision,
  ACTION.planLaunch,
  ACTION.launchLive,
  ACTION.launchDrop,
  ACTION.takeIncident,
  ACTION.snoozeIncident,
  ACTION.assignIncident,
  ACTION.decideIncident,
  ACTION.expectIncident,
  ACTION.endDrill,
  ACTION.setTarget,
  ACTION.setEconomics,
  ACTION.setReminders,
  ACTION.reviewRules,
  ACTION.handOverLead,
  ACTION.newSource,
  ACTION.revokeSource,
  ACTION.measureOverlap,
  ACTION.newGuardrail,
  ACTION.offerStarters,
  ACTION.shareStress,
]

const BINDING_FORMS = [
  VIEW.close,
  VIEW.team,
  VIEW.launch,
  VIEW.moveTest,
  VIEW.amend,
  VIEW.testSettings,
  VIEW.reading,
  VIEW.decide,
  VIEW.launchPlan,
  VIEW.launchDrop,
  VIEW.target,
  VIEW.economics,
  VIEW.reminders,
  VIEW.reviewRules,
  VIEW.handOverLead,
  VIEW.newSource,
  VIEW.overlap,
  VIEW.guardrail,
  VIEW.starters,
  VIEW.snoozeIncident,
  VIEW.assignIncident,
  VIEW.decideIncident,
]

/** A modal of the bot that still stands open. */
function openForm(person: string, form: string): View {
  const text = (words: string) => ({ type: 'plain_text', text: words })
  const input = { type: 'plain_text_input', action_id: 'why' }
  return {
    id: 'V0OLD',
    type: 'modal',
    hash: '1',
    person,
    blocks: [{ type: 'input', block_id: 'why', label: text('Why?'), element: input }],
    callback_id: form,
    private_metadata: '{}',
    external_id: '',
    title: text('Old'),
    submit: text('Send'),
    clear_on_close: false,
    notify_on_close: false,
    previous_view_id: null,
    root_view_id: 'V0OLD',
    filling: 'f',
    values: {},
    errors: {},
  }
}

describe('what binds the team is for the members of the workspace', () => {
  it('refuses a guest at every button that decides, approves, launches, sets or imports', async () => {
    const guest = stage.sandbox.asPerson(GUEST.id)
    const post = oldPost(BINDING_CLICKS)
    for (const id of BINDING_CLICKS) {
      await guest.click(post, id)
      expect(await stage.answer(guest), id).toContain('You are a guest in this workspace: what binds the team')
    }
  })

  it('refuses a guest before they write what they may not send', async () => {
    const guest = stage.sandbox.asPerson(GUEST.id)
    const choices = ['amend', 'stop', 'hand_over', 'abandon'].map((what) => ({
      text: { type: 'plain_text', text: what },
      value: `${what}:exp_1`,
    }))
    const menu = { type: 'overflow', action_id: ACTION.moreOfTest, options: choices }
    const post = { ...oldPost([]), blocks: [{ type: 'actions', block_id: 'more', elements: [menu] }] }
    stage.sandbox.state.messages.push({ ...post, ts: '1700000000.000200' })
    for (const { value } of choices) {
      await guest.click({ ts: '1700000000.000200' }, ACTION.moreOfTest, value)
      expect(await stage.answer(guest), value).toContain('You are a guest in this workspace')
      expect(guest.modal()).toBeUndefined()
    }
  })

  it('refuses a guest who sends a form that somebody else left open', async () => {
    const guest = stage.sandbox.asPerson(GUEST.id)
    for (const form of BINDING_FORMS) {
      stage.sandbox.state.views.set(guest.id, [openForm(guest.id, form)])
      const sent = await guest.submit({ why: 'because' })
      expect(JSON.stringify(sent), form).toContain('You are a guest in this workspace')
    }
  })

  it('gives each the reason that is theirs', async () => {
    const said: [NewPerson, string, string][] = [
      [GUEST, '/beat setup', 'You are a guest in this workspace'],
      [GUEST, '/beat decide T-1', 'You are a guest in this workspace'],
      [GUEST, '/beat review now', 'You are a guest in this workspace'],
      [GUEST, '/beat test settings', 'You are a guest in this workspace'],
      [GUEST, '/beat numbers settings 80 % 90 days', 'You are a guest in this workspace'],
      [GUEST, '/beat review settings', 'You are a guest in this workspace'],
      [GUEST, '/beat reminders', 'You are a guest in this workspace'],
      [GUEST, '/beat launch new Offer', 'You are a guest in this workspace'],
      [GUEST, '/beat guardrail drill', 'You are a guest in this workspace'],
      [GUEST, '/beat guardrail new', 'You are a guest in this workspace'],
      [GUEST, '/beat guardrail starter', 'You are a guest in this workspace'],
      [GUEST, '/beat guardrail pause G-1', 'You are a guest in this workspace'],
      [PARTNER, '/beat review pause', 'You belong to another company’s workspace'],
      [LEAVER, '/beat review now', 'Your account is deactivated'],
      [MACHINE, '/beat review now', 'You are a bot'],
    ]
    for (const [{ id }, line, reason] of said) {
      const person = stage.sandbox.asPerson(id)
      await person.command('growth', line)
      expect(await stage.answer(person), `${id} ${line}`).toContain(reason)
      expect(person.modal()).toBeUndefined()
    }
  })

  it('leaves reading, ideas and narratives to everybody', async () => {
    const guest = stage.sandbox.asPerson(GUEST.id)
    await guest.command('growth', '/beat review')
    expect(await stage.answer(guest)).toContain('No review has been opened yet')
    await guest.command('growth', '/beat test new')
    await guest.waitForModal('experiment_idea_form')
  })

  it('lets a member whom it never met do it, and believes what Slack said for ten minutes', async () => {
    const newcomer = stage.sandbox.asPerson(NEWCOMER.id)
    await newcomer.command('growth', '/beat review pause')
    expect(await stage.answer(newcomer)).toContain('paused now')
    await stage.quiet()

    stage.sandbox.state.people.find(({ id }) => id === NEWCOMER.id)!.isGuest = true
    stage.at('2026-11-18T12:09:00Z')
    await newcomer.command('growth', '/beat review resume')
    expect(await stage.answer(newcomer)).toContain('running now')

    stage.at('2026-11-18T12:11:00Z')
    await newcomer.command('growth', '/beat review pause')
    expect(await stage.answer(newcomer)).toContain('You are a guest in this workspace')
    stage.sandbox.state.people.find(({ id }) => id === NEWCOMER.id)!.isGuest = false
  })

  it('does nothing for somebody unknown while Slack does not say who they are, and asks to try again', async () => {
    const newcomer = stage.sandbox.asPerson(NEWCOMER.id)
    stage.sandbox.faults.add({
      method: 'users.info',
      kind: 'error',
      error: 'internal_error',
      count: Number.POSITIVE_INFINITY,
    })
    await newcomer.command('growth', '/beat review pause')
    expect(await stage.answer(newcomer)).toContain('Slack did not tell me whether you are a member')
  })
})
