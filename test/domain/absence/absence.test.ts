import { describe, expect, it } from 'vitest'
import {
  absenceFaults,
  absenceOn,
  absencesOf,
  answering,
  goneForGood,
  overlapping,
  presentFor,
  speakersOf,
  withNearAbsences,
} from '../../../src/domain/absence/absence.ts'
import { type AbsenceLine, readAbsenceLine } from '../../../src/domain/absence/absence-line.ts'
import { absenceInWords, daysAwayInWords } from '../../../src/domain/absence/absence-words.ts'
import { mayNarrate } from '../../../src/domain/review/narrative.ts'
import type { Absence, Channel } from '../../../src/domain/team.ts'

const NAMES = { U0ANA: 'Ana', U0LEO: 'Leo', U0SAM: 'Sam Ortiz', U0SAMUEL: 'Samuel Okoro' }
const ana: Absence = {
  userId: 'U0ANA',
  from: '2026-11-30',
  until: '2026-12-03',
  delegateUserId: 'U0LEO',
  setBy: 'U0ANA',
}
const leo: Absence = { ...ana, userId: 'U0LEO', delegateUserId: null }
const partners: Channel = {
  id: 'cha_1',
  key: 'partners',
  name: 'Partners',
  job: null,
  ownerUserId: 'U0ANA',
  delegateUserId: 'U0JO',
  monthlyBudget: null,
  rules: [],
}

describe('a person is away', () => {
  it.each([
    ['the day before', '2026-11-29', false],
    ['the first day', '2026-11-30', true],
    ['the last day', '2026-12-03', true],
    ['the day after', '2026-12-04', false],
  ])('on both days that were said and those between: %s', (_, day, isAway) => {
    expect(absenceOn({ absences: [ana] }, 'U0ANA', day) !== null).toBe(isAway)
  })
})

describe('a person whose account is deactivated', () => {
  const absences = [goneForGood('U0ANA')]

  it('is away for good, and the delegate of the channel answers', () => {
    const { userId, away } = answering({ absences }, partners, '2031-01-01')
    expect(userId).toBe('U0JO')
    expect(away && absenceInWords(away, userId, '2031-01-01', NAMES)).toBe(
      'Ana is away for good, a colleague answers meanwhile',
    )
  })

  it('is waited for by nothing, where one who only travels is', () => {
    const alone = { channel: undefined, others: [] }
    expect(presentFor({ absences }, 'U0ANA', alone, '2026-12-01').to).toBeNull()
    expect(presentFor({ absences: [{ ...ana, delegateUserId: null }] }, 'U0ANA', alone, '2026-12-01').to).toBe('U0ANA')
  })
})

describe('a person who is away twice', () => {
  const christmas: Absence = { ...ana, from: '2026-12-21', until: '2027-01-01', delegateUserId: 'U0SAM' }
  const absences = [christmas, ana]

  it('has a stand-in for each time', () => {
    expect(answering({ absences }, partners, '2026-12-01').userId).toBe('U0LEO')
    expect(answering({ absences }, partners, '2026-12-24').userId).toBe('U0SAM')
    expect(answering({ absences }, partners, '2026-12-10').userId).toBe('U0ANA')
  })

  it('is spoken for by whom they named only from a week before on', () => {
    const speakersAt = (today: string) => speakersOf(withNearAbsences({ absences }, today), partners)
    expect(speakersAt('2026-11-30')).toEqual(['U0ANA', 'U0JO', 'U0LEO'])
    expect(speakersAt('2026-12-14')).toContain('U0SAM')
  })

  it('has them in their order, and only those that share a day give way to another', () => {
    expect(absencesOf({ absences }, 'U0ANA')).toEqual([ana, christmas])
    expect(overlapping(absences, { userId: 'U0ANA', from: '2026-12-03', until: '2026-12-20' })).toEqual([ana])
    expect(overlapping(absences, { userId: 'U0ANA', from: '2026-12-04', until: '2026-12-20' })).toEqual([])
    expect(overlapping(absences, { userId: 'U0LEO', from: '2026-12-01', until: '2026-12-24' })).toEqual([])
  })
})

describe('who answers for a channel', () => {
  const day = '2026-12-01'

  it.each([
    ['its owner, who is there', [], partners, 'U0ANA'],
    ['whom the owner named', [ana], partners, 'U0LEO'],
    ['the delegate of the channel, where the owner named nobody', [{ ...ana, delegateUserId: null }], partners, 'U0JO'],
    ['the delegate of the channel, where the one who was named is away too', [ana, leo], partners, 'U0JO'],
    ['nobody, where all of them are away', [ana, leo, { ...leo, userId: 'U0JO' }], partners, null],
    [
      'nobody, where the owner named nobody and there is no delegate',
      [{ ...ana, delegateUserId: null }],
      { ...partners, delegateUserId: null },
      null,
    ],
    ['nobody, where nobody owns it', [ana], { ...partners, ownerUserId: null }, null],
  ])('is %s', (_, absences, channel, userId) => {
    expect(answering({ absences }, channel, day).userId).toBe(userId)
  })

  it('may write its narrative as long as the absence is noted, and not afterwards', () => {
    expect(speakersOf({ absences: [ana] }, partners)).toEqual(['U0ANA', 'U0JO', 'U0LEO'])
    expect(mayNarrate({ leadUserId: null, absences: [ana] }, partners, 'U0LEO')).toBe(true)
    expect(mayNarrate({ leadUserId: null, absences: [] }, partners, 'U0LEO')).toBe(false)
  })
})

describe('an absence', () => {
  it.each([
    ['2026-12-01', 'Ana is away through Thu 3 Dec, Leo answers meanwhile'],
    ['2026-11-20', 'Ana is away from Mon 30 Nov through Thu 3 Dec, Leo answers meanwhile'],
  ])('is said in words, on %s', (today, words) => {
    expect(absenceInWords(ana, 'U0LEO', today, NAMES)).toBe(words)
  })

  it('is one day, where it is one', () => {
    expect(daysAwayInWords({ from: '2026-12-01', until: '2026-12-01' }, '2026-11-30')).toBe('on Tue 1 Dec')
    expect(absenceInWords(ana, null, '2026-12-01', {})).toBe(
      'A colleague is away through Thu 3 Dec, nobody answers meanwhile',
    )
  })

  it.each([
    ['over already', { from: '2026-11-20', until: '2026-11-29' }, 'until'],
    ['backwards', { from: '2026-12-04', until: '2026-12-03' }, 'until'],
    ['without an end', { until: '' }, 'until'],
    ['without a beginning', { from: '' }, 'from'],
    ['answered by oneself', { delegateUserId: 'U0ANA' }, 'delegate'],
  ])('is refused at its input: %s', (_, changes, field) => {
    expect(Object.keys(absenceFaults({ ...ana, ...changes }, '2026-11-30'))).toEqual([field])
  })
})

describe('/beat away', () => {
  // Seen from Wednesday 25 November 2026.
  const none: AbsenceLine = { userId: null, from: null, until: '', delegateUserId: null }
  it.each([
    ['until Fri', { ...none, until: '2026-11-27' }],
    ['through 4 Dec', { ...none, until: '2026-12-04' }],
    ['until Fri delegate @Leo', { ...none, until: '2026-11-27', delegateUserId: 'U0LEO' }],
    ['until 4 Dec, delegate <@U0JO>', { ...none, until: '2026-12-04', delegateUserId: 'U0JO' }],
    ['from 21 Dec until 1 Jan', { ...none, from: '2026-12-21', until: '2027-01-01' }],
    ['@Ana until Fri', { ...none, userId: 'U0ANA', until: '2026-11-27' }],
    [
      '@Sam Ortiz from Mon to Wed delegate @Leo',
      { userId: 'U0SAM', from: '2026-11-30', until: '2026-12-02', delegateUserId: 'U0LEO' },
    ],
    ['until the cows come home', { unread: 'day', said: 'the cows come home' }],
    ['until Fri delegate @Nobody', { unread: 'person', said: '@Nobody' }],
    ['Fri', { unread: 'line', said: 'Fri' }],
  ])('is read as people write it: %s', (text, read) => {
    expect(readAbsenceLine(text, NAMES, '2026-11-25')).toEqual(read)
  })
})
