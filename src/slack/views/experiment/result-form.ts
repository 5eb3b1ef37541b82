import type { KnownBlock, ModalView } from '@slack/types'
import { type Planned, testName } from '../../../domain/experiment/experiment.ts'
import { metricsOf } from '../../../domain/experiment/units.ts'
import { dayInWords } from '../../../domain/week.ts'
import { ACTION, VIEW } from '../../ids.ts'
import { actions, button, context, divider, section } from '../../kit/blocks.ts'
import { checkboxes, datePicker, fileInput, textInput } from '../../kit/inputs.ts'
import { modal } from '../../kit/modal.ts'
import { listed, sentence } from '../../kit/sentence.ts'
import { clamp, userText } from '../../kit/text.ts'
import { resultFields } from './result-fields.ts'

/** What the form of a result starts from. */
export type ResultFormState = {
  experiment: Planned
  /** The day through which the numbers probably count. */
  through: string
  /** Whether we can read the arms from the team's own numbers. */
  readsItself: boolean
  /** The day through which the reading before counts; null for the first. */
  before: string | null
  draft: Readonly<Record<string, string>> | null
  /** What was wrong with the last attempt, where no field can show it. */
  fault?: string
}

/** The form in which a person gives a result: numbers typed arm by arm, a file of units, or the team's own numbers. */
export function resultForm(state: ResultFormState): ModalView {
  const { experiment, through, draft, fault } = state
  const { id, design, title } = experiment
  const names = listed(design.arms.map(({ name }) => userText(name, 60)))
  return modal({
    id: VIEW.result,
    title: `Result of ${testName(experiment)}`,
    submit: 'Take result',
    close: 'Later',
    metadata: { experimentId: id, draft: id },
    notifyOnClose: true,
    blocks: [
      ...(fault === undefined ? [] : [section(`*Not yet:* ${sentence(fault, 1_500)}`)]),
      section(`*${userText(title, 120)}*\nArms: ${names}. The first is the control.`),
      datePicker({ id: 'through', label: 'Data through', initial: draft?.through ?? through }),
      ...ourNumbers(state),
      fileInput({
        id: 'file',
        label: 'A CSV with one row per unit',
        hint: 'A header, a column with the arm of each unit, and one for each metric. Then nothing needs to be typed.',
        filetypes: ['csv', 'tsv', 'txt'],
        maxFiles: 1,
        optional: true,
      }),
      ...typedNumbers(state),
      ...correction(state.before),
      context(draft ? 'This is your draft. Saved as you type.' : 'Saved as you type.'),
    ],
  })
}

function ourNumbers({ experiment, readsItself }: ResultFormState): KnownBlock[] {
  if (!readsItself) return []
  return [
    actions('numbers', [button({ id: ACTION.readNumbers, text: 'Read from our numbers', value: experiment.id })]),
    context(
      'Every arm is known by the names of its campaigns, ad sets or ads; what the CRM counts comes by campaign. This also happens by itself every week.',
    ),
  ]
}

/** Counts only grow, so whoever gives smaller ones has to say which are right. */
export function correction(before: string | null): KnownBlock[] {
  if (before === null) return []
  const text = `The reading through ${dayInWords(before)} counted wrong`
  return [
    checkboxes({
      id: 'replaces',
      label: 'If there are fewer units than last time',
      choices: [{ value: 'yes', text, description: 'These numbers replace it.' }],
      optional: true,
    }),
  ]
}

function typedNumbers({ experiment, draft }: ResultFormState): KnownBlock[] {
  const fields = resultFields(experiment.design)
  const metrics = metricsOf(experiment.design)
  const blocks = metrics.flatMap(({ name }, metric): KnownBlock[] => {
    const own = fields.filter((field) => field.metric === metric)
    if (own.length === 0) return []
    const role = metric === 0 ? '' : ' · guardrail, may stay empty, but then it is UNKNOWN'
    const inputs = own.map(({ id, label }) =>
      textInput({
        id,
        label: clamp(label, 150),
        initial: draft?.[id] ?? '',
        max: 30,
        optional: true,
        dispatch: true,
        action: ACTION.typed,
      }),
    )
    return [divider(), section(`*${userText(name, 100)}*${role}`), ...inputs]
  })
  const left = metrics.length - new Set(fields.map(({ metric }) => metric)).size
  const more = left > 0 ? [context(`${left} more guardrails do not fit into a form: give them by a CSV.`)] : []
  return [...blocks, ...more]
}
