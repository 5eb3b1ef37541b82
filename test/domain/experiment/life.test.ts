import { describe, expect, it } from 'vitest'
import { STATES, type State } from '../../../src/domain/experiment/experiment.ts'
import {
  after as afterMove,
  HOLDING,
  MEASURED,
  MOVES,
  type Move,
  moveOf,
  movesFrom,
  refusalOfMove,
  stateInWords,
} from '../../../src/domain/experiment/life.ts'
import { VERDICTS } from '../../../src/domain/experiment/rule.ts'

/** What each state allows and where it leads, as people would draw it; everything that is not here is refused. */
const ALLOWED: Record<State, Partial<Record<Move, State>>> = {
  idea: { plan: 'ready', abandon: 'abandoned' },
  ready: {
    plan: 'ready',
    ask_approval: 'pending_approval',
    schedule: 'scheduled',
    start: 'running',
    abandon: 'abandoned',
  },
  pending_approval: { approve: 'ready', decline: 'ready', abandon: 'abandoned' },
  scheduled: { unschedule: 'ready', start: 'running', abandon: 'abandoned' },
  running: { pause: 'paused', stop: 'maturing', extend: 'running', decide: 'decided', invalidate: 'invalid' },
  paused: { resume: 'running', stop: 'maturing', decide: 'decided', invalidate: 'invalid' },
  maturing: { mature: 'decision_due', decide: 'decided', invalidate: 'invalid' },
  decision_due: { extend: 'running', decide: 'decided', invalidate: 'invalid' },
  decided: { learn: 'closed' },
  closed: {},
  abandoned: {},
  invalid: { learn: 'closed' },
}

const pairs = STATES.flatMap((state) => MOVES.map((move) => ({ state, move, to: ALLOWED[state][move] ?? null })))

describe('the life of a test', () => {
  it.each(pairs)('$state, $move: $to', ({ state, move, to }) => {
    expect(afterMove(state, move)).toBe(to)
    expect(movesFrom(state).includes(move)).toBe(to !== null)
  })

  it.each(pairs.filter(({ to }) => to === null))('explains why a test that is $state refuses to $move', (pair) => {
    const sentence = refusalOfMove({ number: 12, state: pair.state }, pair.move)
    expect(sentence).toMatch(/^T-12 can't [a-z ]+: it [a-z ]+\. .+\.$/)
  })

  it('reaches every state from an idea, and every state has a name', () => {
    const reached = new Set<State>(['idea'])
    for (const state of reached) for (const next of Object.values(ALLOWED[state])) reached.add(next)
    expect([...reached].sort()).toEqual([...STATES].sort())
    expect(new Set(STATES.map(stateInWords)).size).toBe(STATES.length)
  })

  it('takes results from wherever a decision is possible, and holds its slots only while it may spend', () => {
    expect(STATES.filter((state) => afterMove(state, 'decide') !== null)).toEqual(MEASURED)
    expect(STATES.filter((state) => afterMove(state, 'stop') !== null)).toEqual(HOLDING)
  })

  it('is moved by every verdict out of the state in which a decision is due', () => {
    for (const verdict of VERDICTS) expect(afterMove('decision_due', moveOf(verdict))).not.toBeNull()
    expect(moveOf('invalid')).toBe('invalidate')
  })
})
