import type { KnownBlock } from '@slack/types'
import type { BacklogEntry, Untried } from '../../../domain/experiment/backlog.ts'
import type { ScoreModel } from '../../../domain/experiment/experiment.ts'
import { stateInWords } from '../../../domain/experiment/life.ts'
import { formulaInWords } from '../../../domain/experiment/score.ts'
import { leverInWords } from '../../../domain/experiment/test-words.ts'
import type { Team } from '../../../domain/team.ts'
import { ACTION } from '../../ids.ts'
import { actions, button, context, divider, section } from '../../kit/blocks.ts'
import { listed } from '../../kit/sentence.ts'
import { userText } from '../../kit/text.ts'

/** What the backlog is drawn from. */
export type BacklogState = {
  team: Pick<Team, 'id' | 'name' | 'channels'>
  model: ScoreModel
  entries: readonly BacklogEntry[]
  from: number
  found: number
  untried: readonly Untried[]
  names: Readonly<Record<string, string>>
}

/** The private backlog: ideas and plans by score, then what was learnt and not tried everywhere. */
export function backlog(state: BacklogState): { text: string; blocks: KnownBlock[] } {
  const { team, entries, found, from, model } = state
  const name = userText(team.name, 80)
  const count = found === 1 ? '1 idea waits' : `${found} ideas wait`
  const range = found > entries.length ? `, ${from + 1} to ${from + entries.length}` : ''
  const title = found === 0 ? `The backlog of ${name} is empty` : `Backlog of ${name} · ${count}${range}`
  const next = from + entries.length
  const more = button({ id: ACTION.showBacklog, text: `Show more (${found - next})`, value: `${team.id}:${next}` })
  return {
    text: title,
    blocks: [
      section(`*${title}*`),
      ...(found === 0 ? [] : [context(`By score: ${formulaInWords(model)}. Each member rates in private.`)]),
      ...entries.map((entry) => row(state, entry)),
      ...(state.untried.length > 0 ? [divider(), section('*Learnt, and not tried everywhere*')] : []),
      ...state.untried.map(untriedBlock),
      actions('backlog:more', [
        ...(next < found ? [more] : []),
        button({ id: ACTION.newTest, text: 'New test', value: team.id }),
      ]),
    ],
  }
}

function row({ team, model, names }: BacklogState, { experiment, score, own }: BacklogEntry): KnownBlock {
  const { id, number, title, state, lever, channelId, ownerUserId } = experiment
  const channel = team.channels.find((each) => each.id === channelId)?.name ?? 'all channels'
  const who = names[ownerUserId] ?? 'a colleague'
  const facts = [stateInWords(state), userText(channel, 80), leverInWords(lever), userText(who, 80)].join(' · ')
  const rated = own === null ? 'Score' : 'Score again'
  return section(
    `*T-${number} ${userText(title, 100)}* · ${scoreInWords(model, score, own)}\n${facts}`,
    button({ id: ACTION.scoreTest, text: rated, value: id, label: `${rated} T-${number}` }),
  )
}

/** The mean, and the spread for those who have rated: before that it would only pull their own rating along. */
function scoreInWords(model: ScoreModel, score: BacklogEntry['score'], own: number | null): string {
  if (!score) return 'not scored yet'
  const mean = `${model.toUpperCase()} *${figure(score.mean)}*`
  const by = score.count === 1 ? 'one person' : `${score.count} people`
  if (own === null) return `${mean} by ${by}, not yet by you`
  return score.count === 1
    ? `${mean}, only yours so far`
    : `${mean} (${figure(score.low)} to ${figure(score.high)}, ${by}; you ${figure(own)})`
}

function figure(value: number): string {
  return value >= 99.95 ? value.toFixed(0) : value.toFixed(1)
}

function untriedBlock({ test, learning, channels }: Untried): KnownBlock {
  const where = listed(
    channels.map(({ name }) => userText(name, 60)),
    6,
  )
  return section(
    `“${userText(learning.sentence, 300)}” (T-${test.number}, ${learning.status})\nNot tried yet in: ${where}`,
    button({ id: ACTION.tryElsewhere, text: 'Try it in…', value: test.id, label: `Try T-${test.number} elsewhere` }),
  )
}
