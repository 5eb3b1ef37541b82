import type { Button } from '@slack/types'
import { ACTION } from '../../ids.ts'
import { button } from '../../kit/blocks.ts'

/** The two answers to a test that asks for money. Whoever approves approves the money they see, so it travels with the button. */
export function budgetButtons(experimentId: string, budget: number | null): Button[] {
  return [
    button({ id: ACTION.approveBudget, text: 'Approve', value: `${experimentId}:${budget ?? 0}`, style: 'primary' }),
    button({ id: ACTION.declineBudget, text: 'Decline', value: experimentId }),
  ]
}
