import type { KnownBlock } from '@slack/types'
import {
  CONTROLS,
  type Control,
  type ControlLine,
  type ControlState,
  linesOf,
} from '../../../domain/control/control.ts'
import type { Team } from '../../../domain/team.ts'
import { dayInWords } from '../../../domain/week.ts'
import { ACTION } from '../../ids.ts'
import { actions, button, context, section } from '../../kit/blocks.ts'
import { inTexts, listed, sentence } from '../../kit/sentence.ts'
import { escapeText, userText } from '../../kit/text.ts'

const TITLES: Readonly<Record<Control, string>> = {
  tracking: 'Tracking',
  links: 'Links and leads',
  saturation: 'Room to grow',
  overlap: 'Audience overlap',
  creatives: 'Creatives',
  expansion: 'A new channel',
}

const STATES: Readonly<Record<ControlState, string>> = { act: 'Act', watch: 'Watch', ok: 'Fine', unknown: 'Not known' }

/** Six controls of so many lines fit into one message, however long their names are. */
const MOST_LINES = 10

/** Every control of a team now, what is to be done first, with its evidence. */
export function controlsAnswer(state: {
  team: Pick<Team, 'id' | 'name'>
  lines: readonly ControlLine[]
  through: string
}): {
  text: string
  blocks: KnownBlock[]
} {
  const { team, lines, through } = state
  const title = `Controls · ${userText(team.name, 80)}`
  const summary = inShort(lines)
  return {
    text: `${title}: ${summary}`,
    blocks: [
      section(`*${title}* · ${summary}`),
      ...CONTROLS.flatMap((control) => controlBlocks(control, linesOf(lines, control))),
      actions(`controls:${team.id}`, [
        button({ id: ACTION.measureOverlap, text: 'Give an overlap', value: team.id }),
        button({ id: ACTION.buildLink, text: 'Check a link', value: team.id }),
        button({ id: ACTION.stressTest, text: 'Stress test', value: team.id }),
      ]),
      context(`As of ${dayInWords(through)}, the last whole day. Curves are observational, not causal.`),
    ],
  }
}

/** How many things there are to do and to watch: `1 to act on, 3 to watch`. */
function inShort(lines: readonly ControlLine[]): string {
  const count = (state: ControlState) => lines.filter((line) => line.state === state).length
  const [act, watch] = [count('act'), count('watch')]
  if (act + watch === 0) return 'nothing to act on'
  return [...(act > 0 ? [`${act} to act on`] : []), ...(watch > 0 ? [`${watch} to watch`] : [])].join(', ')
}

function controlBlocks(control: Control, lines: readonly ControlLine[]): KnownBlock[] {
  if (lines.length === 0) return []
  const isQuiet = (line: ControlLine) => control === 'tracking' && line.state === 'ok'
  const quiet = lines.filter(isQuiet).map(({ about }) => about)
  const loud = lines.filter((line) => !isQuiet(line))
  const said = loud.slice(0, MOST_LINES).map(lineInWords)
  if (loud.length > MOST_LINES) said.push(`And ${loud.length - MOST_LINES} more of it.`)
  const texts = [`*${TITLES[control]}*`, ...said, ...(quiet.length > 0 ? [`Fine · ${escapeText(listed(quiet))}`] : [])]
  return inTexts(texts).map((text) => section(text))
}

function lineInWords({ state, about, sentence: said }: ControlLine): string {
  const word = state === 'act' || state === 'watch' ? `*${STATES[state]}*` : STATES[state]
  return `${word} · ${about === '' ? '' : `${userText(about, 80)}: `}${sentence(said, 900)}`
}
