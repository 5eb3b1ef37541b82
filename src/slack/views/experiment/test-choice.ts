import type { ModalView } from '@slack/types'
import { type Experiment, testName } from '../../../domain/experiment/experiment.ts'
import { stateInWords } from '../../../domain/experiment/life.ts'
import { VIEW } from '../../ids.ts'
import { radio, select } from '../../kit/inputs.ts'
import { modal } from '../../kit/modal.ts'
import { clamp } from '../../kit/text.ts'

/** What is done with the test that is chosen. */
export type Purpose = 'result' | 'decide'

/** The step before a form where nobody said which test is meant: those it may be, the likeliest first. */
export function testChoice(state: {
  purpose: Purpose
  title: string
  tests: readonly (Pick<Experiment, 'id' | 'number' | 'title' | 'state'> & { isDue: boolean })[]
}): ModalView {
  const { purpose, title, tests } = state
  const choices = tests.map((test) => ({
    value: test.id,
    text: `${testName(test)} ${clamp(test.title, 66)}`,
    description: standing(test),
  }))
  const [first] = tests
  const asked = { id: 'test', label: 'Which test?', choices, ...(first && { initial: first.id }) }
  return modal({
    id: VIEW.testChoice,
    title,
    submit: 'Next',
    metadata: { purpose },
    blocks: [choices.length > 10 ? select(asked) : radio(asked)],
  })
}

function standing({ state, isDue }: { state: Experiment['state']; isDue: boolean }): string {
  return isDue && state !== 'decision_due' ? `${stateInWords(state)}, and can be decided now` : stateInWords(state)
}
