import { describe, expect, it } from 'vitest'
import type { Absence } from '../../../../src/domain/team.ts'
import { shiftDay } from '../../../../src/domain/week.ts'
import { validateView } from '../../../../src/slack/kit/limits.ts'
import { absenceForm } from '../../../../src/slack/views/absence/absence-form.ts'
import {
  absenceList,
  absenceNoted,
  absenceTold,
  ownAbsence,
} from '../../../../src/slack/views/absence/absence-notes.ts'
import { holidaysForm, holidaysSaved } from '../../../../src/slack/views/absence/holidays-form.ts'
import { reviewNarrative } from '../../../../src/slack/views/review/review-narrative.ts'
import { schedule } from '../../../../src/slack/views/review/schedule.ts'
import {
  expectHarmless,
  expectMessage,
  expectSound,
  expectView,
  HOSTILE,
  hostileTeam,
  MONDAY,
  makeBoard,
  makeReview,
  makeTeam,
  NAMES,
} from '../stage.ts'

const names = { ...NAMES, U0LEO: 'Leo' }
const today = '2026-11-23'
const absence: Absence = { userId: 'U0SAM', from: today, until: '2026-11-26', delegateUserId: 'U0LEO', setBy: 'U0SAM' }
const christmas: Absence = { ...absence, from: '2026-12-21', until: '2027-01-01', delegateUserId: null }
const seen = { absence, today, teamId: 'tea_1', names }
const upcoming = [
  { day: '2026-12-25', name: 'Christmas Day' },
  { day: '2026-12-26', name: 'Boxing Day' },
]
const review = { week: '2026-W48', dueAt: MONDAY, usual: MONDAY, skipped: false, note: null, holiday: null }
const asked = { isAsked: false, at: MONDAY, zone: 'America/New_York', standsInFor: [], away: null, status: null }

describe('an absence', () => {
  it('is asked for in a form, of others by a lead', async () => {
    const own = {
      teamId: 'tea_1',
      teamName: 'Growth',
      userId: 'U0SAM',
      from: today,
      until: today,
      delegateUserId: null,
      changes: null,
      others: [],
    }
    const beside = ['from Mon 21 Dec through Fri 1 Jan']
    await expectView('absence-form', absenceForm({ ...own, mayNameOthers: false }))
    await expectView(
      'absence-form-lead',
      absenceForm({ ...own, mayNameOthers: true, delegateUserId: 'U0LEO', others: beside }),
    )
  })

  it('is said to whoever is away, to whoever noted it and to the delegate', async () => {
    await expectMessage('absence-own', {
      text: 'away',
      blocks: ownAbsence({ ...seen, absences: [absence, christmas] }),
    })
    const many = Array.from({ length: 40 }, (_, index) => ({ ...christmas, from: shiftDay('2027-01-01', index) }))
    expectSound({ text: 'away', blocks: ownAbsence({ ...seen, absences: many }) })
    await expectMessage(
      'absence-list',
      absenceList({ ...seen, userId: 'U0SAM', absences: [absence, christmas, { ...absence, userId: 'U0PRIYA' }] }),
    )
    expectSound(absenceList({ ...seen, userId: 'U0SAM', absences: many }))
    await expectMessage('absence-list-none', absenceList({ ...seen, userId: 'U0SAM', absences: [] }))
    await expectMessage('absence-noted', absenceNoted({ ...seen, gone: [christmas], userId: 'U0SAM' }))
    await expectMessage('absence-noted-of-other', absenceNoted({ ...seen, gone: [], userId: 'U0MARA' }))
    await expectMessage('absence-told', absenceTold({ ...seen, userId: 'U0SAM', channels: ['Paid social'] }))
    await expectMessage('absence-over', absenceTold({ ...seen, absence: null, userId: 'U0SAM', channels: [] }))
    expect(ownAbsence(null)).toEqual([])
    const later = JSON.stringify(ownAbsence({ ...seen, absences: [christmas] }))
    expect(later).toContain('You will be away from Mon 21 Dec through Fri 1 Jan: `/beat away list`.')
    expect(later).not.toContain('actions')
  })

  it('is said in the thread, where whoever answers is asked', async () => {
    const team = makeTeam({ absences: [absence] })
    const state = {
      team,
      review: makeReview(makeBoard(team)),
      channelId: 'cha_2',
      names,
      passes: {},
      today,
      actions: [],
    }
    await expectMessage('narrative-away', reviewNarrative(state))
    const alone = makeTeam({ absences: [absence, { ...absence, userId: 'U0LEO' }] })
    expect(JSON.stringify(reviewNarrative({ ...state, team: alone }))).toContain('nobody answers meanwhile')
  })
})

describe('the schedule', () => {
  it('is the dry run: who is asked when, who is not, and why', async () => {
    const shown = schedule({
      team: makeTeam(),
      reviews: [{ ...review, usual: new Date('2026-11-22T08:00:00Z'), holiday: 'Christmas Day' }],
      asked: [
        { ...asked, isAsked: true, userId: 'U0PRIYA', channels: ['Paid search'] },
        { ...asked, userId: 'U0LEO', channels: ['Paid social'], standsInFor: [absence] },
        { ...asked, isAsked: null, userId: 'U0MARA', channels: ['Content'], away: { ...absence, userId: 'U0MARA' } },
      ],
      unasked: [{ channel: 'Partners', why: 'nobody owns it' }],
      reminding: 'standard',
      names,
      clockChange: null,
    })
    await expectMessage('schedule-asked', shown)
  })
})

describe('holidays', () => {
  it('are set in a form that shows which come next', async () => {
    const team = { id: 'tea_1', name: 'Growth' }
    await expectView('holidays-form', holidaysForm({ team, place: 'Germany, Berlin', shift: 'next', upcoming }))
    await expectView('holidays-saved', holidaysSaved({ name: 'Germany, Berlin', shift: 'next', upcoming }))
    await expectView('holidays-none', holidaysSaved({ name: '', shift: 'keep', upcoming: [] }))
  })
})

it('hostile names fit, and mention nobody', () => {
  const bad = { U0SAM: HOSTILE.name, U0LEO: HOSTILE.name }
  const channels = Array.from({ length: 40 }, () => HOSTILE.name)
  const holidays = [{ day: today, name: HOSTILE.text }]
  expectSound(absenceNoted({ ...seen, gone: [], names: bad, userId: 'U0MARA' }))
  expectSound(absenceTold({ ...seen, names: bad, userId: 'U0SAM', channels }))
  const many = Array.from({ length: 40 }, () => ({ ...asked, userId: 'U0LEO', channels, standsInFor: [absence] }))
  const unasked = channels.map((channel) => ({ channel, why: 'written' as const }))
  const shown = { team: hostileTeam(), reviews: [{ ...review, holiday: HOSTILE.text }], names: bad, clockChange: null }
  expectSound(schedule({ ...shown, asked: many, unasked, reminding: 'active' }))
  const form = holidaysForm({
    team: { id: 't', name: HOSTILE.name },
    place: HOSTILE.name,
    shift: 'keep',
    upcoming: holidays,
  })
  for (const view of [form, holidaysSaved({ name: HOSTILE.name, shift: 'next', upcoming: holidays })]) {
    expect(validateView(view)).toEqual([])
    expectHarmless(view)
  }
})
