import type { KnownBlock } from '@slack/types'
import type { TestTask } from '../../../domain/experiment/test-task.ts'
import { briefInWords, verdictInWords } from '../../../domain/experiment/test-words.ts'
import { formatMoney } from '../../../lib/format.ts'
import { ACTION } from '../../ids.ts'
import { actions, button, confirm, context, section } from '../../kit/blocks.ts'
import { sentence } from '../../kit/sentence.ts'
import { mention, userText } from '../../kit/text.ts'
import { budgetButtons } from './budget-buttons.ts'
import { secondButtons } from './second-buttons.ts'

/** One thing that a test asks of a person, with its buttons. */
export function testTaskBlocks(task: TestTask): KnownBlock[] {
  const { experimentId: value } = task
  const name = nameOf(task)
  switch (task.kind) {
    case 'decision':
      return [
        section(
          `${name} · ${task.spoken === null ? '' : `its rule says ${verdictInWords(task.spoken)}: `}its decision is due`,
          button({ id: ACTION.decideTest, text: 'Decide', value, style: 'primary' }),
        ),
      ]
    case 'learning':
      return [
        section(
          `${name} · decided; what did it teach, in one sentence?`,
          button({ id: ACTION.writeLearning, text: 'Write learning', value }),
        ),
      ]
    case 'approval': {
      const { budget, team, brief, by } = task
      const money = budget === null ? 'its budget' : formatMoney(budget, team.currency, { digits: 0 })
      const asks = `${name} · ${mention(by)} asks you to approve ${money}`
      return [
        section(`${asks}\n${userText(briefInWords(brief), 600)}`),
        actions(`budget:${value}`, budgetButtons(value, budget)),
      ]
    }
    case 'second decision':
      return secondBlocks(task, name)
  }
}

function secondBlocks(task: Extract<TestTask, { kind: 'second decision' }>, name: string): KnownBlock[] {
  const { by, verdict, says, number, decisionId, team } = task
  const proposes = `${name} · ${mention(by)} proposes to ${verdictInWords(verdict)}, against the recommendation.`
  const evidence = says === null ? 'No result has been taken yet.' : sentence(says, 900)
  const [agree, ...others] = secondButtons({ id: decisionId })
  return [
    section(`${proposes}\n${evidence}`),
    context(`Its card is in <#${team.conversationId}>; \`/beat test T-${number}\` shows it to you.`),
    actions(`second:${decisionId}`, [...(agree ? [{ ...agree, confirm: secondLook(task) }] : []), ...others]),
  ]
}

function nameOf({ number, title, standsInFor }: TestTask): string {
  const owner = standsInFor === undefined ? '' : ` (for ${mention(standsInFor)}, who is away)`
  return `*T-${number} ${userText(title, 90)}*${owner}`
}

function secondLook({ number, verdict, rationale }: Extract<TestTask, { kind: 'second decision' }>) {
  return confirm({
    title: `T-${number}: ${verdictInWords(verdict)}?`,
    text: `It goes against what the numbers recommend. The reason given: “${userText(rationale, 180)}”`,
    yes: 'I agree',
    no: 'Not yet',
  })
}
