import type { KnownBlock } from '@slack/types'
import type { AskedChannel } from '../../../domain/review/asked.ts'
import { reviewName } from '../../../domain/review/review-words.ts'
import type { Team } from '../../../domain/team.ts'
import { section } from '../../kit/blocks.ts'
import { listed } from '../../kit/sentence.ts'
import { userText } from '../../kit/text.ts'
import { whyLine } from '../why.ts'
import { TOLD_WORDS, toldButtons, whyAsked } from './told-buttons.ts'

const MOST = 20

/** The quiet reminder to an owner whose narrative the open review waits for. */
export function narrativeReminder(state: { team: Team; week: string; channels: readonly AskedChannel[] }): {
  text: string
  blocks: KnownBlock[]
} {
  const { team, week, channels } = state
  const names = listed(
    channels.map(({ name }) => userText(name, 60)),
    4,
  )
  if (channels.length === 0) {
    const done = `${reviewName(week)}: nothing waits for you any more.`
    return {
      text: done,
      blocks: [section(done), whyLine(`I had asked you for a narrative of ${userText(team.name, 60)}.`)],
    }
  }
  const title = `${reviewName(week)} waits for ${names}`
  return {
    text: title,
    blocks: [
      section(`*${title}*`),
      ...channels
        .slice(0, MOST)
        .flatMap((channel) => [
          section(`*${userText(channel.name, 80)}* · ${TOLD_WORDS[channel.told]}`),
          toldButtons(team.id, week, channel),
        ]),
      whyLine(`You ${whyAsked(channels, team.name)}, and its review is open. How often I ask: \`/beat reminders\`.`),
    ],
  }
}
