import { describe, expect, it } from 'vitest'
import { CONTROLS, type ControlLine, type ControlState } from '../../../../src/domain/control/control.ts'
import { targetsAsBounds } from '../../../../src/domain/control/stress-test.ts'
import { DEFAULTS, type Guardrail } from '../../../../src/domain/guardrail/guardrail.ts'
import { starterSet } from '../../../../src/domain/guardrail/starter.ts'
import { WATCHED } from '../../../../src/domain/guardrail/watched.ts'
import { lintLink } from '../../../../src/domain/utm/utm-lint.ts'
import { validateView } from '../../../../src/slack/kit/limits.ts'
import { controlsAnswer } from '../../../../src/slack/views/control/controls-answer.ts'
import { linkAnswer } from '../../../../src/slack/views/control/link-answer.ts'
import { linkForm } from '../../../../src/slack/views/control/link-form.ts'
import { overlapForm } from '../../../../src/slack/views/control/overlap-form.ts'
import { stressAnswer } from '../../../../src/slack/views/control/stress-answer.ts'
import { stressForm } from '../../../../src/slack/views/control/stress-form.ts'
import { stressModal } from '../../../../src/slack/views/control/stress-modal.ts'
import { guardrailForm } from '../../../../src/slack/views/guardrail/guardrail-form.ts'
import { guardrailDetail, guardrailList } from '../../../../src/slack/views/guardrail/guardrail-list.ts'
import { starterForm } from '../../../../src/slack/views/guardrail/starter-form.ts'
import { ceiling } from '../../../domain/guardrail/guardrails.ts'
import { expectHarmless, expectSound, HOSTILE, hostileTeam } from '../stage.ts'

const team = hostileTeam()
const STATES: ControlState[] = ['act', 'watch', 'ok', 'unknown']
const lines: ControlLine[] = CONTROLS.flatMap((control) =>
  Array.from({ length: 24 }, (_, at) => ({
    control,
    state: STATES[at % 4] ?? 'ok',
    channelId: null,
    about: HOSTILE.name,
    sentence: HOSTILE.text,
  })),
)
const guardrail = (number: number): Guardrail => ({
  ...DEFAULTS,
  id: `grd_${number}`,
  number,
  name: HOSTILE.name,
  scope: { level: 'channel', channelId: team.channels[0]?.id ?? '' },
  kind: 'range',
  metric: 'cac',
  breach: { low: 0.01, high: 9e12 },
  runbook: HOSTILE.text.slice(0, 1_000),
  version: 99,
  pausedAt: null,
  pausedBy: null,
  createdAt: new Date('2026-11-01T00:00:00Z'),
  createdBy: 'U0MARA',
})
const standing = (number: number) => ({ guardrail: guardrail(number), state: 'NORMAL' as const, evaluation: null })
const bounds = targetsAsBounds(team, 28).map((bound) => ({
  ...bound,
  name: HOSTILE.name,
  now: 1e9,
  under: null,
  verdict: 'breaks' as const,
}))
const stress = {
  team,
  asked: 'cvr -15%',
  words: HOSTILE.name,
  from: '2026-11-02',
  to: '2026-11-29',
  guessed: Array.from({ length: 30 }, () => HOSTILE.name),
  rows: [{ metric: 'cac' as const, now: 1e12, under: null, change: null }],
  bounds: Array.from({ length: 12 }, () => bounds).flat(),
  survives: bounds[0] ? { bound: bounds[0], drop: 0.039 } : null,
  incidentId: 'inc_1',
}
const link = lintLink(
  `https://x.example/?utm_source=<!channel>&utm_medium=a&utm_campaign=${'<!here>'.repeat(60)}&utm_content={{a}}`,
  {
    sources: [],
    mediums: [],
    campaigns: [],
  },
)

describe('whatever people type, Slack takes', () => {
  it.each([
    ['the controls', () => controlsAnswer({ team, lines, through: '2026-11-29' })],
    ['a stress test', () => stressAnswer({ ...stress, sharedBy: null })],
    ['a shared stress test', () => stressAnswer({ ...stress, sharedBy: HOSTILE.name })],
    ['the lint of a link', () => link && linkAnswer(link)],
    ['no guardrails', () => guardrailList({ team, standings: [] })],
    ['many guardrails', () => guardrailList({ team, standings: Array.from({ length: 60 }, (_, at) => standing(at)) })],
    ['one guardrail', () => guardrailDetail({ team, standing: standing(1), tested: [HOSTILE.text] })],
  ])('%s', (_, draw) => {
    const drawn = draw()
    if (!drawn) throw new Error('there is nothing to draw')
    expectSound(drawn)
  })

  const typed = { page: HOSTILE.text.slice(0, 300), parts: HOSTILE.text.slice(0, 1_500), whole: '1', kind: 'reach' }
  const form = {
    team,
    metadata: { teamId: team.id, id: 'grd_1', version: null, draft: team.id, shown: 'abc' },
    name: null,
    fields: { watched: 'kpi_cac', scope: 'team', name: HOSTILE.name, runbook: HOSTILE.text, owner: 'U0MARA' },
    scope: { level: 'team' as const },
    scopes: Array.from({ length: 90 }, (_, at) => ({ value: `channel:${at}`, name: HOSTILE.name })),
    why: HOSTILE.text,
    tested: [HOSTILE.text],
    isDraft: true,
    definition: ceiling(),
    isAdvanced: false,
  }
  it.each([
    [
      'the builder of links',
      () => linkForm({ teamId: 'tea_1', typed, known: { sources: [HOSTILE.name], mediums: [] }, report: link }),
    ],
    ['the form of an overlap', () => overlapForm({ team, id: 'ovl_1', typed })],
    ['the form of a stress test', () => stressForm({ team, incidentId: 'inc_1' })],
    ['a stress test in a modal', () => stressModal({ ...stress, sharedBy: null })],
    [
      'the starter set',
      () =>
        starterForm({
          team,
          seed: 'grd_1',
          offered: starterSet(team, []).map((each) => ({
            ...each,
            there: [],
            tested: each.definitions.map((definition) => ({ definition, words: [HOSTILE.text] })),
          })),
        }),
    ],
  ])('%s', (_, draw) => {
    const view = draw()
    expect(validateView(view)).toEqual([])
    expectHarmless(view)
  })

  it.each(WATCHED)('the form of a guardrail on $label, with its advanced part closed and open', (watched) => {
    for (const isAdvanced of [false, true]) {
      const view = guardrailForm({ ...form, watched, isAdvanced })
      expect(validateView(view)).toEqual([])
      expectHarmless(view)
    }
  })
})
