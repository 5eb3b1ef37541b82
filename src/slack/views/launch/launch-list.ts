import type { KnownBlock } from '@slack/types'
import type { Launch } from '../../../domain/launch.ts'
import type { Team } from '../../../domain/team.ts'
import { ACTION } from '../../ids.ts'
import { actions, button, section } from '../../kit/blocks.ts'
import { userText } from '../../kit/text.ts'
import { moreOf, pageFrom, rangeInWords } from '../pages.ts'
import { launchBlocks } from './launch-lines.ts'

// A message holds 50 blocks, and a planned launch takes two.
const SIZE = 20

/** The private answer to "what goes live when": what is late or planned first, then what was settled lately. */
export function launchList(state: { team: Team; launches: readonly Launch[]; today: string; from?: number }): {
  text: string
  blocks: KnownBlock[]
} {
  const { team, launches, today, from = 0 } = state
  const sorted = [...launches].sort((a, b) => Number(a.state !== 'planned') - Number(b.state !== 'planned'))
  const planned = launches.filter((each) => each.state === 'planned').length
  const page = pageFrom(sorted, from, SIZE)
  const title = `*${userText(team.name, 80)} · launches* · ${planned === 0 ? 'none is planned' : `${planned} planned`}${rangeInWords(page)}`
  return {
    text: `Launches: ${planned} planned.`,
    blocks: [
      section(title),
      ...page.shown.flatMap((launch) => launchBlocks(team, launch, today)),
      actions(`launch-list:${team.id}`, [
        ...moreOf(page, team.id, 'launch list'),
        button({ id: ACTION.planLaunch, text: 'Plan a launch', value: `new:${team.id}` }),
      ]),
    ],
  }
}
