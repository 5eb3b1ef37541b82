import { describe, expect, it } from 'vitest'
import { type Evaluation, unjudged } from '../../../../src/domain/guardrail/evaluation.ts'
import { type Incident, type IncidentNote, NOTED, type Noted } from '../../../../src/domain/guardrail/incident.ts'
import { opened } from '../../../../src/domain/guardrail/story.ts'
import { guardrailDetail, guardrailList } from '../../../../src/slack/views/guardrail/guardrail-list.ts'
import { guardrailWhy } from '../../../../src/slack/views/guardrail/guardrail-why.ts'
import { drillEnded, drillStarted, incidentTaken } from '../../../../src/slack/views/guardrail/incident-answers.ts'
import { type IncidentCardState, incidentCard } from '../../../../src/slack/views/guardrail/incident-card.ts'
import { incidentDecisionPost } from '../../../../src/slack/views/guardrail/incident-decision.ts'
import { assignForm, decideIncidentForm, snoozeForm } from '../../../../src/slack/views/guardrail/incident-forms.ts'
import { alertsReply, incidentList } from '../../../../src/slack/views/guardrail/incident-list.ts'
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

/** What the machine says of it, and what people did about it: each has a column of its own. */
const MACHINE: Record<string, Partial<Incident>> = {
  firing: {},
  recovering: { state: 'recovering' },
  'no-data': { condition: 'NO_DATA' },
  error: { condition: 'ERROR' },
  'no-spend': { condition: 'NO_SPEND' },
  resolved: over,
  'rule-changed': { ...over, resolution: 'rule changed' },
  paused: { ...over, resolution: 'paused' },
  deleted: { ...over, resolution: 'deleted' },
}
const HUMAN: Record<string, Partial<Incident>> = {
  untaken: {},
  taken: { ackedBy: 'U0SAM', ackedAt: MONDAY },
  assigned: { assignedTo: 'U0PRIYA', assignedBy: 'U0SAM' },
  asleep,
  'taken-asleep': { ackedBy: 'U0SAM', ackedAt: MONDAY, ...asleep },
}
const EVERY = Object.entries(MACHINE).flatMap(([machine, found]) =>
  Object.entries(HUMAN)
    // What is over sleeps no more.
    .filter(([human]) => found.state !== 'resolved' || !human.includes('asleep'))
    .map(([human, done]) => [`${machine}-${human}`, { ...found, ...done }] as const),
)

describe('the card of a breach', () => {
  it.each(EVERY)('%s', async (name, changes) => {
    await expectMessage(`incident-card-${name}`, incidentCard({ ...base, incident: { ...incident, ...changes } }))
  })

  it.each<[string, Partial<Incident>, Partial<IncidentCardState>]>([
    ['stand-in', {}, { holder: { to: 'U0LEO', standsInFor: 'U0SAM' } }],
    ['muted', {}, { isMuted: true }],
    ['mutes', {}, { mutes: ['G-1 CAC ceiling', 'G-3 Payback'] }],
    ['leads', {}, { led: [{ guardrail: { ...guardrail, number: 7, name: 'Payback' }, incident }] }],
    ['led', { leadId: 'inc_0' }, { lead: { ...guardrail, number: 1, name: 'CAC ceiling', scope: { level: 'team' } } }],
    [
      'switched-off',
      { condition: 'NO_SPEND' },
      { notes: [{ ...note, what: 'no data', detail: { sentence: 'Nothing was spent, so CAC says nothing.' } }] },
    ],
    ['drill', { isDrill: true }, {}],
    ['tracking', {}, { guardrail: { ...guardrail, kind: 'zero_run', metric: null, name: 'Conversions counted' } }],
    ['decided', {}, { decisions: [decision] }],
    ['resolved-decided', over, { decisions: [decision] }],
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

describe('a line of its thread', () => {
  const names = { U0SAM: 'Sam', U0MARA: 'Mara' }
  const numbers = { sentence }
  const details: Record<Noted, IncidentNote['detail']> = {
    fired: numbers,
    worsened: numbers,
    muted: { by: 2, name: 'Conversions are counted' },
    unmuted: {},
    'no data': { sentence: 'Its last complete numbers are of Sun 15 Nov. Import newer ones.' },
    'judged again': numbers,
    recovering: numbers,
    'fired again': numbers,
    resolved: { ...numbers, resolution: 'recovered' },
    reminder: { ...numbers, to: 'U0SAM', standsInFor: null },
    escalated: { to: 'U0MARA', standsInFor: null },
    acknowledged: {},
    snoozed: { until: MONDAY.toISOString(), why: 'The fix goes live' },
    'snooze over': numbers,
    'snooze broken': { ...numbers, by: 'U0SAM' },
    assigned: { to: 'U0PRIYA' },
    decided: { number: 12, decision: 'Rotate' },
  }
  const noted = (what: Noted) => ({
    id: 'inn_1',
    incidentId: 'inc_1',
    what,
    by: 'U0SAM',
    at: MONDAY,
    detail: details[what],
    told: true,
  })
  const at = { ...base, names }

  // What the card shows itself has no line.
  const told = NOTED.filter((what) => !['fired', 'unmuted', 'judged again'].includes(what))
  it.each(told)('%s', async (what) => {
    const is = what === 'resolved' ? { ...incident, ...over } : incident
    await expectMessage(
      `incident-note-${what.replaceAll(' ', '-')}`,
      incidentNote({ ...at, incident: is, note: noted(what) }),
    )
  })

  it('that stands under another card names its guardrail, and that of a drill is marked', async () => {
    const led = { ...incident, leadId: 'inc_0', isDrill: true }
    await expectMessage('incident-note-led-drill', incidentNote({ ...at, incident: led, note: noted('worsened') }))
  })
})

describe('what is said beside the card', () => {
  const names = { U0SAM: 'Sam' }
  const broke = (changes: Partial<Incident>) => ({ guardrail, incident: { ...incident, ...changes } })
  const list = { team, today: '2026-11-23', decisions: [decision], names }
  const none = { ...list, open: [], resolved: [] }
  const some = { ...list, open: [broke({ id: 'inc_2' }), broke({})], resolved: [broke({ ...over, id: 'inc_3' })] }

  it('is every alert that is open and was lately, each with its next click', async () => {
    await expectMessage('incident-list-none', incidentList(none))
    await expectMessage('incident-list', incidentList(some))
  })

  it('is a reply of the review: nothing, being judged, open and over', async () => {
    await expectMessage('alerts-reply-none', alertsReply({ ...none, isPending: false }))
    await expectMessage('alerts-reply-pending', alertsReply({ ...none, isPending: true }))
    await expectMessage('alerts-reply', alertsReply({ ...some, isPending: false }))
  })

  it('is a decision, and that of a drill', async () => {
    const post = { team, guardrail, incident, decision, names }
    await expectMessage('incident-decision', incidentDecisionPost(post))
    await expectMessage(
      'incident-decision-drill',
      incidentDecisionPost({ ...post, incident: { ...incident, isDrill: true } }),
    )
  })

  it('is the answer to whoever took it, began a drill or ended one', async () => {
    await expectMessage('incident-taken', incidentTaken({ team, guardrail }))
    await expectMessage('drill-started', drillStarted({ team, guardrail }))
    await expectMessage('drill-ended', drillEnded())
  })
})

describe('why a guardrail says so', () => {
  const kept = { guardrailId: guardrail.id, version: 1, day: '2026-11-18', mutedBy: null, judgedAt: MONDAY }
  const full = {
    ...judged,
    numerator: 166_800,
    denominator: 98,
    probability: 0.982,
    dispersion: 1.2,
    low: 1_400,
    high: 2_090,
  }
  const of = (changes: Partial<Evaluation>): Evaluation => ({ ...kept, ...full, state: 'FIRING', ...changes })
  const unsaid = { value: null, numerator: null, denominator: null, probability: null, low: null, high: null }
  it.each<[string, Evaluation | null, string, string | null]>([
    ['not-judged', null, 'NORMAL', null],
    ['ok', of({ verdict: 'OK', value: 1_100, probability: 0.02, sentence: '€1,100 against ≤ €1,400' }), 'NORMAL', null],
    ['warn', of({ verdict: 'WARN' }), 'NORMAL', null],
    ['pending', of({}), 'PENDING', null],
    ['firing', of({}), 'FIRING', null],
    ['recovering', of({ verdict: 'OK' }), 'RECOVERING', null],
    ['resolved', of({ verdict: 'OK' }), 'RESOLVED', null],
    [
      'insufficient',
      of({ ...unsaid, verdict: 'INSUFFICIENT', sentence: 'Nothing was spent, so CAC says nothing.' }),
      'NORMAL',
      null,
    ],
    [
      'no-data',
      of({ ...unsaid, verdict: 'NO_DATA', dataThrough: null, sentence: 'There are no numbers of it at all.' }),
      'FIRING',
      null,
    ],
    ['error', of({ ...unsaid, verdict: 'ERROR', sentence: 'It names no metric. Edit it.' }), 'NORMAL', null],
    ['muted', of({}), 'NORMAL', 'G-2 Conversions are counted, Paid social'],
  ])('%s', async (name, evaluation, state, mutedBy) => {
    await expectMessage(`guardrail-why-${name}`, guardrailWhy({ team, guardrail, evaluation, state, mutedBy }))
  })
})

describe('a guardrail on show', () => {
  const tested = ['In the last 8 weeks this would have fired once: Wed 18 Nov.', 'It would be firing now.']
  it('is its rule, how it stands, its past and whose it is', async () => {
    const evaluation = {
      ...judged,
      guardrailId: guardrail.id,
      version: 1,
      day: '2026-11-18',
      mutedBy: null,
      state: 'FIRING',
      judgedAt: MONDAY,
    }
    const standing = { guardrail, state: 'FIRING' as const, evaluation }
    await expectMessage('guardrail-detail', guardrailDetail({ team, standing, tested }))
    await expectMessage(
      'guardrail-list',
      guardrailList({ team, standings: [standing, { ...standing, evaluation: null }] }),
    )
  })
})
