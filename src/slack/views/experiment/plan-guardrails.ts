import type { KnownBlock } from '@slack/types'
import { MEASURES } from '../../../domain/experiment/measure.ts'
import { ACTION } from '../../ids.ts'
import { select, textInput } from '../../kit/inputs.ts'
import { NO_GUARDRAIL, type PlanFields } from './plan-ids.ts'

const TYPED = { dispatch: true, action: ACTION.planTyped }

/** One guardrail from the catalogue, with how much worse it may get; the first is needed. */
export function guardrailBlocks(fields: PlanFields, row: number): KnownBlock[] {
  const [id, margin] = [`guardrail_${row}`, `margin_${row}`]
  const none = row === 1 ? [] : [{ value: NO_GUARDRAIL, text: 'None' }]
  return [
    select({
      ...TYPED,
      id,
      label: row === 1 ? 'What must not get worse meanwhile?' : `Guardrail ${row}`,
      choices: [...none, ...MEASURES.map(({ key, name }) => ({ value: key, text: name }))],
      initial: fields[id] ?? '',
      optional: row > 1,
    }),
    textInput({
      ...TYPED,
      id: margin,
      label:
        row === 1 ? 'By how much may it get worse? (in %)' : `By how much may it get worse? (in %), guardrail ${row}`,
      optional: row > 1,
      max: 20,
      initial: fields[margin] ?? '',
    }),
  ]
}

/** A guardrail that only this test knows. */
export function ownGuardrailBlocks(fields: PlanFields): KnownBlock[] {
  const kinds = [
    ['proportion:lower', 'A rate, lower is better'],
    ['proportion:higher', 'A rate, higher is better'],
    ['mean:lower', 'An amount per unit, lower is better'],
    ['mean:higher', 'An amount per unit, higher is better'],
  ] as const
  return [
    textInput({
      ...TYPED,
      id: 'ownGuardrail',
      label: 'A guardrail of your own',
      placeholder: 'Unsubscribes',
      optional: true,
      max: 60,
      initial: fields.ownGuardrail ?? '',
    }),
    select({
      ...TYPED,
      id: 'ownGuardrailKind',
      label: 'What kind of number is it?',
      choices: kinds.map(([value, text]) => ({ value, text })),
      initial: fields.ownGuardrailKind ?? kinds[0][0],
      optional: true,
    }),
    textInput({
      ...TYPED,
      id: 'ownGuardrailMargin',
      label: 'It may get worse by at most (in %)',
      optional: true,
      max: 20,
      initial: fields.ownGuardrailMargin ?? '',
    }),
  ]
}
