import type { KnownBlock } from '@slack/types'
import type { Amendment, Experiment, TestSettings } from '../../../domain/experiment/experiment.ts'
import { testName } from '../../../domain/experiment/experiment.ts'
import { leverInWords } from '../../../domain/experiment/idea.ts'
import { stateInWords } from '../../../domain/experiment/life.ts'
import type { Decision, Learning, Reading } from '../../../domain/experiment/reading.ts'
import type { Team } from '../../../domain/team.ts'
import { context, section } from '../../kit/blocks.ts'
import { userText } from '../../kit/text.ts'
import { cardActions } from './card-actions.ts'
import { nextStep } from './next-step.ts'

/** What the card of a test is drawn from. */
export type CardState = {
  team: Team
  experiment: Experiment
  settings: TestSettings
  amendments: readonly Amendment[]
  reading: Reading | null
  decision: Decision | null
  learning: Learning | null
  names: Readonly<Record<string, string>>
}

/** The card of a test: one living message that always says how it stands and what comes next. */
export function experimentCard(state: CardState): { text: string; blocks: KnownBlock[] } {
  const { experiment } = state
  const name = testName(experiment)
  const row = cardActions(experiment)
  const blocks: KnownBlock[] = [
    section(titleLine(state)),
    section(hypothesis(experiment)),
    context(nextStep(state), ...madeFrom(experiment)),
    ...(row ? [row] : []),
  ]
  return { text: `${name} ${userText(experiment.title, 120)}: ${stateInWords(experiment.state)}`, blocks }
}

function titleLine({ team, experiment, names }: CardState): string {
  const { title, state, lever, channelId, ownerUserId } = experiment
  const channel = team.channels.find(({ id }) => id === channelId)
  const owner = userText(names[ownerUserId] ?? 'a colleague', 80)
  const about = [leverInWords(lever), channel ? userText(channel.name, 80) : 'No single channel', owner]
  return `*${testName(experiment)} · ${userText(title, 120)}* · *${stateInWords(state)}*\n${about.join(' · ')}`
}

/** The hypothesis in one line: the change, what should follow, and why. */
function hypothesis({ brief }: Experiment): string {
  const part = (text: string) =>
    userText(
      text
        .trim()
        .replace(/\s+/g, ' ')
        .replace(/[.;,]$/, ''),
      800,
    )
  return `*${part(brief.change)}* → ${part(brief.outcome)}, because ${part(brief.because)}.`
}

function madeFrom({ brief }: Experiment): string[] {
  return brief.source?.permalink ? [`From <${brief.source.permalink}|a message>`] : []
}
