import type { KnownBlock, ModalView } from '@slack/types'
import { type Planned, type TestMetric, testName } from '../../../domain/experiment/experiment.ts'
import { metricsOf, type UnitColumns } from '../../../domain/experiment/units.ts'
import { VIEW } from '../../ids.ts'
import { section } from '../../kit/blocks.ts'
import { type Choice, select } from '../../kit/inputs.ts'
import { modal } from '../../kit/modal.ts'
import { listed, sentence } from '../../kit/sentence.ts'
import { clamp, userText } from '../../kit/text.ts'
import { correction } from './result-form.ts'

/** What the question which column is which starts from. */
export type ColumnsFormState = {
  experiment: Planned
  fileId: string
  fileName: string
  through: string
  header: readonly string[]
  guess: UnitColumns
  /** The day through which the reading before counts; null for the first. */
  before: string | null
  /** Whether that was said to be wrong. */
  replaces: boolean
  fault?: string
}

/** The value of a choice that says: this file does not have it. */
export const NOT_THERE = 'none'

const MOST_COLUMNS = 99

/** The second step of a file of units whose columns are not named like the metrics: what was understood, to be put right. */
export function columnsForm(state: ColumnsFormState): ModalView {
  const { experiment, fileId, fileName, through, header, guess, before, replaces, fault } = state
  const choices = columnChoices(header)
  const arms = listed(experiment.design.arms.map(({ name }) => name))
  return modal({
    id: VIEW.columns,
    title: `Result of ${testName(experiment)}`,
    submit: 'Take result',
    metadata: { experimentId: experiment.id, fileId, through, replaces: replaces ? 'yes' : null, draft: experiment.id },
    blocks: [
      ...(fault === undefined ? [] : [section(`*Not yet:* ${sentence(fault, 1_500)}`)]),
      section(
        `*Which column is which?* In ${userText(fileName, 100)} some names are not those of the test. This is my guess.`,
      ),
      columnSelect('arm', `The arm of a unit (${clamp(arms, 100)})`, choices, guess.arm),
      ...metricsOf(experiment.design).flatMap((metric, index) => metricSelects(metric, index, choices, guess)),
      ...(replaces ? [] : correction(before)),
    ],
  })
}

function metricSelects(metric: TestMetric, index: number, choices: Choice[], guess: UnitColumns): KnownBlock[] {
  const own = index === 0 ? choices : [{ text: 'Not in this file: UNKNOWN', value: NOT_THERE }, ...choices]
  const { top = null, bottom = null } = guess.metrics[index] ?? {}
  const name = clamp(metric.name, 80)
  if (metric.kind !== 'ratio') return [columnSelect(`m${index}:top`, name, own, top, index > 0)]
  return [
    columnSelect(`m${index}:top`, `${name}: above the line`, own, top, index > 0),
    columnSelect(`m${index}:bottom`, `${name}: below the line`, own, bottom, index > 0),
  ]
}

function columnSelect(id: string, label: string, choices: Choice[], guess: number | null, mayLack = false) {
  const initial = guess === null ? (mayLack ? NOT_THERE : undefined) : String(guess)
  return select({ id, label, choices, placeholder: 'Choose a column', ...(initial !== undefined && { initial }) })
}

function columnChoices(header: readonly string[]): Choice[] {
  return header.slice(0, MOST_COLUMNS).map((name, column) => ({
    text: name === '' ? `Column ${column + 1}` : clamp(name, 70),
    value: String(column),
  }))
}
