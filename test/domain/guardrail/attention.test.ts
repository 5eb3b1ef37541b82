import { describe, expect, it } from 'vitest'
import { dueNow, nextAt } from '../../../src/domain/guardrail/attention.ts'
import type { Incident } from '../../../src/domain/guardrail/incident.ts'
import type { Team } from '../../../src/domain/team.ts'
import { ceiling } from './guardrails.ts'

const team = { zone: 'Europe/Berlin', leadUserId: 'U0MARA', channels: [] } as unknown as Team
const guardrail = ceiling({ quiet: { from: '20:00', to: '08:00' }, ownerUserId: 'U0SAM' })
const story = { notes: [], isDecided: false, isMuted: false }
const fired = {
  state: 'firing',
  isDrill: false,
  snoozedUntil: null,
  ackedBy: null,
  assignedTo: null,
  escalation: 0,
  openedAt: new Date('2026-11-19T14:30:00Z'),
} as unknown as Incident
const night = new Date('2026-11-19T20:00:00Z')
const morning = new Date('2026-11-20T07:00:00Z')

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
