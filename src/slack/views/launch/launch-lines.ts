import type { KnownBlock } from '@slack/types'
import { type Launch, launchName, launchStateInWords } from '../../../domain/launch.ts'
import type { Team } from '../../../domain/team.ts'
import { ACTION } from '../../ids.ts'
import { actions, button, section } from '../../kit/blocks.ts'
import { mention, userText } from '../../kit/text.ts'

/** One launch in a line or three: what and when, the offer and its page, why now. */
export function launchText(team: Pick<Team, 'channels'>, launch: Launch, today: string): string {
  const { channelId, title, offer, landingPage, whyNow, ownerUserId } = launch
  const channel = team.channels.find(({ id }) => id === channelId)?.name
  const where = channel === undefined ? '' : ` · ${userText(channel, 60)}`
  const what = [offer, landingPage].filter((each) => each !== '').map((each) => userText(each, 300))
  return [
    `*${launchName(launch)} ${userText(title, 120)}*${where} · ${userText(launchStateInWords(launch, today), 300)} · ${mention(ownerUserId)}`,
    ...(what.length > 0 ? [what.join(' → ')] : []),
    `_Why now:_ ${userText(whyNow, 300)}`,
  ].join('\n')
}

/** A planned launch with what can be done about it. */
export function launchBlocks(team: Pick<Team, 'channels'>, launch: Launch, today: string): KnownBlock[] {
  const line = section(launchText(team, launch, today))
  return launch.state === 'planned' ? [line, actions(`launch:${launch.id}`, launchButtons(launch))] : [line]
}

function launchButtons({ id }: Launch) {
  return [
    button({ id: ACTION.launchLive, text: 'It is live', value: id }),
    button({ id: ACTION.planLaunch, text: 'Move or change', value: id }),
    button({ id: ACTION.launchDrop, text: 'Drop', value: id }),
  ]
}
