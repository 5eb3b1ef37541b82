import { type Experiment, type State, testName } from './experiment.ts'
import type { Verdict } from './rule.ts'

// The life of a test as one table. Whoever wants to move it asks here first, and a refusal says why and what can be done.

/** What can be done to a test that changes its state. */
export const MOVES = [
  'plan',
  'ask_approval',
  'approve',
  'decline',
  'schedule',
  'unschedule',
  'start',
  'pause',
  'resume',
  'stop',
  'mature',
  'extend',
  'decide',
  'invalidate',
  'learn',
  'abandon',
] as const
export type Move = (typeof MOVES)[number]

/** From which states a move leads where. `stop` ends the spending: what still matures waits, what does not is due. */
const TABLE: Record<Move, { from: readonly State[]; to: State }> = {
  plan: { from: ['idea', 'ready'], to: 'ready' },
  ask_approval: { from: ['ready'], to: 'pending_approval' },
  approve: { from: ['pending_approval'], to: 'ready' },
  decline: { from: ['pending_approval'], to: 'ready' },
  schedule: { from: ['ready'], to: 'scheduled' },
  unschedule: { from: ['scheduled'], to: 'ready' },
  start: { from: ['ready', 'scheduled'], to: 'running' },
  pause: { from: ['running'], to: 'paused' },
  resume: { from: ['paused'], to: 'running' },
  stop: { from: ['running', 'paused'], to: 'maturing' },
  mature: { from: ['maturing'], to: 'decision_due' },
  extend: { from: ['running', 'decision_due'], to: 'running' },
  decide: { from: ['running', 'paused', 'maturing', 'decision_due'], to: 'decided' },
  invalidate: { from: ['running', 'paused', 'maturing', 'decision_due'], to: 'invalid' },
  learn: { from: ['decided', 'invalid'], to: 'closed' },
  abandon: { from: ['idea', 'ready', 'pending_approval', 'scheduled'], to: 'abandoned' },
}

/** The states in which a test holds its slots, audiences and creatives. */
export const HOLDING: readonly State[] = ['running', 'paused']

/** The states in which results are taken. */
export const MEASURED: readonly State[] = ['running', 'paused', 'maturing', 'decision_due']

/** Whether a test still asks something of its owner: a plan, a result, a decision, or what it taught. */
export function isOwned(state: State): boolean {
  return state !== 'closed' && state !== 'abandoned'
}

/** Where a move leads from a state, or null where it is not allowed. */
export function after(state: State, move: Move): State | null {
  const { from, to } = TABLE[move]
  return from.includes(state) ? to : null
}

/** The moves a state allows. */
export function movesFrom(state: State): Move[] {
  return MOVES.filter((move) => after(state, move) !== null)
}

/** The move that a verdict makes. */
export function moveOf(verdict: Verdict): Move {
  if (verdict === 'extend') return 'extend'
  return verdict === 'invalid' ? 'invalidate' : 'decide'
}

const DOES: Record<Move, string> = {
  plan: 'be planned',
  ask_approval: 'ask for approval',
  approve: 'be approved',
  decline: 'be declined',
  schedule: 'be scheduled',
  unschedule: 'be taken off the schedule',
  start: 'start',
  pause: 'be paused',
  resume: 'be resumed',
  stop: 'be stopped',
  mature: 'come due',
  extend: 'be extended',
  decide: 'be decided',
  invalidate: 'be called invalid',
  learn: 'be closed with a learning',
  abandon: 'be abandoned',
}

const IS: Record<State, string> = {
  idea: 'is still an idea without a plan',
  ready: 'has a plan and has not started',
  pending_approval: 'waits for its budget to be approved',
  scheduled: 'is scheduled',
  running: 'is running',
  paused: 'is paused',
  maturing: 'has stopped spending and waits for its last conversions',
  decision_due: 'waits for its decision',
  decided: 'has been decided and waits for its learning',
  closed: 'is closed',
  abandoned: 'was abandoned',
  invalid: 'was called invalid',
}

const NEXT: Record<State, string> = {
  idea: 'Plan it first: [Plan] on its card.',
  ready: 'Start it first: [Launch] on its card.',
  pending_approval: "The lead's [Approve] on its card comes first.",
  scheduled: 'It starts by itself on its day; [Take off schedule] gives the plan back to you.',
  running: 'Its card shows what can be done now: pause, stop, take a result, decide.',
  paused: '[Resume] on its card lets it go on.',
  maturing: 'A result can be taken at any time; it comes due by itself.',
  decision_due: 'Decide it with [Decide] on its card.',
  decided: 'Write what it taught with [Write learning] on its card.',
  closed: 'To go on from it, make a new test: `/beat test new`.',
  abandoned: 'To try it after all, make a new test: `/beat test new`.',
  invalid: 'To try again, make a new test: `/beat test new`.',
}

/** Why a move is refused, as a sentence: what was asked, how the test stands, what to do now. */
export function refusalOfMove(experiment: Pick<Experiment, 'number' | 'state'>, move: Move): string {
  const { state } = experiment
  return `${testName(experiment)} can't ${DOES[move]}: it ${IS[state]}. ${NEXT[state]}`
}

/** How a state reads on a card or in a list. */
export function stateInWords(state: State): string {
  const words: Record<State, string> = {
    idea: 'idea',
    ready: 'ready to launch',
    pending_approval: 'waiting for approval',
    scheduled: 'scheduled',
    running: 'running',
    paused: 'paused',
    maturing: 'maturing',
    decision_due: 'decision due',
    decided: 'decided',
    closed: 'closed',
    abandoned: 'abandoned',
    invalid: 'invalid',
  }
  return words[state]
}
