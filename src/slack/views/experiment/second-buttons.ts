import type { Button } from '@slack/types'
import type { Decision } from '../../../domain/experiment/reading.ts'
import { ACTION } from '../../ids.ts'
import { button } from '../../kit/blocks.ts'

/** The two words a second person can have about a decision that was proposed. */
export function secondButtons({ id }: Pick<Decision, 'id'>): Button[] {
  return [
    button({ id: ACTION.agreeDecision, text: 'Agree', value: id, style: 'primary' }),
    button({ id: ACTION.disagreeDecision, text: 'Disagree', value: id }),
  ]
}
