import type { KnownBlock } from '@slack/types'
import type { PastTest } from '../../../domain/experiment/past-test.ts'
import { ACTION } from '../../ids.ts'
import { actions, button, context, section } from '../../kit/blocks.ts'
import { clamp, userText } from '../../kit/text.ts'
import { wayTo } from './card-link.ts'
import { pastTestLines } from './past-test.ts'

/** What a search of the log is drawn from; `permalink` leads to a test's card. */
export type LogAnswerState = {
  team: { id: string; name: string }
  asked: string
  tests: readonly (PastTest & { permalink: string | null })[]
  from: number
  found: number
  instead: readonly { word: string; near: string }[]
  decided: readonly LoggedDecision[]
}

/** A decision about an alert; `about` names the guardrail that had been broken. */
export type LoggedDecision = {
  number: number
  about: string
  decision: string
  rationale: string
  by: string
  day: string
  permalink: string | null
}

/** The private answer to a search of everything ever tested: two lines a test, the best first. */
export function logAnswer(state: LogAnswerState): { text: string; blocks: KnownBlock[] } {
  const { tests, from, found, team } = state
  if (found === 0 && state.decided.length === 0) return nothingFound(state)
  const title = titleOf(state)
  const next = from + tests.length
  const more = found - next
  return {
    text: `${title}: ${[...tests.map(({ number }) => `T-${number}`), ...state.decided.map(({ number }) => `D-${number}`)].join(', ')}`,
    blocks: [
      section(`*${title}*`),
      ...corrected(state),
      ...tests.map((test) => section(pastTestLines(test), wayTo(test, test.permalink))),
      ...state.decided.map(decidedBlock),
      ...(more > 0
        ? [
            actions('log:more', [
              button({
                id: ACTION.searchLog,
                text: `Show more (${more})`,
                value: JSON.stringify([team.id, next, clamp(state.asked, 300)]),
              }),
            ]),
          ]
        : []),
    ],
  }
}

function decidedBlock({ number, about, decision, rationale, by, day, permalink }: LoggedDecision): KnownBlock {
  const what = `*D-${number}* ${userText(about, 160)}: ${userText(decision, 300)}`
  const why = `_${userText(rationale.replace(/\s+/g, ' '), 300)}_ (${userText(by, 80)}, ${day})`
  const link = permalink ? button({ id: ACTION.goThere, text: 'Open', url: permalink }) : undefined
  return section(`${what}\n${why}`, link)
}

function titleOf({ asked, found, from, tests, team }: LogAnswerState): string {
  const name = userText(team.name, 80)
  const range = found > tests.length ? `, ${from + 1} to ${from + tests.length}` : ''
  const count = found === 1 ? '1 test' : `${found} tests`
  if (asked === '') return `Decided last in ${name} · ${count}${range}`
  return `${count} of ${name} for “${userText(asked, 120)}”${range}`
}

function corrected({ instead }: LogAnswerState): KnownBlock[] {
  if (instead.length === 0) return []
  const words = instead.map(({ word, near }) => `“${userText(word, 60)}” as “${userText(near, 60)}”`)
  return [context(`Nobody wrote it like that, so I read ${words.join(' and ')}.`)]
}

function nothingFound({ asked, team }: LogAnswerState): { text: string; blocks: KnownBlock[] } {
  const name = userText(team.name, 80)
  if (asked === '') {
    return {
      text: 'No test has been decided yet.',
      blocks: [
        section(`*No test of ${name} has been decided yet.*\nWhat is planned and running: \`/beat test list\`.`),
        actions('log:new', [button({ id: ACTION.newTest, text: 'New test', value: team.id })]),
      ],
    }
  }
  const words = `“${userText(asked, 200)}”`
  return {
    text: `Nothing in the log for ${words}`,
    blocks: [
      section(
        `*Nothing in the log of ${name} for ${words}.*\nTry fewer or plainer words (a page, a channel, what was changed), or a number such as \`/beat log T-12\`.`,
      ),
      context('It may be new: `/beat test list` shows every test there is.'),
      actions('log:new', [button({ id: ACTION.newTest, text: 'New test', value: team.id })]),
    ],
  }
}
