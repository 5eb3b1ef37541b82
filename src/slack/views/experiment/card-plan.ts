import type { KnownBlock } from '@slack/types'
import { changeInWords } from '../../../domain/experiment/amend.ts'
import type { Amendment, Experiment, Planned, State } from '../../../domain/experiment/experiment.ts'
import { isPlanned } from '../../../domain/experiment/experiment.ts'
import { metricValue } from '../../../domain/experiment/measure.ts'
import { sampleOf } from '../../../domain/experiment/plan.ts'
import { effectInWords, hopelessInWords, unitsInWords } from '../../../domain/experiment/plan-words.ts'
import { lastDayOf } from '../../../domain/experiment/progress.ts'
import { ruleInWords, weeksInWords } from '../../../domain/experiment/test-words.ts'
import type { Team } from '../../../domain/team.ts'
import { formatMoney } from '../../../lib/format.ts'
import { context, section } from '../../kit/blocks.ts'
import { sentence } from '../../kit/sentence.ts'
import { userText } from '../../kit/text.ts'

type Shown = {
  team: Team
  experiment: Experiment
  amendments: readonly Amendment[]
  names: Readonly<Record<string, string>>
}

/** The states in which nobody has to know any more how a test would be judged: what came of it stands on its card. */
const SETTLED: readonly State[] = ['decided', 'closed', 'abandoned', 'invalid']

/** What a test is judged by, in how long and by which rule; an idea has none of it yet. */
export function planBlocks({ experiment, team, amendments, names }: Shown): KnownBlock[] {
  if (!isPlanned(experiment)) return []
  if (SETTLED.includes(experiment.state)) return amended(amendments)
  const lines = [planLine(experiment, team), ruleLine(experiment)]
  return [section(sentence(lines.join('\n'))), ...answered(experiment, team, names), ...amended(amendments)]
}

/** What the lead said to its budget: an approval and a no must not look the same. */
function answered({ approval }: Experiment, { currency }: Team, names: Shown['names']): KnownBlock[] {
  if (!approval) return []
  const money = formatMoney(approval.budget, currency, { digits: 0 })
  const who = userText(names[approval.by] ?? 'the lead', 80)
  return approval.declined === null
    ? [context(`*Budget*: ${money} approved by ${who}.`)]
    : [section(`*Budget*: ${money} *declined* by ${who}: “${userText(approval.declined, 600)}”`)]
}

function planLine({ design }: Planned, { currency }: Team): string {
  const { metric, smallest, perArm, weeks, arms, budget } = design
  const hopeless = hopelessInWords(sampleOf(design), design)
  const effect = `${effectInWords(smallest, metric.better)} on ${metricValue(metric, metric.baseline, currency)}`
  const parts = [
    `${metric.name}, ${effect}`,
    weeksInWords(weeks),
    ...(perArm === null ? [] : [`${unitsInWords(perArm)} per arm`]),
    ...(hopeless === null ? [] : [`hopeless: ${hopeless}`]),
    arms.map(({ name }) => name).join(' against '),
    ...(budget ? [`${formatMoney(budget, currency, { digits: 0 })} extra`] : []),
  ]
  return `*Plan*: ${parts.join(' · ')}`
}

/** The day it names follows the window as it is now: extended, amended or stopped early. */
function ruleLine(experiment: Planned): string {
  const { design, rule, ruleHash } = experiment
  const locked = ruleHash === null ? '' : ` (locked, \`${ruleHash.slice(0, 12)}\`)`
  return `*Rule*${locked}: ${ruleInWords(rule, design, lastDayOf(experiment))}`
}

function amended(amendments: readonly Amendment[]): KnownBlock[] {
  const last = amendments.at(-1)
  if (!last) return []
  const together = amendments.filter(({ madeAt }) => madeAt.getTime() === last.madeAt.getTime())
  const count = amendments.length === 1 ? '1 change' : `${amendments.length} changes`
  const changes = userText(together.map(changeInWords).join('; '), 900)
  return [context(`*${count} of the plan since launch*, the last: ${changes}. Every result says so.`)]
}
