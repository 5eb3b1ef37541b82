import { describe, expect, it } from 'vitest'
import { type Judged, unjudged } from '../../../src/domain/guardrail/evaluation.ts'
import type { Incident } from '../../../src/domain/guardrail/incident.ts'
import type { JudgedDay } from '../../../src/domain/guardrail/round.ts'
import * as story from '../../../src/domain/guardrail/story.ts'
import { ceiling } from './guardrails.ts'

const NOW = new Date('2026-11-20T09:00:00Z')
const MONDAY = new Date('2026-11-23T08:00:00Z')

type Step = (incident: Incident) => story.Turn | story.Refused

const at = (value: number): Judged => ({
  ...unjudged('NO_DATA', `${value}`),
  verdict: value > 100 ? 'BREACH' : 'OK',
  value,
  bound: 100,
})
const open = () =>
  story.opened(ceiling(), { day: '2026-11-19', judged: at(120), watch }, { id: 'inc_1', now: NOW }).incident
const watch = { since: '2026-11-18' } as JudgedDay['watch']

const take =
  (who: string): Step =>
  (incident) =>
    story.acknowledged(incident, who, NOW)
const give =
  (who: string): Step =>
  (incident) =>
    story.assigned(incident, who, 'U0MARA')
const sleep: Step = (incident) => story.snoozed(incident, { until: MONDAY, why: 'The fix is on its way', by: 'U0SAM' })
const day =
  (value: number, move: JudgedDay['move'] = 'none'): Step =>
  (incident) =>
    story.judgedOn(
      incident,
      { day: '2026-11-20', judged: at(value), move, watch, mutedBy: null } as JudgedDay,
      false,
      NOW,
    )
const unjudgedDay =
  (verdict: 'NO_DATA' | 'ERROR' | 'INSUFFICIENT', isUnspent?: true): Step =>
  (incident) =>
    story.judgedOn(
      incident,
      {
        day: '2026-11-20',
        judged: unjudged(verdict, 'why', isUnspent ? { isUnspent } : {}),
        move: 'none',
        watch,
        mutedBy: null,
      },
      false,
      NOW,
    )
const off = unjudgedDay('INSUFFICIENT', true)
const silent = unjudgedDay('NO_DATA')
const resolve = day(90, 'resolved')
const wake: Step = (incident) =>
  story.tended(incident, { kind: 'wake' }, { zone: 'Europe/Berlin' }, NOW) ?? { refused: 'nothing is due' }

/** What each step says, in order: what happened, or the first words of the refusal. */
function live(steps: Step[]): { said: string[]; incident: Incident } {
  let incident = open()
  const said = steps.flatMap((step) => {
    const turn = step(incident)
    if ('refused' in turn) return [turn.refused]
    incident = turn.incident
    return turn.happened.map(({ what }) => what)
  })
  return { said, incident }
}

const OVER = 'This one is over: it was resolved in the meantime. Nothing changed.'

describe('what people do about a breach while the numbers move', () => {
  it.each<[string, Step[], string[], Partial<Incident>]>([
    ['taken, then resolved', [take('U0SAM'), resolve], ['acknowledged', 'resolved'], { ackedBy: 'U0SAM' }],
    ['resolved, then taken', [resolve, take('U0SAM')], ['resolved', OVER], { ackedBy: null, state: 'resolved' }],
    ['resolved, then put to sleep', [resolve, sleep], ['resolved', OVER], { snoozedUntil: null }],
    ['resolved, then given to somebody', [resolve, give('U0JO')], ['resolved', OVER], { assignedTo: null }],
    [
      'taken twice by one person',
      [take('U0SAM'), take('U0SAM')],
      ['acknowledged', 'You are on it already; nothing changed.'],
      { ackedBy: 'U0SAM' },
    ],
    [
      'taken by two',
      [take('U0SAM'), take('U0MARA')],
      ['acknowledged', '<@U0SAM> is on it already. If you take over, use [Assign] and name yourself.'],
      { ackedBy: 'U0SAM' },
    ],
    [
      'given to one who has it',
      [give('U0JO'), give('U0JO')],
      ['assigned', "It is <@U0JO>'s already; nothing changed."],
      { assignedTo: 'U0JO' },
    ],
    ['given to Jo, who says so', [give('U0JO'), take('U0JO')], ['assigned', 'acknowledged'], { ackedBy: 'U0JO' }],
    ['asleep through the same value', [sleep, day(120)], ['snoozed'], { snoozedUntil: MONDAY }],
    ['asleep through a trifle more', [sleep, day(124)], ['snoozed'], { snoozedUntil: MONDAY }],
    [
      'asleep and much worse',
      [sleep, day(140)],
      ['snoozed', 'snooze broken'],
      { snoozedUntil: null, snoozedWhy: null },
    ],
    ['asleep and recovering', [sleep, day(95, 'recovering')], ['snoozed', 'recovering'], { snoozedUntil: MONDAY }],
    ['asleep and over', [sleep, resolve], ['snoozed', 'resolved'], { snoozedUntil: null }],
    ['asleep until its end', [sleep, wake], ['snoozed', 'snooze over'], { snoozedUntil: null, ackedBy: null }],
    ['much worse while taken', [take('U0SAM'), day(140)], ['acknowledged', 'worsened'], { ackedBy: 'U0SAM' }],
    ['switched off, which is said once', [off, off], ['no data'], { condition: 'NO_SPEND', state: 'firing' }],
    ['without numbers, which is said once', [silent, silent], ['no data'], { condition: 'NO_DATA' }],
    ['a rule that fails', [unjudgedDay('ERROR')], ['no data'], { condition: 'ERROR' }],
    ['without numbers, then switched off', [silent, off], ['no data', 'no data'], { condition: 'NO_SPEND' }],
    ['too few results to say, which is no condition', [unjudgedDay('INSUFFICIENT')], [], { condition: '' }],
    ['switched off and on again', [off, day(120)], ['no data'], { condition: '', state: 'firing' }],
    ['switched off and taken', [off, take('U0SAM')], ['no data', 'acknowledged'], { condition: 'NO_SPEND' }],
    ['worse once, said once', [day(140), day(141)], ['worsened'], { toldExcess: 0.3999999999999999 }],
  ])('%s', (_, steps, said, kept) => {
    const lived = live(steps)

    expect(lived.said).toEqual(said)
    expect(lived.incident).toMatchObject(kept)
  })
})
