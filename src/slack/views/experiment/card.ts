import type { KnownBlock } from '@slack/types'
import { changeInWords } from '../../../domain/experiment/amend.ts'
import type { Amendment, Experiment, TestSettings } from '../../../domain/experiment/experiment.ts'
import { isPlanned, testName } from '../../../domain/experiment/experiment.ts'
import { stateInWords } from '../../../domain/experiment/life.ts'
import { metricValue } from '../../../domain/experiment/measure.ts'
import { effectInWords, unitsInWords } from '../../../domain/experiment/plan-words.ts'
import type { Decision, Learning, Reading } from '../../../domain/experiment/reading.ts'
import type { ScoreSummary } from '../../../domain/experiment/score.ts'
import {
  briefInWords,
  leverInWords,
  ruleInWords,
  scoreInWords,
  weeksInWords,
} from '../../../domain/experiment/test-words.ts'
import type { Team } from '../../../domain/team.ts'
import { formatMoney } from '../../../lib/format.ts'
import { context, section } from '../../kit/blocks.ts'
import { sentence } from '../../kit/sentence.ts'
import { capital, userText } from '../../kit/text.ts'
import { cardActions } from './card-actions.ts'
import { outcomeBlocks } from './card-outcome.ts'
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
  const row = cardActions(experiment)
  const blocks: KnownBlock[] = [
    section(titleLine(state)),
    section(userText(briefInWords(experiment.brief), 2_800)),
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
    ...(score ? [scoreInWords(settings.scoreModel, score)] : []),
  ]
  return `*${testName(experiment)} · ${userText(title, 120)}* · *${stateInWords(state)}*\n${about.join(' · ')}`
}

/** What it is judged by, in how long and by which rule; an idea has none of it yet. */
function planBlocks({ experiment, team, amendments }: CardState): KnownBlock[] {
  if (!isPlanned(experiment)) return []
  const { design, rule, endsOn, ruleHash } = experiment
  const { metric, smallest, perArm, weeks, arms, budget } = design
  const effect = `${effectInWords(smallest, metric.better)} on ${metricValue(metric, metric.baseline, team.currency)}`
  const parts = [
    `${metric.name}, ${effect}`,
    weeksInWords(weeks),
    ...(perArm === null ? [] : [`${unitsInWords(perArm)} per arm`]),
    arms.map(({ name }) => name).join(' against '),
    ...(budget ? [`${formatMoney(budget, team.currency, { digits: 0 })} extra`] : []),
  ]
  const locked = ruleHash === null ? '' : ` (locked, \`${ruleHash.slice(0, 12)}\`)`
  const text = [`*Plan*: ${parts.join(' · ')}`, `*Rule*${locked}: ${ruleInWords(rule, design, endsOn)}`]
  return [section(sentence(text.join('\n'))), ...amended(amendments)]
}

function amended(amendments: readonly Amendment[]): KnownBlock[] {
  const last = amendments.at(-1)
  if (!last) return []
  const together = amendments.filter(({ madeAt }) => madeAt.getTime() === last.madeAt.getTime())
  const count = amendments.length === 1 ? '1 change' : `${amendments.length} changes`
  const changes = userText(together.map(changeInWords).join('; '), 900)
  return [context(`*${count} of the plan since launch*, the last: ${changes}. Every result says so.`)]
}

function footer(state: CardState): string[] {
  const { source } = state.experiment.brief
  return [nextStep(state), ...(source?.permalink ? [`From <${source.permalink}|a message>`] : [])]
}
