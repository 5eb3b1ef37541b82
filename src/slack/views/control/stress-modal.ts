import type { ModalView } from '@slack/types'
import { VIEW } from '../../ids.ts'
import { modal } from '../../kit/modal.ts'
import { type StressState, stressAnswer } from './stress-answer.ts'

/** A stress test in the place of the form that asked for it. */
export function stressModal(state: StressState): ModalView {
  return modal({ id: VIEW.stressAnswer, title: 'Stress test', blocks: stressAnswer(state).blocks })
}
