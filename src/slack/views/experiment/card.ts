import type { KnownBlock } from '@slack/types'
import { isWorthTrying } from '../../../domain/experiment/backlog.ts'
import { isDue, proposalOf } from '../../../domain/experiment/due.ts'
import type { Amendment, Brief, Experiment, TestSettings } from '../../../domain/experiment/experiment.ts'
import { testName } from '../../../domain/experiment/experiment.ts'
import { stateInWords } from '../../../domain/experiment/life.ts'
import type { Decision, Learning, Reading } from '../../../domain/experiment/reading.ts'
import type { ScoreSummary } from '../../../domain/experiment/score.ts'
import { templateOf } from '../../../domain/experiment/template.ts'
import { briefInWords, leverInWords, meanScoreInWords, stageInWords } from '../../../domain/experiment/test-words.ts'
import type { Team } from '../../../domain/team.ts'
import { capital } from '../../../lib/text.ts'
import { context, section } from '../../kit/blocks.ts'
import { userText } from '../../kit/text.ts'
import { cardActions } from './card-actions.ts'
import { outcomeBlocks } from './card-outcome.ts'
import { planBlocks } from './card-plan.ts'
import { nextStep } from './next-step.ts'

/** What the card of a test is drawn from. */
export type CardState = {
  team: Team
  experiment: Experiment
  settings: TestSettings
  score: ScoreSummary | null
  amendments: readonly Amendment[]
  reading: Reading | null
  decision: Decision | null
  learning: Learning | null
  names: Readonly<Record<string, string>>
}

/** The card of a test: one living message that always says how it stands and what comes next. */
export function experimentCard(state: CardState): { text: string; blocks: KnownBlock[] } {
  const { experiment } = state
  const row = cardActions(experiment, {
    isDue: isDue(experiment, state),
    proposal: proposalOf(experiment, state),
    travels: state.learning !== null && isWorthTrying(state.decision?.verdict ?? null, state.learning),
  })
  const blocks: KnownBlock[] = [
    section(titleLine(state)),
    section(userText(briefInWords(experiment.brief), 2_800)),
    ...aboutBlocks(experiment.brief),
    ...planBlocks(state),
    ...outcomeBlocks(state),
    context(...footer(state)),
    ...(row ? [row] : []),
  ]
  const name = `${testName(experiment)} ${userText(experiment.title, 120)}`
  return { text: `${name}: ${stateInWords(experiment.state)}`, blocks }
}

function titleLine({ team, experiment, names, settings, score }: CardState): string {
  const { title, state, lever, channelId, ownerUserId } = experiment
  const channel = team.channels.find(({ id }) => id === channelId)
  const owner = userText(names[ownerUserId] ?? 'a colleague', 80)
  const about = [
    capital(leverInWords(lever)),
    channel ? userText(channel.name, 80) : 'no single channel',
    owner,
    ...(score ? [meanScoreInWords(settings.scoreModel, score)] : []),
  ]
  return `*${testName(experiment)} · ${userText(title, 120)}* · *${stateInWords(state)}*\n${about.join(' · ')}`
}

/** What supports the idea, and what it is filed under. */
function aboutBlocks({ evidence, stage, tags, template }: Brief): KnownBlock[] {
  const filed = [
    templateOf(template)?.name,
    stage === null ? undefined : `stage: ${stageInWords(stage)}`,
    ...tags.map((tag) => `#${tag}`),
  ].filter((each) => each !== undefined)
  const lines = [
    ...(evidence === '' ? [] : [`Evidence: ${userText(evidence.replace(/\s+/g, ' '), 400)}`]),
    ...(filed.length > 0 ? [userText(filed.join(' · '), 600)] : []),
  ]
  return lines.length > 0 ? [context(lines.join('\n'))] : []
}

function footer(state: CardState): string[] {
  const { source } = state.experiment.brief
  return [nextStep(state), ...(source?.permalink ? [`From <${source.permalink}|a message>`] : [])]
}
