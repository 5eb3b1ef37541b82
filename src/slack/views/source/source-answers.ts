import type { KnownBlock } from '@slack/types'
import type { Problem } from '../../../domain/import/source.ts'
import { ACTION } from '../../ids.ts'
import { actions, button, section } from '../../kit/blocks.ts'
import { userText } from '../../kit/text.ts'

const MOST_QUESTIONS = 3
const MOST_OPTIONS = 5
const LONGEST_VALUE = 2_000

/** What a source asks first, each with its answers as buttons; an answer holds for every run from then on. */
export function answerButtons(sourceId: string, { questions }: Problem, most = MOST_QUESTIONS): KnownBlock[] {
  return questions.slice(0, most).flatMap(({ key, ask, options }, index) => {
    const choices = options.slice(0, MOST_OPTIONS).flatMap((option, at) => {
      const value = JSON.stringify({ id: sourceId, key, value: option.value })
      // A value that was cut would be another answer: such a choice is left out.
      const fits = value.length <= LONGEST_VALUE
      return fits ? [button({ id: `${ACTION.answerSource}:${at}`, text: option.label || option.value, value })] : []
    })
    const asked = questions.length > 1 ? [section(userText(ask, 1_000))] : []
    return choices.length > 0 ? [...asked, actions(`source:${sourceId}:answer:${index}`, choices)] : asked
  })
}
