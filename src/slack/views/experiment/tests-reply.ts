import type { KnownBlock } from '@slack/types'
import type { Agenda, DueTest } from '../../../domain/experiment/agenda.ts'
import { closingLines, dueInWords, runningInWords } from '../../../domain/experiment/agenda-words.ts'
import { type Experiment, testName } from '../../../domain/experiment/experiment.ts'
import { ACTION } from '../../ids.ts'
import { button, context, section } from '../../kit/blocks.ts'
import { inTexts, sentence } from '../../kit/sentence.ts'
import { clamp, userText } from '../../kit/text.ts'

/** What a review says of the tests. */
export type TestsReplyState = { agenda: Agenda; names: Readonly<Record<string, string>> }

const MOST_DUE = 12
const MOST_NAMED = 12

/** The reply of a review about the tests: decisions due first, each with its button, then what runs, what has ended, what is next. */
export function testsReply({ agenda, names }: TestsReplyState): { text: string; blocks: KnownBlock[] } {
  const { due, running } = agenda
  const count = due.length === 1 ? '1 decision is due' : `${due.length} decisions are due`
  const title = due.length > 0 ? `*Tests* · ${count}` : '*Tests* · nothing to decide today'
  const moreDue = due.length - MOST_DUE
  const runs = running
    .slice(0, MOST_NAMED)
    .map((test) => `• ${shortly(test.experiment)}: ${sentence(runningInWords(test, names), 400)}`)
  const moreRuns = running.length - MOST_NAMED
  return {
    text: `Tests: ${count}, ${running.length} running.`,
    blocks: [
      section(title),
      ...due.slice(0, MOST_DUE).map((test) => dueBlock(test, names)),
      ...(moreDue > 0 ? [context(`And ${moreDue} more: \`/beat test list decision due\`.`)] : []),
      ...inTexts(runs.length > 0 ? ['*Running*', ...runs] : []).map((text) => section(text)),
      ...(moreRuns > 0 ? [context(`And ${moreRuns} more: \`/beat test list running\`.`)] : []),
      ...inTexts(closingLines(fewer(agenda), shortly)).map((text) => section(text)),
    ],
  }
}

function dueBlock(test: DueTest, names: Readonly<Record<string, string>>): KnownBlock {
  const { experiment } = test
  const line = `${shortly(experiment)}: ${sentence(dueInWords(test, names), 1_500)}`
  // Nobody can decide before a second person has had their word, which is asked for in its thread.
  if (test.proposed) return section(line)
  const decide = { id: ACTION.decideTest, text: 'Decide', value: experiment.id, style: 'primary' as const }
  return section(line, button({ ...decide, label: clamp(`Decide ${testName(experiment)}`, 75) }))
}

function shortly(experiment: Experiment): string {
  return `*${testName(experiment)} ${userText(experiment.title, 90)}*`
}

/** A week in which a team decided more tests than fit into a line is a week for the list. */
function fewer(agenda: Agenda): Agenda {
  return { ...agenda, ended: agenda.ended.slice(0, MOST_NAMED) }
}
