import type { ModalView } from '@slack/types'
import { type Planned, testName } from '../../../domain/experiment/experiment.ts'
import { HOLDING } from '../../../domain/experiment/life.ts'
import { choicesOf, type RuleChoices } from '../../../domain/experiment/rule.ts'
import { ACTION, VIEW } from '../../ids.ts'
import { context, divider, section } from '../../kit/blocks.ts'
import { select, textInput } from '../../kit/inputs.ts'
import { modal } from '../../kit/modal.ts'
import { clamp, userText } from '../../kit/text.ts'

/** What the form of an amendment starts from. */
export type AmendFormState = {
  experiment: Planned
  currency: string
  draft: Readonly<Record<string, string>> | null
}

const TYPED = { dispatch: true, action: ACTION.typed }

/** Changes the plan of a test that runs: the reason first, because it stands beside every later result. */
export function amendForm({ experiment, currency, draft }: AmendFormState): ModalView {
  const { id, version, design, rule, state } = experiment
  const of = (field: string, was: string) => (draft ? (draft[field] ?? '') : was)
  const line = (field: string, label: string, was: string, more: { hint?: string; optional?: boolean } = {}) =>
    textInput({ ...TYPED, id: field, label, initial: of(field, was), max: 60, ...more })
  const lines = (field: string, label: string, was: readonly string[]) =>
    textInput({
      ...TYPED,
      id: field,
      label,
      initial: of(field, was.join('\n')),
      multiline: true,
      optional: true,
      max: 900,
    })
  const name = testName(experiment)
  return modal({
    id: VIEW.amend,
    title: clamp(`Amend ${name}`, 24),
    submit: 'Amend the plan',
    metadata: { experimentId: id, version, draft: id },
    notifyOnClose: true,
    blocks: [
      section(
        `*${name} has been launched.* Change only what has to change: it is shown on every result from then on. What it is judged by and its arms stay.`,
      ),
      textInput({ ...TYPED, id: 'why', label: 'Why?', multiline: true, max: 900, initial: of('why', '') }),
      divider(),
      ...(HOLDING.includes(state) ? [line('weeks', 'Weeks it runs', String(design.weeks))] : []),
      line('maturityDays', 'Days after the end in which conversions still arrive', String(design.maturityDays)),
      line('budget', `Money it spends on top (${currency})`, design.budget === null ? '' : String(design.budget), {
        optional: true,
      }),
      lines('audiences', 'Audiences it needs for itself', design.audiences),
      lines('creatives', 'Creatives it needs for itself', design.creatives),
      ...design.guardrails.map((guardrail, at) =>
        line(
          `margin_${at + 1}`,
          `${clamp(guardrail.name, 60)} may get worse by at most (in %)`,
          percent(guardrail.margin),
        ),
      ),
      ...design.arms.map((arm, at) =>
        line(`matches_${at + 1}`, `Letters in the names of ${clamp(arm.name, 60)}`, arm.matches ?? '', {
          optional: true,
        }),
      ),
      ...ruleInputs(choicesOf(rule), of),
      context(draft ? 'This is your draft. Saved as you type.' : userText('Saved as you type.')),
    ],
  })
}

function ruleInputs(choices: RuleChoices, of: (field: string, was: string) => string) {
  const pick = (id: 'otherwise' | 'whenWorse' | 'whenBroken', label: string, values: readonly [string, string][]) =>
    select({
      ...TYPED,
      id,
      label,
      choices: values.map(([value, text]) => ({ value, text })),
      initial: of(id, choices[id]),
    })
  const back = [
    ['roll_back', 'Roll back'],
    ['iterate', 'Iterate'],
  ] as const
  return [
    pick('otherwise', 'Neither better nor worse at the end', [
      ['extend', 'Extend once'],
      ['inconclusive', 'Call it inconclusive'],
      ['roll_back', 'Roll back'],
      ['iterate', 'Iterate'],
    ]),
    pick(
      'whenWorse',
      'It got worse',
      back.map(([value, text]) => [value, text]),
    ),
    pick(
      'whenBroken',
      'A guardrail broke',
      back.map(([value, text]) => [value, text]),
    ),
  ]
}

function percent(fraction: number): string {
  return String(Number((fraction * 100).toPrecision(4)))
}
