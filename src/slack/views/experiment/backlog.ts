import type { KnownBlock } from '@slack/types'
import type { BacklogEntry, Untried } from '../../../domain/experiment/backlog.ts'
import type { ScoreModel } from '../../../domain/experiment/experiment.ts'
import { stateInWords } from '../../../domain/experiment/life.ts'
import { formulaInWords } from '../../../domain/experiment/score.ts'
import { leverInWords } from '../../../domain/experiment/test-words.ts'
import type { Team } from '../../../domain/team.ts'
import { ACTION } from '../../ids.ts'
import { actions, button, context, divider, menu, section } from '../../kit/blocks.ts'
import { listed } from '../../kit/sentence.ts'
import { clamp, userText } from '../../kit/text.ts'
import { wayTo } from './card-link.ts'

/** What the backlog is drawn from; `permalink` leads to a test's card. */
export type BacklogState = {
  team: Pick<Team, 'id' | 'name' | 'channels'>
  model: ScoreModel
  entries: readonly (BacklogEntry & { permalink: string | null })[]
  from: number
  found: number
  ready: number
  untried: readonly Untried[]
  untriedFound: number
  names: Readonly<Record<string, string>>
}

/** The private backlog: ideas and plans by score, then what was learnt and not tried everywhere. */
export function backlog(state: BacklogState): { text: string; blocks: KnownBlock[] } {
  const { team, entries, found, from, model } = state
  const name = userText(team.name, 80)
  const range = found > entries.length ? `, ${from + 1} to ${from + entries.length}` : ''
  const title = found === 0 ? `The backlog of ${name} is empty` : `Backlog of ${name} · ${countInWords(state)}${range}`
  const next = from + entries.length
  const more = button({ id: ACTION.showBacklog, text: `Show more (${found - next})`, value: `${team.id}:${next}` })
  return {
    text: title,
    blocks: [
      section(`*${title}*`),
      ...(found === 0 ? [] : [context(`By score: ${formulaInWords(model)}. Each member rates in private.`)]),
      ...entries.flatMap((entry) => row(state, entry)),
      ...untriedBlocks(state),
      actions('backlog:more', [
        ...(next < found ? [more] : []),
        button({ id: ACTION.newTest, text: 'New test', value: team.id }),
      ]),
    ],
  }
}

/** Ideas still need a plan; what is ready only waits for its launch. */
function countInWords({ found, ready }: BacklogState): string {
  const ideas = found - ready
  const parts = [
    ...(ideas > 0 ? [ideas === 1 ? '1 idea' : `${ideas} ideas`] : []),
    ...(ready > 0 ? [`${ready} ready to launch`] : []),
  ]
  return parts.join(', ')
}

function row({ team, model, names }: BacklogState, entry: BacklogState['entries'][number]): KnownBlock[] {
  const { experiment, score, own, permalink } = entry
  const { id, number, title, state, lever, channelId, ownerUserId } = experiment
  const channel = team.channels.find((each) => each.id === channelId)?.name ?? 'all channels'
  const who = names[ownerUserId] ?? 'a colleague'
  const facts = [stateInWords(state), userText(channel, 80), leverInWords(lever), userText(who, 80)].join(' · ')
  const rated = own === null ? 'Score' : 'Score again'
  return [
    section(`*T-${number} ${userText(title, 100)}* · ${scoreInWords(model, score, own)}\n${facts}`),
    actions(`backlog:${id}`, [
      button({ id: ACTION.scoreTest, text: rated, value: id, label: `${rated} T-${number}` }),
      wayTo(experiment, permalink),
    ]),
  ]
}

/** The mean once it is no single person's, and the spread for those who have rated. */
function scoreInWords(model: ScoreModel, score: BacklogEntry['score'], own: number | null): string {
  if (!score) return 'not scored yet'
  const mean = `${model.toUpperCase()} *${figure(score.mean)}*`
  if (score.count === 1) return own === null ? 'one person has scored it' : `${mean}, only yours so far`
  const by = `${score.count} people`
  return own === null
    ? `${mean} by ${by}, not yet by you`
    : `${mean} (${figure(score.low)} to ${figure(score.high)}, ${by}; you ${figure(own)})`
}

function figure(value: number): string {
  return value >= 99.95 ? value.toFixed(0) : value.toFixed(1)
}

function untriedBlocks({ untried, untriedFound }: BacklogState): KnownBlock[] {
  if (untried.length === 0) return []
  const more = untriedFound - untried.length
  return [
    divider(),
    section('*Learnt from tests that were shipped, and not tried everywhere*'),
    ...untried.map(untriedBlock),
    ...(more > 0
      ? [context(`The newest. ${more} more: [Try it elsewhere] on their cards, \`/beat log\` finds them.`)]
      : []),
  ]
}

function untriedBlock({ test, learning, channels }: Untried): KnownBlock {
  const where = listed(
    channels.map(({ name }) => userText(name, 60)),
    6,
  )
  return section(
    `“${userText(learning.sentence, 300)}” (T-${test.number}, ${learning.status})\nNot tried yet in: ${where}`,
    tryIn(test, channels),
  )
}

/** One channel is a button, several are a menu: each of them can be the next. */
function tryIn({ id, number }: Untried['test'], channels: Untried['channels']) {
  const options = channels.slice(0, 100).map((channel) => ({ text: channel.name, value: `${id}:${channel.id}` }))
  const [only] = options
  if (only && options.length === 1) {
    const text = `Try it in ${clamp(only.text, 60)}`
    return button({ id: ACTION.tryElsewhere, text, value: only.value, label: `Try T-${number} elsewhere` })
  }
  const groups = [{ title: 'Not tried yet in', options }]
  return menu({ id: ACTION.tryElsewhere, placeholder: 'Try it in…', groups })
}
