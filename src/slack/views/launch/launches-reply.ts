import type { KnownBlock } from '@slack/types'
import { type Launch, type LaunchWeek, launchName, launchStateInWords } from '../../../domain/launch.ts'
import type { Team } from '../../../domain/team.ts'
import { ACTION } from '../../ids.ts'
import { actions, button, context, section } from '../../kit/blocks.ts'
import { inTexts } from '../../kit/sentence.ts'
import { mention, userText } from '../../kit/text.ts'
import { launchText } from './launch-lines.ts'

const MOST = 12

/** The reply of a review about launches: what is late first, what goes live this week, what went live, what was dropped. */
export function launchesReply(state: LaunchWeek & { team: Team; today: string }): {
  text: string
  blocks: KnownBlock[]
} {
  const { team, today, late, planned, live, dropped } = state
  const title = `*Launches* · ${planned.length} this week${late.length > 0 ? `, ${late.length} late` : ''}`
  const whole = [...late, ...planned].slice(0, MOST).map((launch) => launchText(team, launch, today))
  const more = late.length + planned.length - MOST
  return {
    text: `Launches: ${planned.length} this week, ${late.length} late, ${live.length} live.`,
    blocks: [
      section(title),
      ...inTexts(whole).map((text) => section(text)),
      ...(more > 0 ? [context(`And ${more} more: \`/beat launch list\`.`)] : []),
      ...briefly('Live', live, today),
      ...briefly('Dropped', dropped, today),
      actions(`launches:${team.id}`, [
        button({ id: ACTION.planLaunch, text: 'Plan a launch', value: `new:${team.id}` }),
        button({ id: ACTION.listLaunches, text: 'All launches', value: team.id }),
      ]),
    ],
  }
}

function briefly(title: string, launches: readonly Launch[], today: string): KnownBlock[] {
  if (launches.length === 0) return []
  const lines = launches
    .slice(0, MOST)
    .map(
      (launch) =>
        `• ${launchName(launch)} ${userText(launch.title, 120)} · ${userText(launchStateInWords(launch, today), 200)} · ${mention(launch.ownerUserId)}`,
    )
  return inTexts([`*${title}*`, ...lines]).map((text) => section(text))
}
