import type { KnownBlock, ModalView } from '@slack/types'
import { isDue, proposalOf } from '../../../domain/experiment/due.ts'
import { type Amendment, type Planned, testName } from '../../../domain/experiment/experiment.ts'
import { MEASURED } from '../../../domain/experiment/life.ts'
import type { Decision, Reading, ReadingSource } from '../../../domain/experiment/reading.ts'
import { type ReadingWords, readingInWords } from '../../../domain/experiment/reading-words.ts'
import type { Team } from '../../../domain/team.ts'
import { dayInWords } from '../../../domain/week.ts'
import { ACTION, VIEW } from '../../ids.ts'
import { actions, button, context, section } from '../../kit/blocks.ts'
import { modal } from '../../kit/modal.ts'
import { userText } from '../../kit/text.ts'

const MOST_AMENDMENTS = 5

/** What a reading is drawn from; `note` says how a file was understood. */
export type ReadingShown = {
  team: Pick<Team, 'currency'>
  experiment: Planned
  reading: Reading
  /** The changes of the plan that were made before it. */
  amendments: readonly Amendment[]
  /** The last decision about the test. */
  decision: Decision | null
  names: Readonly<Record<string, string>>
  note?: string
}

/** The reply under a test's card that shows one reading: the effect first, then what is known of it and what the rule says. */
export function readingReply(state: ReadingShown): { text: string; blocks: KnownBlock[] } {
  const words = wordsOf(state)
  const { experiment, reading } = state
  const row = actions(`reading:${reading.id}`, [
    button({ id: ACTION.decideTest, text: 'Decide', value: experiment.id }),
    button({ id: ACTION.takeResult, text: 'Take a result', value: experiment.id }),
  ])
  return {
    text: userText(`${testName(experiment)}: ${words.says}`, 500),
    blocks: [...body(state, words), ...(isOver(experiment) ? [] : [row])],
  }
}

/** The same reading as the answer to whoever took it. */
export function readingModal(state: ReadingShown): ModalView {
  const { experiment, note } = state
  const mayDecide = isDue(experiment, state) && !proposalOf(experiment, state)
  return modal({
    id: VIEW.reading,
    title: `Result of ${testName(experiment)}`,
    ...(mayDecide && { submit: 'Decide', close: 'Later' }),
    metadata: { experimentId: experiment.id },
    blocks: [
      ...body(state, wordsOf(state)),
      ...(note === undefined ? [] : [context(userText(note, 1_000))]),
      context('It is kept, and everybody sees it under the card of the test.'),
    ],
  })
}

function wordsOf({ experiment, team, reading }: ReadingShown): ReadingWords {
  return readingInWords({ experiment, currency: team.currency }, reading)
}

function body(state: ReadingShown, words: ReadingWords): KnownBlock[] {
  const { reading, amendments, names } = state
  const earlier = amendments.length - MOST_AMENDMENTS
  const changed = [
    ...(earlier > 0 ? [`And ${earlier} earlier, each told under the card when it was made.`] : []),
    ...amendments.slice(-MOST_AMENDMENTS).map((amendment) => amendmentLine(amendment, names)),
  ]
  return [
    section(`*${userText(words.says, 900)}*`),
    ...words.arms.map((arm) => section(armText(arm))),
    context([words.progress, words.split].map((line) => userText(line, 400)).join('\n')),
    ...(changed.length > 0 ? [context(`*Changed since the launch*\n${changed.join('\n')}`)] : []),
    context(`${SOURCE[reading.source]} by ${takenBy(reading.takenBy, names)}`),
  ]
}

function armText({ name, effect, proof, guardrails }: ReadingWords['arms'][number]): string {
  const lines = [...proof, ...guardrails].map((line) => `• ${userText(line, 400)}`)
  return [`*${userText(name, 80)}*: ${userText(effect, 300)}`, ...lines].join('\n')
}

function amendmentLine({ field, before, after, why, madeBy, madeAt }: Amendment, names: ReadingShown['names']): string {
  const day = dayInWords(madeAt.toISOString().slice(0, 10))
  const change = `${userText(field, 60)}: ${userText(before, 120)} → ${userText(after, 120)}`
  return `${day} · ${change}, because ${userText(why, 200)} (${userText(names[madeBy] ?? 'a colleague', 80)})`
}

const SOURCE: Record<ReadingSource, string> = {
  typed: 'Typed',
  units: 'From a file of units, given',
  numbers: 'Read from our numbers',
}

function takenBy(by: string, names: ReadingShown['names']): string {
  if (by === 'schedule') return 'the clock'
  return by === 'operator' ? 'the operator' : userText(names[by] ?? 'a colleague', 80)
}

function isOver({ state }: Planned): boolean {
  return !MEASURED.includes(state)
}
