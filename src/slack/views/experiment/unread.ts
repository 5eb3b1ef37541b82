import type { KnownBlock } from '@slack/types'
import { type Experiment, testName } from '../../../domain/experiment/experiment.ts'
import { ACTION } from '../../ids.ts'
import { actions, button, section } from '../../kit/blocks.ts'
import { sentence } from '../../kit/sentence.ts'
import { userText } from '../../kit/text.ts'
import { whyLine } from '../why.ts'

/** What the owner of a test is told where the clock could not read it from the team's numbers. */
export function testUnread({ experiment, why }: { experiment: Experiment; why: string }): {
  text: string
  blocks: KnownBlock[]
} {
  const title = `${testName(experiment)} ${userText(experiment.title, 120)} could not be read from our numbers`
  return {
    text: `${title}.`,
    blocks: [
      section(`*${title}.*\n${sentence(why, 1_500)}`),
      actions(`unread:${experiment.id}`, [
        button({ id: ACTION.takeResult, text: 'Take a result', value: experiment.id }),
      ]),
      whyLine('You own this test. I say it once for each reading.'),
    ],
  }
}
