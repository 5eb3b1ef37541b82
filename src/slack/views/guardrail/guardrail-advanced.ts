import type { KnownBlock } from '@slack/types'
import type { Definition, Scope } from '../../../domain/guardrail/guardrail.ts'
import { amountOfUnit, settingsOf, type Watched } from '../../../domain/guardrail/watched.ts'
import { formatMoney, formatWrittenPercent } from '../../../lib/format.ts'
import { ACTION } from '../../ids.ts'
import { button, section } from '../../kit/blocks.ts'
import { radio, textInput } from '../../kit/inputs.ts'
import { userText } from '../../kit/text.ts'
import { boundInput, type GuardrailFields, ruleInput } from './guardrail-ids.ts'

const TYPED = { dispatch: true, action: ACTION.guardrailTyped }

/** What the advanced part of the form is drawn from; `unit` is how the inputs of bounds are labelled. */
export type AdvancedState = {
  watched: Watched
  scope: Scope
  fields: GuardrailFields
  currency: string
  unit: string
  isOpen: boolean
  /** The definition as it stands, for the line that says what is set. */
  definition: Definition
}

/** The settings that few change: one line that says them, or their inputs. */
export function advancedBlocks(state: AdvancedState): KnownBlock[] {
  if (!state.isOpen) {
    const change = button({
      id: ACTION.guardrailAdvanced,
      text: 'Change these',
      label: 'Change the advanced settings',
      value: 'open',
    })
    return [{ ...section(`*Advanced*\n${userText(advancedInWords(state), 900)}`, change), block_id: 'advanced' }]
  }
  const { ofNumbers, sure } = settingsOf(state.watched)
  return [
    { ...section('*Advanced* · whatever is left empty is as usual.'), block_id: 'advanced' },
    ...boundBlocks(state),
    ...(sure ? [sureBlock(state)] : []),
    ...(ofNumbers ? numberBlocks(state) : []),
    ...lastingBlocks(state),
  ]
}

/** What is set beside the bounds, in one line. */
function advancedInWords({ watched, definition, currency }: AdvancedState): string {
  const { warn, minSpend, minResults, maturityDays, resolveAfter, noData, dependsOn, sure } = definition
  const settings = settingsOf(watched)
  const warns = [
    ...(warn.low === null ? [] : [`below ${amountOfUnit(warn.low, watched.unit, currency)}`]),
    ...(warn.high === null ? [] : [`above ${amountOfUnit(warn.high, watched.unit, currency)}`]),
  ]
  return [
    ...(settings.sure ? [`${formatWrittenPercent(sure)} sure`] : []),
    ...(watched.sides.length === 0
      ? []
      : [warns.length === 0 ? 'no warning before the bound' : `warns ${warns.join(' and ')}`]),
    ...(minSpend === null ? [] : [`from ${formatMoney(minSpend, currency)} of spend on`]),
    ...(minResults === null ? [] : [`from ${minResults} results on`]),
    ...(settings.ofNumbers && minSpend === null && minResults === null ? ['no minimum'] : []),
    ...(maturityDays === 0 ? [] : [`without the last ${maturityDays} ${maturityDays === 1 ? 'day' : 'days'}`]),
    `over after ${resolveAfter === 1 ? 'one good day' : `${resolveAfter} good days`}`,
    ...(noData === 'breach' ? ['no data is a breach'] : []),
    ...(dependsOn.length === 0 ? [] : [`muted by ${dependsOn.map((number) => `G-${number}`).join(', ')}`]),
  ].join(' · ')
}

function boundBlocks({ watched, scope, fields, unit }: AdvancedState): KnownBlock[] {
  const bound = (part: Parameters<typeof boundInput>[0], label: string, hint: string) => {
    const id = boundInput(part, watched, scope)
    return textInput({
      ...TYPED,
      id,
      label: `${label} (${unit})`,
      hint,
      optional: true,
      max: 20,
      initial: fields[id] ?? '',
    })
  }
  const warning = 'From there on the list says "close to its bound". Nobody is alerted.'
  const back = 'Left empty: a quarter of the way back to what is usual.'
  return watched.sides.flatMap((side) => [
    bound(side === 'low' ? 'warnLow' : 'warnHigh', side === 'low' ? 'Warn below' : 'Warn above', warning),
    ...(settingsOf(watched).recover
      ? [
          bound(
            side === 'low' ? 'recoverLow' : 'recoverHigh',
            side === 'low' ? 'Over again from' : 'Over again up to',
            back,
          ),
        ]
      : []),
  ])
}

function sureBlock({ watched, fields }: AdvancedState): KnownBlock {
  const id = ruleInput('sure', watched)
  return textInput({
    ...TYPED,
    id,
    label: 'How sure a breach must be (in %)',
    hint: '90 is usual. With less it fires sooner, and more often by chance.',
    optional: true,
    max: 6,
    initial: fields[id] ?? '',
  })
}

function numberBlocks({ fields, currency }: AdvancedState): KnownBlock[] {
  const text = (id: string, label: string, hint: string) =>
    textInput({ ...TYPED, id, label, hint, optional: true, max: 20, initial: fields[id] ?? '' })
  return [
    text('minSpend', `Judge from how much spend on (${currency})`, 'With less in the window nothing is said.'),
    text('minResults', 'Judge from how many results on', 'With fewer in the window nothing is said.'),
    text('maturityDays', 'Leave out how many last days', 'Where results come in late. 0 is usual.'),
    radio({
      id: 'noData',
      label: 'When its numbers stop coming in',
      choices: [
        { value: 'unknown', text: 'Say nothing', description: 'Whether numbers come in is a guardrail of its own.' },
        { value: 'breach', text: 'That is a breach', description: 'After three days without numbers.' },
      ],
      initial: fields.noData ?? 'unknown',
    }),
  ]
}

function lastingBlocks({ fields }: AdvancedState): KnownBlock[] {
  return [
    textInput({
      ...TYPED,
      id: 'resolveAfter',
      label: 'Good days in a row until it is over',
      optional: true,
      max: 2,
      initial: fields.resolveAfter ?? '',
    }),
    textInput({
      ...TYPED,
      id: 'dependsOn',
      label: 'Muted while these are broken',
      hint: 'Beside the tracking of its scope, which always mutes it.',
      placeholder: 'G-1, G-4',
      optional: true,
      max: 100,
      initial: fields.dependsOn ?? '',
    }),
  ]
}
