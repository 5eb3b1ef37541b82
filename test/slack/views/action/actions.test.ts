import { describe, expect, it } from 'vitest'
import { type ActionsAgenda, LONGEST_ACTION } from '../../../../src/domain/action/action.ts'
import { validateView } from '../../../../src/slack/kit/limits.ts'
import { actionCard, actionsOverdue, actionTold } from '../../../../src/slack/views/action/action-card.ts'
import {
  type ActionFormState,
  type ActionMetadata,
  actionForm,
  actionNoted,
} from '../../../../src/slack/views/action/action-form.ts'
import { actionList } from '../../../../src/slack/views/action/action-list.ts'
import { actionsPreview, actionsReply } from '../../../../src/slack/views/action/actions-reply.ts'
import { dropForm, handOverForm } from '../../../../src/slack/views/action/settle-forms.ts'
import { makeAction, NO_ACTIONS } from '../../../support/actions.ts'
import { expectHarmless, expectMessage, expectSound, expectView, HOSTILE, makeTeam, NAMES } from '../stage.ts'

const team = makeTeam()
const today = '2026-11-23'
const seen = { team, today, names: NAMES }
const settled = { settledAt: new Date('2026-11-18T10:00:00Z'), settledBy: 'U0SAM' }
const done = makeAction(2, 'Brief the December placements', { ...settled, state: 'done' })
const dropped = makeAction(4, 'Ask for a second budget', { ...settled, state: 'dropped', reason: 'Not this year' })
const hero = makeAction(3, 'Swap the hero on LP-demo', {
  dueOn: '2026-11-19',
  origin: {
    kind: 'narrative',
    subject: 'rev_1/cha_2',
    words: 'the narrative of Paid social, week 46',
    permalink: 'https-is-elsewhere',
  },
})
const focus = [
  makeAction(7, 'Refresh two prospecting creatives', { focus: true }),
  makeAction(8, 'Ship T-31', { focus: true, ownerUserId: 'U0PRIYA', dueOn: today, priority: 'high' }),
]
const agenda: ActionsAgenda = {
  ...NO_ACTIONS,
  focus,
  carried: [hero],
  others: [makeAction(9, 'Brief partners')],
  done: [done],
  dropped: [dropped],
}
const reply = { team, review: { id: 'rev_1' }, names: NAMES }
const metadata: ActionMetadata = {
  teamId: 'tea_1',
  id: 'act_9',
  draft: 'tea_1:',
  version: null,
  name: null,
  kind: 'message',
  subject: '1.2',
  words: 'this message',
  permalink: null,
}
const form: ActionFormState = { ...seen, metadata, fields: {}, draft: null, focus, isSixth: false }

describe('the reply of a review about the actions', () => {
  it('names the focus, what is carried over and for how long, and what was settled', async () => {
    await expectMessage('actions-reply', actionsReply({ ...reply, agenda }))
  })

  it('shows the same in a preview, with nothing to click', () => {
    const shown = JSON.stringify(actionsPreview({ agenda, names: NAMES }))

    expect(shown).toContain('Carried over')
    expect(shown).not.toContain('action_id')
  })
})

describe('the form of an action', () => {
  it('begins with what is known', async () => {
    const fields = { what: 'Swap the hero', ownerUserId: 'U0SAM', dueOn: '2026-11-27' }
    await expectView('action-form', actionForm({ ...form, fields }))
  })

  it('asks which one leaves the focus, and keeps all that was typed', async () => {
    const draft = { what: 'Swap the hero', owner: 'U0PRIYA', due: '2026-11-30', priority: 'high', focus: 'yes' }
    const five = [...focus, ...[11, 12, 13].map((number) => makeAction(number, `Focus ${number}`, { focus: true }))]
    await expectView('action-form-sixth', actionForm({ ...form, draft, focus: five, isSixth: true }))
  })

  it('is answered with the number', async () => {
    await expectView('action-noted', actionNoted({ ...seen, action: hero, userId: 'U0MARA' }))
  })

  it('is followed by those that ask why it is dropped and who takes it', async () => {
    await expectView('action-drop-form', dropForm(hero))
    await expectView('action-hand-over-form', handOverForm(hero))
  })
})

describe('one action', () => {
  it.each([
    ['open', hero],
    ['done', done],
    ['dropped', dropped],
  ])('is shown with what can be done: %s', async (name, action) => {
    const shown = actionCard({ ...seen, action: { ...action, origin: { ...action.origin, permalink: null } } })
    await expectMessage(`action-card-${name}`, shown)
  })

  it('is told to its new owner once, with the reason', async () => {
    const told = { ...seen, by: 'U0MARA', word: 'You know the page best.', userId: 'U0SAM' }
    await expectMessage('action-told-assigned', actionTold({ ...told, action: focus[0] ?? hero, why: 'assigned' }))
    await expectMessage('action-told-dropped', actionTold({ ...told, word: '', action: dropped, why: 'dropped' }))
    const passedOn = { ...told, action: { ...done, ownerUserId: 'U0PRIYA' }, why: 'assigned' as const }
    expect(JSON.stringify(actionTold(passedOn))).toContain('It is with <@U0PRIYA> now.')
  })

  it('is reminded of once, with all that became overdue that day', async () => {
    await expectMessage('actions-overdue', actionsOverdue({ ...seen, actions: [hero, done] }))
    expectSound(actionsOverdue({ ...seen, actions: [] }))
  })
})

describe('the list of actions', () => {
  it('is read in pages', async () => {
    const page = { ...seen, filter: 'open' as const, from: 0, found: 12 }
    await expectMessage('action-list', actionList({ ...page, actions: [...focus, hero] }))
    await expectMessage('action-list-none', actionList({ ...page, filter: 'mine', found: 0, actions: [] }))
  })
})

describe('hostile texts', () => {
  const name = HOSTILE.text.slice(0, LONGEST_ACTION)
  const origin = { kind: 'message', subject: '1', words: HOSTILE.text, permalink: null }
  const bad = (number: number) =>
    makeAction(number, name, { origin, state: 'open', priority: 'high', ownerUserId: HOSTILE.name })
  const many = Array.from({ length: 40 }, (_, at) => bad(at))
  const ended = many.map((action) => ({ ...action, ...settled, state: 'dropped' as const, reason: HOSTILE.text }))
  const own = { team: makeTeam({ name: HOSTILE.name }), today, names: { U0SAM: HOSTILE.name } }
  const full = { ...agenda, focus: many.slice(0, 5), carried: many, others: many, done: ended, dropped: ended }

  it.each([
    ['reply', () => actionsReply({ ...reply, names: own.names, agenda: full })],
    ['list', () => actionList({ ...own, filter: 'open', actions: many.slice(0, 10), from: 0, found: 40 })],
    ['card', () => actionCard({ ...own, action: bad(1) })],
    ['overdue', () => actionsOverdue({ ...own, actions: many })],
    [
      'told',
      () => actionTold({ ...own, action: bad(1), why: 'assigned', by: 'U0SAM', word: HOSTILE.text, userId: 'U0SAM' }),
    ],
  ])('fit into the message and mention nobody: %s', (_, draw) => {
    expectSound(draw())
  })

  it.each([
    ['form', () => actionForm({ ...form, ...own, fields: bad(1), focus: many.slice(0, 5), isSixth: true })],
    ['noted', () => actionNoted({ ...own, action: bad(1), userId: 'U0MARA' })],
    ['drop', () => dropForm(bad(1))],
    ['hand over', () => handOverForm(bad(1))],
  ])('fit into the modal and mention nobody: %s', (_, draw) => {
    expect(validateView(draw())).toEqual([])
    expectHarmless(draw())
  })
})
