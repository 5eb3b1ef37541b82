import type { ActionsBlock, ActionsBlockElement } from '@slack/types'
import type { Experiment, State } from '../../../domain/experiment/experiment.ts'
import type { Decision } from '../../../domain/experiment/reading.ts'
import { ACTION } from '../../ids.ts'
import { actions, button, overflow } from '../../kit/blocks.ts'
import { secondButtons } from './second-buttons.ts'

/** The rarer things that can be done to a test, as the menu of its card names them. */
export const RARE = ['edit', 'plan', 'score', 'amend', 'stop', 'hand_over', 'abandon'] as const
export type Rare = (typeof RARE)[number]

/** Where a test stands: it is to be decided now, its decision waits for a second person, what it taught is worth trying elsewhere. */
export type Standing = { isDue: boolean; proposal: Pick<Decision, 'id'> | null; travels: boolean }

/** What can be done to a test as it stands, the one obvious thing first; null where nothing is left to do. */
export function cardActions(
  experiment: Pick<Experiment, 'id' | 'state' | 'design'>,
  { isDue, proposal, travels }: Standing,
): ActionsBlock | null {
  const { id, state, design } = experiment
  // Whoever approves approves the money they see; the test may ask for other money by then.
  const value = (spec: Spec) => (spec.id === ACTION.approveBudget ? `${id}:${design?.budget ?? 0}` : id)
  const usual = BUTTONS[state].filter((spec) => spec !== TRY || travels)
  const buttons = isDue ? decideFirst(usual) : usual
  const elements = [
    ...(proposal ? secondButtons(proposal) : buttons.map((spec, at) => cardButton(spec, value(spec), at === 0))),
    ...menu(id, RARELY[state]),
  ]
  return elements.length > 0 ? actions(`test:${id}`, elements) : null
}

type Spec = { id: string; text: string }

const PLAN = { id: ACTION.planTest, text: 'Plan' }
const SCORE = { id: ACTION.scoreTest, text: 'Score' }
const RESULT = { id: ACTION.takeResult, text: 'Take a result' }
const DECIDE = { id: ACTION.decideTest, text: 'Decide' }
const LEARN = { id: ACTION.writeLearning, text: 'Write learning' }
const TRY = { id: ACTION.tryElsewhere, text: 'Try it elsewhere' }

const BUTTONS: Record<State, Spec[]> = {
  idea: [PLAN, SCORE],
  ready: [{ id: ACTION.launchTest, text: 'Launch' }, SCORE],
  pending_approval: [
    { id: ACTION.approveBudget, text: 'Approve' },
    { id: ACTION.declineBudget, text: 'Decline' },
  ],
  scheduled: [
    { id: ACTION.launchTest, text: 'Launch now' },
    { id: ACTION.unscheduleTest, text: 'Take off schedule' },
  ],
  running: [RESULT, DECIDE, { id: ACTION.pauseTest, text: 'Pause' }],
  paused: [{ id: ACTION.resumeTest, text: 'Resume' }, RESULT, DECIDE],
  maturing: [RESULT, DECIDE],
  decision_due: [DECIDE, RESULT],
  decided: [LEARN],
  closed: [TRY],
  abandoned: [],
  invalid: [LEARN],
}

const RARELY: Record<State, Rare[]> = {
  idea: ['edit', 'hand_over', 'abandon'],
  ready: ['plan', 'edit', 'hand_over', 'abandon'],
  pending_approval: ['edit', 'score', 'hand_over', 'abandon'],
  scheduled: ['edit', 'score', 'hand_over', 'abandon'],
  running: ['amend', 'stop', 'hand_over'],
  paused: ['amend', 'stop', 'hand_over'],
  maturing: ['amend', 'hand_over'],
  decision_due: ['amend', 'hand_over'],
  decided: ['hand_over'],
  closed: [],
  abandoned: [],
  invalid: ['hand_over'],
}

const RARE_WORDS: Record<Rare, string> = {
  edit: 'Edit the idea',
  plan: 'Change the plan',
  score: 'Score',
  amend: 'Amend the plan',
  stop: 'Stop spending',
  hand_over: 'Hand over…',
  abandon: 'Abandon',
}

function decideFirst(specs: readonly Spec[]): Spec[] {
  return [...specs].sort((a, b) => Number(b === DECIDE) - Number(a === DECIDE))
}

function cardButton({ id, text }: Spec, value: string, isFirst: boolean): ActionsBlockElement {
  return button({ id, text, value, ...(isFirst && { style: 'primary' as const }) })
}

function menu(id: string, rare: readonly Rare[]): ActionsBlockElement[] {
  if (rare.length === 0) return []
  return [
    overflow({
      id: ACTION.moreOfTest,
      options: rare.map((each) => ({ text: RARE_WORDS[each], value: `${each}:${id}` })),
    }),
  ]
}
