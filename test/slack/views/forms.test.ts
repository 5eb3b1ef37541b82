import { describe, expect, it } from 'vitest'
import { validateView } from '../../../src/slack/kit/limits.ts'
import { closeForm } from '../../../src/slack/views/review/close-form.ts'
import {
  narrativeChoice,
  narrativeForm,
  noticeModal,
  waitingForm,
} from '../../../src/slack/views/review/narrative-form.ts'
import { teamForm } from '../../../src/slack/views/team-form.ts'
import { makeAction } from '../../support/actions.ts'
import { expectView, hostileTeam, makeTeam, NAMES, WEEK } from './stage.ts'

const words = { happened: 'Clicks got dearer.', because: 'Old creatives.', next: 'Refresh two of them.' }
const narrative = {
  place: { reviewId: 'rev_1' },
  channelId: 'cha_2',
  channelName: 'Paid social',
  numbers: '€103,900 spent · CPL €67.29 (last week €58.40)',
  written: null,
  earlier: null,
  draft: null,
}
const written = { ...words, by: null, version: 2 }
const setUp = {
  conversationId: 'C0GROWTH',
  conversationName: 'growth',
  suggestedZone: 'Europe/Berlin',
  suggestedOwner: 'U0MARA',
}

describe('the form of a narrative', () => {
  it('asks three things and shows the numbers', async () => {
    await expectView('narrative-form-new', narrativeForm(narrative))
  })

  it("starts from what was written, with last week's answer in sight", async () => {
    await expectView('narrative-form-written', narrativeForm({ ...narrative, written, earlier: words }))
  })

  it("shows last week's answer whole, however long it was", () => {
    const long = { happened: 'h'.repeat(2_800), because: 'b'.repeat(2_800), next: 'n'.repeat(2_800) }
    const view = narrativeForm({ ...narrative, earlier: long })

    for (const text of Object.values(long)) expect(JSON.stringify(view)).toContain(text)
    expect(validateView(view)).toEqual([])
  })

  it('starts from the draft, even where it was emptied, because it is newer than what was written', () => {
    const view = JSON.stringify(narrativeForm({ ...narrative, written, draft: { happened: 'Half a sent' } }))

    expect(view).toContain('"initial_value":"Half a sent"')
    expect(view).not.toContain('In the thread now')
    expect(view).not.toContain('Old creatives.')
  })

  it('sends what is typed as it is typed, each box under its own name', () => {
    const inputs = narrativeForm(narrative).blocks.filter((block) => block.type === 'input')

    expect(inputs.map((block) => block.block_id)).toEqual(['happened', 'because', 'next'])
    for (const block of inputs) {
      const config = { trigger_actions_on: ['on_character_entered'] }
      expect(block).toMatchObject({
        dispatch_action: true,
        element: { action_id: 'form_typed', dispatch_action_config: config },
      })
    }
  })

  it('asks first which channel is meant, the unwritten one chosen', async () => {
    const channels = [
      { id: 'cha_1', name: 'Paid search', written: true },
      { id: 'cha_2', name: 'Paid social', written: false },
    ]
    await expectView('narrative-choice', narrativeChoice({ reviewId: 'rev_1', channels }))
    const many = Array.from({ length: 40 }, (_, at) => ({ id: `cha_${at}`, name: `Channel ${at}`, written: false }))
    await expectView('narrative-choice-many', narrativeChoice({ reviewId: 'rev_1', channels: many }))
    await expectView('narrative-choice-none', narrativeChoice({ reviewId: 'rev_1', channels: [] }))
  })

  it('opens at once with a waiting line, and can say that it cannot open', async () => {
    await expectView('waiting', waitingForm('Write narrative'))
    await expectView('notice', noticeModal('Write narrative', 'The narrative of <b> is written by <@U0SAM>.'))
  })
})

describe('the form that closes a review', () => {
  const seen = { focus: [], userId: 'U0MARA', today: '2026-11-23', names: NAMES }
  const focus = [makeAction(7, 'Swap the hero on LP-demo'), makeAction(9, 'Brief partners', { dueOn: '2026-11-20' })]

  it('says who is not heard yet', async () => {
    const state = {
      reviewId: 'rev_1',
      week: WEEK,
      heard: 1,
      of: 3,
      lacks: 'not heard yet: Paid search, Partners',
      decided: [
        { kind: 'alert', number: 13, by: 'U0SAM', guardrail: 4, decision: 'Rotate prospecting creatives' },
      ] as const,
      draft: null,
      ...seen,
    }
    await expectView('close-form', closeForm(state))
  })

  it('keeps what was typed before', async () => {
    const draft = { decisions: '- Ship T-31', focus: '☐ Refresh two creatives' }
    await expectView(
      'close-form-draft',
      closeForm({ reviewId: 'rev_1', week: WEEK, heard: 3, of: 3, lacks: '', decided: [], draft, ...seen, focus }),
    )
  })
})

describe('the form of a team', () => {
  it('begins almost empty', async () => {
    await expectView('team-form-new', teamForm({ ...setUp, team: null, draft: null, channelRows: 5 }))
  })

  it('shows what the team is', async () => {
    await expectView('team-form-change', teamForm({ ...setUp, team: makeTeam(), draft: null, channelRows: 5 }))
  })

  it('keeps what was typed when a channel is added', () => {
    const draft = { name: 'Brand', channel_0_name: 'TV', channel_0_owner: 'U0SAM', reviewTime: '10:30' }
    const view = teamForm({ ...setUp, team: null, draft, channelRows: 6 })

    expect(view.private_metadata).toBe('{"conversationId":"C0GROWTH","channelRows":6,"teamId":null,"version":null}')
    const text = JSON.stringify(view)
    for (const typed of ['Brand', 'TV', 'U0SAM', '10:30']) expect(text).toContain(`"${typed}"`)
    expect(view.blocks.filter((block) => block.block_id?.endsWith('_name'))).toHaveLength(6)
  })

  it('fits twelve channels into one modal, and no more', async () => {
    const full = teamForm({ ...setUp, team: hostileTeam(40), draft: null, channelRows: 40 })

    await expectView('team-form-full', full)
    expect(JSON.stringify(full)).toContain('The other 28 stay as they are.')
    expect(JSON.stringify(full)).not.toContain('team_add_channel')
  })
})
