import { formatPercent } from '../../lib/format.ts'
import { dayInWords } from '../week.ts'
import type { Agenda, DueTest, RunningTest } from './agenda.ts'
import { type Experiment, testName } from './experiment.ts'
import { stateInWords } from './life.ts'
import { verdictDone } from './past-words.ts'
import type { Verdict } from './rule.ts'
import { verdictInWords } from './test-words.ts'

// The tests of a review in plain words, the same in Slack and at a terminal; whoever shows them escapes and clamps them.

/** What is said of a test that is to be decided, after its name and title. */
export function dueInWords({ says, proposed }: DueTest, names: Readonly<Record<string, string>>): string {
  const reading = says ?? 'no result yet. Take one, then decide.'
  if (!proposed) return reading
  const by = names[proposed.madeBy] ?? 'a colleague'
  return `${reading} ${by} proposes to ${verbOf(proposed.verdict)}; a second person has to agree.`
}

/** How far a running test is, after its name: `day 13 of 21, 63 % of sample`. */
export function runningInWords({ experiment, day, days, sample, isNew }: RunningTest): string {
  const { state } = experiment
  const share = sample === null ? '' : `, ${formatPercent(sample, { digits: 0 })} of sample`
  if (state === 'maturing') return `waits for its last conversions${share}`
  return `day ${day} of ${days}${isNew ? ', new this week' : ''}${share}${state === 'paused' ? ', paused' : ''}`
}

/** The last lines: what has ended since the week began, the slots, and what is next. */
export function closingLines(agenda: Agenda, shown: (experiment: Experiment) => string): string[] {
  const { since, ended, slots, next } = agenda
  const ends = ended.map(({ experiment, verdict }) => {
    return `${shown(experiment)} (${verdict ? verdictDone(verdict) : stateInWords(experiment.state)})`
  })
  const following = next
    ? `Next in the backlog: ${shown(next.experiment)}, ${next.model.toUpperCase()} ${next.mean.toFixed(1)}.`
    : 'Nothing in the backlog has been scored.'
  return [
    ...(ended.length > 0 ? [`Decided since ${dayInWords(since)}: ${ends.join(', ')}`] : []),
    `Slots ${slots.used} of ${slots.of}. ${following}`,
  ]
}

/** The whole agenda as lines of plain text, for a terminal. */
export function agendaLines(agenda: Agenda, names: Readonly<Record<string, string>>): string[] {
  const plain = (experiment: Experiment) => `${testName(experiment)} ${experiment.title}`
  return [
    ...agenda.due.map((test) => `Decide: ${plain(test.experiment)}: ${dueInWords(test, names)}`),
    ...agenda.running.map((test) => `Running: ${plain(test.experiment)} (${runningInWords(test)})`),
    ...closingLines(agenda, plain),
  ]
}

function verbOf(verdict: Verdict): string {
  return verdict === 'inconclusive' || verdict === 'invalid' ? `call it ${verdict}` : verdictInWords(verdict)
}
