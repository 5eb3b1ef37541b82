import { describe, expect, it } from 'vitest'
import { unjudged } from '../../../../src/domain/guardrail/evaluation.ts'
import type { Incident } from '../../../../src/domain/guardrail/incident.ts'
import { opened } from '../../../../src/domain/guardrail/story.ts'
import { guardrailWhy } from '../../../../src/slack/views/guardrail/guardrail-why.ts'
import { type IncidentCardState, incidentCard } from '../../../../src/slack/views/guardrail/incident-card.ts'
import { assignForm, decideIncidentForm, snoozeForm } from '../../../../src/slack/views/guardrail/incident-forms.ts'
import { incidentNote } from '../../../../src/slack/views/guardrail/incident-note.ts'
import { ceiling } from '../../../domain/guardrail/guardrails.ts'
import { expectHarmless, expectMessage, expectSound, expectView, HOSTILE, MONDAY, makeTeam } from '../stage.ts'

const team = makeTeam()
const guardrail = ceiling({ scope: { level: 'channel', channelId: 'cha_2' }, runbook: 'Check LP-demo first.' })
const sentence = '€1,702 against ≤ €1,400 (7 days through Wed 18 Nov), 98 % sure, 98 customers on €166,800'
const judged = { ...unjudged('NO_DATA', sentence), verdict: 'BREACH' as const, value: 1_702, bound: 1_400 }
const day = { day: '2026-11-18', judged, watch: { state: 'FIRING', since: '2026-11-18' } as never }
const { incident } = opened(guardrail, day, { id: 'inc_1', now: MONDAY })
const decision = {
  id: 'idc_1',
  number: 12,
  incidentId: 'inc_1',
  decision: 'Rotate',
  rationale: 'Tired',
  madeBy: 'U0SAM',
  madeAt: MONDAY,
}
const base: IncidentCardState = {
  team,
  guardrail,
  incident,
  notes: [],
  decisions: [],
  led: [],
  lead: null,
  around: ['T-33 Shorter form running since Wed 11 Nov'],
  mutes: [],
  isMuted: false,
  holder: { to: 'U0SAM', standsInFor: null },
}
const asleep = { snoozedUntil: MONDAY, snoozedBy: 'U0SAM', snoozedWhy: 'The fix goes live' }
const note = { id: 'inn_1', incidentId: 'inc_1', by: 'Drumbeat', at: MONDAY, told: true }
const over = { state: 'resolved', resolution: 'recovered', resolvedAt: MONDAY, resolvedOn: '2026-11-23' } as const

describe('the card of a breach', () => {
  it.each<[string, Partial<Incident>, Partial<IncidentCardState>]>([
    ['untaken', {}, {}],
    ['stand-in', {}, { holder: { to: 'U0LEO', standsInFor: 'U0SAM' } }],
    ['taken', { ackedBy: 'U0SAM', ackedAt: MONDAY }, {}],
    ['assigned', { assignedTo: 'U0PRIYA', assignedBy: 'U0SAM' }, {}],
    ['asleep', asleep, {}],
    ['muted', {}, { isMuted: true }],
    [
      'switched-off',
      { condition: 'NO_SPEND' },
      { notes: [{ ...note, what: 'no data', detail: { sentence: 'Nothing was spent, so CAC says nothing.' } }] },
    ],
    ['drill', { isDrill: true }, {}],
    ['recovering', { state: 'recovering' }, { decisions: [decision] }],
    ['resolved', over, { decisions: [decision] }],
  ])('%s', async (name, changes, state) => {
    await expectMessage(
      `incident-card-${name}`,
      incidentCard({ ...base, ...state, incident: { ...incident, ...changes } }),
    )
  })

  it('holds whatever people typed', () => {
    const typed = { ...incident, ...asleep, snoozedWhy: HOSTILE.text, judged: { ...judged, sentence: HOSTILE.text } }
    const rule = { ...guardrail, name: HOSTILE.name, runbook: HOSTILE.text }
    const around = [HOSTILE.text, HOSTILE.text]
    expectSound(incidentCard({ ...base, guardrail: rule, incident: typed, around, mutes: around }))
    for (const view of [
      assignForm({ team, guardrail: rule, incident: typed, initial: null }),
      decideIncidentForm({
        team,
        guardrail: rule,
        incident: typed,
        decisionId: 'idc_2',
        decisions: [decision],
        draft: null,
      }),
    ])
      expectHarmless(view)
  })
})

describe('what is said of a rule that asks for three days', () => {
  const rule = { ...guardrail, fireAfter: 3, resolveAfter: 3 }
  const evaluation = { ...judged, guardrailId: 'grd_1', version: 1, day: '2026-11-18', mutedBy: null, judgedAt: MONDAY }
  it.each([
    ['PENDING', 'broken, and told once it has been so on 3 days in a row'],
    ['RECOVERING', 'recovering, and over after 3 good days in a row'],
  ])('%s', (state, words) => {
    const shown = guardrailWhy({ team, guardrail: rule, evaluation: { ...evaluation, state }, state, mutedBy: null })
    expect(JSON.stringify(shown.blocks)).toContain(words)
  })

  it('its first good day', () => {
    const said = { ...note, what: 'recovering' as const, detail: { sentence: '€1,300.' } }
    const shown = incidentNote({ team, guardrail: rule, incident, note: said, names: {}, holder: base.holder })
    expect(JSON.stringify(shown.blocks)).toContain('2 good days more in a row and it is over.')
  })
})

describe('the forms of a breach', () => {
  const asked = { team, guardrail, incident }
  it('ask for an end and a reason, for a person, for a decision and why', async () => {
    await expectView('incident-snooze', snoozeForm({ ...asked, until: { day: '2026-11-24', time: '09:00' } }))
    await expectView('incident-assign', assignForm({ ...asked, initial: null }))
    await expectView(
      'incident-decide',
      decideIncidentForm({ ...asked, decisionId: 'idc_2', decisions: [decision], draft: null }),
    )
  })
})
