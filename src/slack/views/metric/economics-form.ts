import type { ModalView } from '@slack/types'
import { NO_ECONOMICS } from '../../../domain/metric/economics.ts'
import type { Team } from '../../../domain/team.ts'
import { ACTION, VIEW } from '../../ids.ts'
import { section } from '../../kit/blocks.ts'
import { select, textInput } from '../../kit/inputs.ts'
import { modal } from '../../kit/modal.ts'

const TYPED = { dispatch: true, action: ACTION.typed }

/** Whether churn was typed as those who leave or as those who stay. */
export const CHURN_KINDS = ['leave', 'stay'] as const

/** The economics of a team; `draft` is what this person has typed and not sent. */
export function economicsForm({
  team,
  draft,
}: {
  team: Team
  draft: Readonly<Record<string, string>> | null
}): ModalView {
  const told = team.economics ?? NO_ECONOMICS
  const line = (id: string, label: string, now: number | null, hint?: string) =>
    textInput({
      ...TYPED,
      id,
      label,
      ...(hint && { hint }),
      initial: draft ? (draft[id] ?? '') : now === null ? '' : String(now),
      optional: true,
      max: 40,
    })
  const percent = (fraction: number | null) => (fraction === null ? null : Number((fraction * 100).toFixed(4)))
  return modal({
    id: VIEW.economics,
    title: 'Economics',
    submit: 'Save',
    metadata: { teamId: team.id, version: team.version },
    notifyOnClose: true,
    blocks: [
      section('What a customer is worth to you. What you leave empty is not guessed: what follows from it is n/a.'),
      line('monthlyRevenue', `What a customer pays a month (${team.currency})`, told.monthlyRevenue),
      line(
        'grossMargin',
        'Gross margin (%)',
        percent(told.grossMargin),
        'What is left of it after what it costs to serve.',
      ),
      line('monthlyChurn', 'Customers who leave, or stay, in a month (%)', percent(told.monthlyChurn)),
      select({
        id: 'churnKind',
        label: 'That is the share of those who',
        choices: [
          { value: 'leave', text: 'leave (churn)' },
          { value: 'stay', text: 'stay (retention)' },
        ],
        initial: draft?.churnKind ?? 'leave',
      }),
      line(
        'otherCost',
        `Sales and marketing cost a month beside media (${team.currency})`,
        told.otherCost,
        'People, tools, agencies. With it CAC is fully loaded.',
      ),
      line('paybackTarget', 'A customer should have paid for itself within (months)', told.paybackTarget),
      line(
        'horizonMonths',
        'Count on a customer for at most (months)',
        told.horizonMonths,
        '36 where you leave it empty.',
      ),
      line(
        'paceWarn',
        'Warn when a budget is off its pace by (%)',
        percent(told.paceWarn),
        '10 where you leave it empty.',
      ),
      line('paceAlert', 'Alert when it is off by (%)', percent(told.paceAlert), '20 where you leave it empty.'),
    ],
  })
}
