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
  alerts: readonly LoggedAlert[]
  alertsFrom: number
  alertsFound: number
}

/** An alert: `about` names its guardrail, `stands` says how it is with it, `sentence` what was last said, `decided` what about it. */
export type LoggedAlert = {
  about: string
  stands: string
  sentence: string
  decided: { number: number; decision: string; rationale: string; by: string; day: string } | null
  permalink: string | null
}

/** The private answer to a search of everything ever tested: two lines a test, the best first. */
export function logAnswer(state: LogAnswerState): { text: string; blocks: KnownBlock[] } {
  const { tests, from, found, team } = state
  if (found === 0 && state.alerts.length === 0) return nothingFound(state)
  const title = titleOf(state)
  const next = from + tests.length
  const more = found - next
  const nextAlerts = state.alertsFrom + state.alerts.length
  const moreAlerts = state.alertsFound - nextAlerts
  const asked = clamp(state.asked, 300)
  const buttons = [
    ...(more > 0
      ? [button({ id: ACTION.searchLog, text: `Show more (${more})`, value: JSON.stringify([team.id, next, asked]) })]
      : []),
    ...(moreAlerts > 0
      ? [
          button({
            id: ACTION.moreAlerts,
            text: `More alerts (${moreAlerts})`,
            value: JSON.stringify([team.id, 0, asked, nextAlerts]),
          }),
        ]
      : []),
  ]
  return {
    text: [title, tests.map(({ number }) => `T-${number}`).join(', ')].filter((part) => part !== '').join(': '),
    blocks: [
      section(`*${title}*`),
      ...corrected(state),
      ...tests.map((test) => section(pastTestLines(test), wayTo(test, test.permalink))),
      ...state.alerts.map(alertBlock),
      ...(buttons.length > 0 ? [actions('log:more', buttons)] : []),
    ],
  }
}

function alertBlock({ about, stands, sentence, decided, permalink }: LoggedAlert): KnownBlock {
  const what = decided
    ? `*D-${decided.number}* ${userText(about, 160)}: ${userText(decided.decision, 300)}`
    : `*${userText(about, 160)}* ${userText(stands, 200)}, no decision`
  const why = decided
    ? `_${userText(decided.rationale.replace(/\s+/g, ' '), 300)}_ (${userText(decided.by, 80)}, ${decided.day})`
    : userText(sentence, 400)
  const link = permalink ? button({ id: ACTION.goThere, text: 'Open', url: permalink }) : undefined
  return section(`${what}\n${why}`, link)
}

function titleOf(state: LogAnswerState): string {
  const { asked, found, from, tests, team } = state
  const name = userText(team.name, 80)
  if (found === 0) return alertsTitle(state)
  const range = found > tests.length ? `, ${from + 1} to ${from + tests.length}` : ''
  const count = found === 1 ? '1 test' : `${found} tests`
  if (asked === '') return `Decided last in ${name} · ${count}${range}`
  return `${count} of ${name} for “${userText(asked, 120)}”${range}`
}

/** Where no test fits, or the alerts are shown by themselves. */
function alertsTitle({ asked, alerts, alertsFrom, alertsFound, team }: LogAnswerState): string {
  const range = alertsFound > alerts.length ? `, ${alertsFrom + 1} to ${alertsFrom + alerts.length}` : ''
  const count = alertsFound === 1 ? '1 alert' : `${alertsFound} alerts`
  const words = asked === '' ? 'with a decision' : `for “${userText(asked, 120)}”`
  return `${count} of ${userText(team.name, 80)} ${words}${range}`
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
