import type { KnownBlock } from '@slack/types'
import type { ListedTest } from '../../../domain/experiment/past-test.ts'
import { becameInWords, effectInWords } from '../../../domain/experiment/past-words.ts'
import { leverInWords } from '../../../domain/experiment/test-words.ts'
import type { Team } from '../../../domain/team.ts'
import { countDays, dayInWords } from '../../../domain/week.ts'
import { ACTION } from '../../ids.ts'
import { actions, button, context, section } from '../../kit/blocks.ts'
import { clamp, userText } from '../../kit/text.ts'
import { wayTo } from './card-link.ts'

/** What a list of tests is drawn from; `permalink` leads to a test's card. */
export type TestListState = {
  team: Pick<Team, 'id' | 'name' | 'channels'>
  text: string
  filter: string
  tests: readonly (ListedTest & { permalink: string | null })[]
  from: number
  found: number
  names: Readonly<Record<string, string>>
  today: string
}

/** The private list of a team's tests, what waits for somebody first. */
export function testList(state: TestListState): { text: string; blocks: KnownBlock[] } {
  const { team, tests, from, found, filter } = state
  const name = userText(team.name, 80)
  const asked = filter === '' ? '' : ` · ${userText(filter, 200)}`
  if (found === 0) return noTests(state, `${name}${asked}`)
  const count = found === 1 ? '1 test' : `${found} tests`
  const range = found > tests.length ? `, ${from + 1} to ${from + tests.length}` : ''
  const title = `${count} of ${name}${asked}${range}`
  return {
    text: title,
    blocks: [section(`*${title}*`), ...tests.map((test) => row(state, test)), ...pages(state)],
  }
}

function row(state: TestListState, test: TestListState['tests'][number]): KnownBlock {
  const { number, title, permalink } = test
  const effect = effectInWords(test)
  const first = `*T-${number} ${userText(title, 100)}* · ${becameInWords(test)}${effect ? ` · ${userText(effect, 140)}` : ''}`
  return section(`${first}\n${facts(state, test)}`, wayTo(test, permalink))
}

function facts({ team, names, today }: TestListState, test: ListedTest): string {
  const channel = team.channels.find(({ id }) => id === test.channelId)?.name ?? 'all channels'
  const owner = names[test.ownerUserId] ?? 'a colleague'
  return [userText(channel, 80), leverInWords(test.lever), userText(owner, 80), ...when(test, today)].join(' · ')
}

/** Where it is in its window; nothing before it has one and after it is over. */
function when({ state, startsOn, endsOn }: ListedTest, today: string): string[] {
  if (startsOn === null || endsOn === null) return []
  if (state === 'scheduled') return [`starts ${dayInWords(startsOn)}`]
  if (state !== 'running' && state !== 'paused') return []
  const days = countDays(startsOn, endsOn)
  return [`day ${Math.max(1, Math.min(days, countDays(startsOn, today)))} of ${days}`, `to ${dayInWords(endsOn)}`]
}

function pages({ team, text, from, found, tests }: TestListState): KnownBlock[] {
  const next = from + tests.length
  if (next >= found) return []
  const value = JSON.stringify([team.id, next, clamp(text, 300)])
  return [actions('list:more', [button({ id: ACTION.listTests, text: `Show more (${found - next})`, value })])]
}

function noTests({ team, filter }: TestListState, title: string): { text: string; blocks: KnownBlock[] } {
  const why = filter === '' ? 'There are none yet. The first one is an idea away.' : 'Fewer filters show more.'
  const all = button({ id: ACTION.listTests, text: 'Show all tests', value: JSON.stringify([team.id, 0, '']) })
  return {
    text: `No tests: ${title}`,
    blocks: [
      section(`*No tests: ${title}*\n${why}`),
      actions('list:none', [
        button({ id: ACTION.newTest, text: 'New test', value: team.id, style: 'primary' }),
        ...(filter === '' ? [] : [all]),
      ]),
      context('`/beat test list running paid social` filters by status, channel and lever.'),
    ],
  }
}
