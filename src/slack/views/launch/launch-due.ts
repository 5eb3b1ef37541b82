import type { KnownBlock } from '@slack/types'
import { type Launch, launchName } from '../../../domain/launch.ts'
import type { Team } from '../../../domain/team.ts'
import { section } from '../../kit/blocks.ts'
import { userText } from '../../kit/text.ts'
import { whyLine } from '../why.ts'
import { launchBlocks } from './launch-lines.ts'

/** The private question to its owner on the day of a launch; once answered it says how it was. */
export function launchDue({ team, launch, today }: { team: Team; launch: Launch; today: string }): {
  text: string
  blocks: KnownBlock[]
} {
  const asks = launch.state === 'planned'
  const title = !asks ? 'Settled' : launch.day < today ? 'Is it live by now?' : 'Does it go live today?'
  return {
    text: `${title} ${launchName(launch)} ${userText(launch.title, 120)}`,
    blocks: [
      section(`*${title}*`),
      ...launchBlocks(team, launch, today),
      whyLine(`You see to this launch of ${userText(team.name, 80)}; I ask once, on its day or the next day of work.`),
    ],
  }
}
