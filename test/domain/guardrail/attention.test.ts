import { describe, expect, it } from 'vitest'
import { goneForGood } from '../../../src/domain/absence/absence.ts'
import { type Due, dueNow, holderOf, keepersOf, nextAt } from '../../../src/domain/guardrail/attention.ts'
import type { Guardrail } from '../../../src/domain/guardrail/guardrail.ts'
import type { Incident, IncidentNote } from '../../../src/domain/guardrail/incident.ts'
import type { Team } from '../../../src/domain/team.ts'
import { ceiling } from './guardrails.ts'

const social = { id: 'chn_1', name: 'Paid social', ownerUserId: 'U0SAM', delegateUserId: 'U0LEO' }
const team = { zone: 'Europe/Berlin', leadUserId: 'U0MARA', channels: [social], absences: [] } as unknown as Team
const guardrail = ceiling({
  quiet: { from: '20:00', to: '08:00' },
  scope: { level: 'channel', channelId: 'chn_1' },
  ownerUserId: 'U0SAM',
})
const isWeekday = (day: string) => ![0, 6].includes(new Date(day).getUTCDay())
const story = { notes: [], isDecided: false, isMuted: false, isWorkday: isWeekday }
const fired = {
  state: 'firing',
  condition: '',
  isDrill: false,
  snoozedUntil: null,
  ackedBy: null,
  assignedTo: null,
  escalation: 0,
  openedAt: new Date('2026-11-19T14:30:00Z'),
} as unknown as Incident
const night = new Date('2026-11-19T20:00:00Z')
const morning = new Date('2026-11-20T07:00:00Z')

const away = (userId: string, delegateUserId: string | null = null) => ({
  userId,
  from: '2026-11-18',
  until: '2026-11-27',
  delegateUserId,
  setBy: userId,
})
const told = [{ what: 'fired', told: true, at: fired.openedAt }] as unknown as IncidentNote[]

describe('what falls due in quiet hours', () => {
  it.each([
    ['a snooze that ends within them', { snoozedUntil: new Date('2026-11-19T19:30:00Z') }],
    ['a snooze that ended before them, while nobody looked', { snoozedUntil: new Date('2026-11-19T18:30:00Z') }],
    ['a step to the lead that was due before them', {}],
  ])('waits for their end, and is not looked at again at every beat: %s', (_, changes) => {
    const incident = { ...fired, ...changes }

    expect(dueNow(incident, guardrail, team, story, night)).toBeNull()
    expect(nextAt(incident, guardrail, team, story, night)).toEqual(morning)
    expect(dueNow(incident, guardrail, team, story, morning)).not.toBeNull()
  })
})

type Case = {
  when: string
  at: string
  due: Due['kind'] | null
  asked?: string | null
  for?: string | null
  incident?: Partial<Incident>
  rule?: Partial<Guardrail>
  absences?: Team['absences']
  notes?: IncidentNote[]
  isDecided?: boolean
  isWorkday?: (day: string) => boolean
}

// Opened on Thursday at 15:30 in Berlin; every moment below is UTC.
const CASES: Case[] = [
  { when: 'nobody has taken it for less than four hours', at: '2026-11-19T18:29:00Z', due: null },
  { when: 'nobody has taken it for four hours', at: '2026-11-19T18:30:00Z', due: 'escalate', asked: 'U0MARA' },
  {
    when: 'nobody has taken a critical one for an hour, at night',
    at: '2026-11-19T23:30:00Z',
    rule: { severity: 'critical' },
    due: 'escalate',
    asked: 'U0MARA',
  },
  {
    when: 'the lead was asked and nobody took it for a day',
    at: '2026-11-20T14:30:00Z',
    incident: { escalation: 1 },
    due: 'escalate',
    asked: 'U0LEO',
  },
  { when: 'both were asked', at: '2026-11-20T14:30:00Z', incident: { escalation: 2 }, due: null },
  {
    when: 'both were asked and a day has passed since anything was said',
    at: '2026-11-20T14:30:00Z',
    incident: { escalation: 2 },
    notes: told,
    due: 'remind',
    asked: 'U0SAM',
  },
  { when: 'Priya is on it', at: '2026-11-20T10:00:00Z', incident: { ackedBy: 'U0PRIYA' }, notes: told, due: null },
  {
    when: 'Priya is on it, for a day',
    at: '2026-11-20T14:30:00Z',
    incident: { ackedBy: 'U0PRIYA' },
    notes: told,
    due: 'remind',
    asked: 'U0PRIYA',
  },
  {
    when: 'it was given to Jo after Priya took it',
    at: '2026-11-20T14:30:00Z',
    incident: { ackedBy: 'U0PRIYA', assignedTo: 'U0JO' },
    notes: told,
    due: 'remind',
    asked: 'U0JO',
  },
  {
    when: 'the lead is away and named Ana',
    at: '2026-11-20T07:00:00Z',
    absences: [away('U0MARA', 'U0ANA')],
    due: 'escalate',
    asked: 'U0ANA',
    for: 'U0MARA',
  },
  {
    when: 'the owner is away and named nobody',
    at: '2026-11-20T14:30:00Z',
    incident: { escalation: 2 },
    absences: [away('U0SAM')],
    notes: told,
    due: 'remind',
    asked: 'U0LEO',
    for: 'U0SAM',
  },
  {
    when: 'the account of the owner is deactivated',
    at: '2026-11-20T14:30:00Z',
    incident: { escalation: 2 },
    absences: [goneForGood('U0SAM')],
    notes: told,
    due: 'remind',
    asked: 'U0LEO',
    for: 'U0SAM',
  },
  {
    when: 'the lead has left and nobody stands in: the successor is next',
    at: '2026-11-20T14:30:00Z',
    absences: [goneForGood('U0MARA'), goneForGood('U0SAM'), away('U0LEO', 'U0ANA')],
    due: 'escalate',
    asked: 'U0ANA',
    for: 'U0LEO',
  },
  {
    when: 'everybody who could be asked has left',
    at: '2026-11-20T18:30:00Z',
    absences: ['U0MARA', 'U0SAM', 'U0LEO'].map(goneForGood),
    notes: told,
    due: 'remind',
    asked: null,
  },
  {
    when: 'the owner and the delegate of the channel are away',
    at: '2026-11-20T14:30:00Z',
    incident: { escalation: 2 },
    absences: [away('U0SAM'), away('U0LEO')],
    notes: told,
    due: 'remind',
    asked: 'U0MARA',
    for: 'U0SAM',
  },
  {
    when: 'everybody is away, so it waits for the owner',
    at: '2026-11-20T14:30:00Z',
    incident: { escalation: 2 },
    absences: [away('U0SAM'), away('U0LEO'), away('U0MARA')],
    notes: told,
    due: 'remind',
    asked: 'U0SAM',
  },
  {
    when: 'who took it has gone away since',
    at: '2026-11-20T14:30:00Z',
    incident: { ackedBy: 'U0PRIYA' },
    absences: [away('U0PRIYA', 'U0JO')],
    notes: told,
    due: 'remind',
    asked: 'U0JO',
    for: 'U0PRIYA',
  },
  { when: 'it is Saturday', at: '2026-11-21T10:00:00Z', due: null },
  {
    when: 'it is Saturday and critical',
    at: '2026-11-21T10:00:00Z',
    rule: { severity: 'critical' },
    due: 'escalate',
    asked: 'U0MARA',
  },
  { when: 'it is a holiday', at: '2026-11-20T10:00:00Z', isWorkday: (day) => day !== '2026-11-20', due: null },
  {
    when: 'something was decided about it',
    at: '2026-11-23T10:00:00Z',
    incident: { ackedBy: 'U0SAM' },
    notes: told,
    isDecided: true,
    due: null,
  },
  { when: 'it is asleep', at: '2026-11-20T10:00:00Z', incident: { snoozedUntil: new Date('2026-11-24Z') }, due: null },
  {
    when: 'its snooze is over',
    at: '2026-11-24T10:00:00Z',
    incident: { snoozedUntil: new Date('2026-11-24Z') },
    due: 'wake',
  },
  ...(['NO_SPEND', 'NO_DATA', 'ERROR'] as const).flatMap((condition): Case[] => [
    {
      when: `it cannot be judged (${condition}), so nobody else hears of it`,
      at: '2026-11-20T14:30:00Z',
      incident: { condition },
      due: null,
    },
    {
      when: `it cannot be judged (${condition}), so nobody is reminded of old numbers`,
      at: '2026-11-24T14:30:00Z',
      incident: { condition, ackedBy: 'U0PRIYA' },
      notes: told,
      due: null,
    },
  ]),
  {
    when: 'it cannot be judged when its snooze ends',
    at: '2026-11-24T10:00:00Z',
    incident: { condition: 'NO_SPEND', snoozedUntil: new Date('2026-11-24Z') },
    due: 'wake',
  },
  { when: 'it is over', at: '2026-11-24T10:00:00Z', incident: { state: 'resolved' }, notes: told, due: null },
]

describe('what the clock does about an open breach', () => {
  it.each(CASES)('$when: $due $asked', ({ at, due, asked, incident, rule, absences = [], ...rest }) => {
    const { notes = [], isWorkday = isWeekday, isDecided = false } = rest
    const facts = { ...story, notes, isDecided, isWorkday }

    const found = dueNow(
      { ...fired, ...incident },
      { ...guardrail, ...rule },
      { ...team, absences },
      facts,
      new Date(at),
    )

    expect(found?.kind ?? null).toBe(due)
    if (found?.kind === 'escalate' || found?.kind === 'remind')
      expect(found).toMatchObject({ to: asked, standsInFor: rest.for ?? null })
  })

  it('asks again on the next day of work after days off, and is not looked at before', () => {
    const saturday = new Date('2026-11-21T10:00:00Z')
    const isWorkday = (day: string) => isWeekday(day) && day !== '2026-11-23'

    const at = nextAt(fired, guardrail, team, { ...story, isWorkday }, saturday)

    expect(at).toEqual(new Date('2026-11-24T08:00:00Z'))
    expect(dueNow(fired, guardrail, team, { ...story, isWorkday }, at ?? saturday)?.kind).toBe('escalate')
  })
})

describe('who may act on a breach', () => {
  it.each([
    ['the owner, the delegate and the lead', {}, [], ['U0SAM', 'U0MARA', 'U0LEO']],
    ['the approver', { approverUserId: 'U0JO' }, [], ['U0SAM', 'U0JO', 'U0MARA', 'U0LEO']],
    ['whom the lead named while away', {}, [away('U0MARA', 'U0ANA')], ['U0SAM', 'U0MARA', 'U0LEO', 'U0ANA']],
    ['whom the owner named while away', {}, [away('U0SAM', 'U0ANA')], ['U0SAM', 'U0MARA', 'U0LEO', 'U0ANA']],
  ])('%s', (_, rule, absences, people) => {
    expect(keepersOf({ ...guardrail, ...rule }, { ...team, absences })).toEqual(people)
  })

  it('waits for nobody where nobody is named', () => {
    const nobody = { ...team, leadUserId: null, channels: [] }
    const own = ceiling()

    expect(keepersOf(own, nobody)).toEqual([])
    expect(holderOf(fired, own, nobody, '2026-11-20')).toEqual({ to: null, standsInFor: null })
    expect(dueNow(fired, own, nobody, story, new Date('2026-11-20T10:00:00Z'))).toBeNull()
  })
})
