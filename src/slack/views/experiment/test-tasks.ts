import type { KnownBlock } from '@slack/types'
import type { TestsGlance, TestTask } from '../../../domain/experiment/test-task.ts'
import { verdictInWords } from '../../../domain/experiment/test-words.ts'
import { formatMoney } from '../../../lib/format.ts'
import { ACTION } from '../../ids.ts'
import { button, confirm, section } from '../../kit/blocks.ts'
import { listed } from '../../kit/sentence.ts'
import { mention, userText } from '../../kit/text.ts'

/** One thing that a test asks of a person, in one block with its button. */
export function testTaskBlock(task: TestTask): KnownBlock {
  const { experimentId: value, team } = task
  const name = `*T-${task.number} ${userText(task.title, 90)}*`
  switch (task.kind) {
    case 'decision':
      return section(
        `${name} · ${task.spoken === null ? '' : `its rule says ${verdictInWords(task.spoken)}: `}its decision is due`,
        button({ id: ACTION.decideTest, text: 'Decide', value, style: 'primary' }),
      )
    case 'learning':
      return section(
        `${name} · decided; what did it teach, in one sentence?`,
        button({ id: ACTION.writeLearning, text: 'Write learning', value }),
      )
    case 'approval': {
      const budget = task.budget === null ? 'its budget' : formatMoney(task.budget, team.currency, { digits: 0 })
      return section(
        `${name} · ${mention(task.by)} asks you to approve ${budget}`,
        button({ id: ACTION.approveBudget, text: 'Approve', value: `${value}:${task.budget ?? 0}` }),
      )
    }
    case 'second decision':
      return section(
        `${name} · ${mention(task.by)} proposes to ${verdictInWords(task.verdict)}, against the recommendation; in its thread you can disagree`,
        button({ id: ACTION.agreeDecision, text: 'Agree', value: task.decisionId, confirm: secondLook(task) }),
      )
  }
}

/** Running tests and slots in a line: `Tests: T-33 Founder video, T-34 Sitelinks · slots 2 of 4`. */
export function testsInWords(tests: TestsGlance): string {
  const names = tests.running.map(({ number, title }) => `T-${number} ${userText(title, 60)}`)
  const runs = names.length > 0 ? listed(names, 4) : 'none running'
  return `Tests: ${runs} · slots ${tests.slots.used} of ${tests.slots.of}`
}

function secondLook({ number, verdict, rationale }: Extract<TestTask, { kind: 'second decision' }>) {
  return confirm({
    title: `T-${number}: ${verdictInWords(verdict)}?`,
    text: `It goes against what the numbers recommend. The reason given: “${userText(rationale, 180)}”`,
    yes: 'I agree',
    no: 'Not yet',
  })
}
