import type { KnownBlock } from '@slack/types'
import type { Launch } from '../../../domain/launch.ts'
import type { Team } from '../../../domain/team.ts'
import { ACTION } from '../../ids.ts'
import { actions, button, context, section } from '../../kit/blocks.ts'
import { userText } from '../../kit/text.ts'
import { launchBlocks } from './launch-lines.ts'

// A message holds 50 blocks, and a planned launch takes two.
const MOST = 20

/** The private answer to "what goes live when": what is late or planned first, then what was settled lately. */
export function launchList(state: { team: Team; launches: readonly Launch[]; today: string }): {
  text: string
  blocks: KnownBlock[]
} {
  const { team, launches, today } = state
  const sorted = [...launches].sort((a, b) => Number(a.state !== 'planned') - Number(b.state !== 'planned'))
  const planned = launches.filter((each) => each.state === 'planned').length
  const more = sorted.length - MOST
  const title = `*${userText(team.name, 80)} · launches* · ${planned === 0 ? 'none is planned' : `${planned} planned`}`
  return {
    text: `Launches: ${planned} planned.`,
    blocks: [
      section(title),
      ...sorted.slice(0, MOST).flatMap((launch) => launchBlocks(team, launch, today)),
      ...(more > 0 ? [context(`And ${more} more later on; they appear here when these are settled.`)] : []),
      actions(`launch-list:${team.id}`, [
        button({ id: ACTION.planLaunch, text: 'Plan a launch', value: `new:${team.id}` }),
      ]),
    ],
  }
}
