import type { KnownBlock } from '@slack/types'
import { type Planned, testName } from '../../../domain/experiment/experiment.ts'
import type { Decision, Reading, Recommendation } from '../../../domain/experiment/reading.ts'
import { verdictLine } from '../../../domain/experiment/reading-words.ts'
import { verdictWithWeeks } from '../../../domain/experiment/test-words.ts'
import { dayInWords } from '../../../domain/week.ts'
import { ACTION } from '../../ids.ts'
import { actions, button, context, section } from '../../kit/blocks.ts'
import { userText } from '../../kit/text.ts'
import { secondButtons } from './second-buttons.ts'

type Shown = { text: string; blocks: KnownBlock[] }

/** What a decision is drawn from: the test as it stands now, and the reading it was made on. */
export type DecisionShown = {
  experiment: Planned
  decision: Decision
  reading: Reading | null
  names: Readonly<Record<string, string>>
}

/** What the whole team reads of a decision, once: what, by whom, on what, and why. */
export function decisionPost(state: DecisionShown): Shown {
  const { experiment, decision, reading } = state
  const title = `D-${decision.number} · ${testName(experiment)} ${userText(experiment.title, 120)}: ${what(state)}`
  const evidence = reading ? verdictLine(experiment, reading.result) : 'Decided without a result.'
  const asksLearning = ['decided', 'invalid'].includes(experiment.state)
  const learn = button({ id: ACTION.writeLearning, text: 'Write learning', value: experiment.id })
  return {
    text: title,
    blocks: [
      section(`*${title}*\n${userText(evidence, 900)}`),
      section(quoted(decision.rationale)),
      context(byline(state)),
      ...(asksLearning ? [actions(`decision:${decision.id}`, [learn])] : []),
    ],
  }
}

/** The reply that asks a second person about a decision against the recommendation; once there is a word, it says whose. */
export function secondReply(state: DecisionShown): Shown {
  const { experiment, decision } = state
  const said = `*${nameOf(state, decision.madeBy)} wants to decide ${testName(experiment)} ${userText(experiment.title, 120)}: ${what(state)}.*`
  const against = `That goes against the recommendation. ${userText(recommended(state), 900)}`
  const text = `${testName(experiment)}: ${what(state)}? A second person decides with ${nameOf(state, decision.madeBy)}.`
  const blocks: KnownBlock[] = [section(`${said}\n${against}`), section(quoted(decision.rationale))]
  if (decision.state !== 'proposed') return { text, blocks: [...blocks, context(settled(state))] }
  return {
    text,
    blocks: [
      ...blocks,
      context(
        `It counts once a second person agrees. Whoever proposed it can take it back with [Disagree]. Its card: \`/beat test ${testName(experiment)}\`.`,
      ),
      actions(`second:${decision.id}`, secondButtons(decision)),
    ],
  }
}

function what({ experiment, decision }: DecisionShown): string {
  const arm = experiment.design.arms.find(({ key }) => key === decision.arm)?.name
  const words = verdictWithWeeks(decision.verdict, experiment.rule)
  if (decision.verdict === 'ship') return `ship${arm === undefined ? '' : ` ${userText(arm, 80)}`}`
  const until = decision.state === 'made' && experiment.endsOn ? ` (to ${dayInWords(experiment.endsOn)})` : ''
  return decision.verdict === 'extend' ? `${words}${until}` : words
}

function recommended({ experiment, decision, reading }: DecisionShown): string {
  if (!reading) return 'No result has been taken yet.'
  return verdictLine(experiment, { ...reading.result, recommendation: decision.recommendation })
}

function byline(state: DecisionShown): string {
  const { decision } = state
  const by = `Decided by ${nameOf(state, decision.madeBy)}`
  if (decision.followed) return `${by}${onWhat(decision.recommendation)}`
  const second = decision.secondBy ? `, ${nameOf(state, decision.secondBy)} agreed` : ''
  return `${by} against the recommendation${second}`
}

/** On what a decision was made that went against nothing: only a rule that had spoken said so. */
function onWhat(recommendation: Recommendation): string {
  switch (recommendation.kind) {
    case 'verdict':
      return ', as its rule says'
    case 'blocked':
      return ', because the split is off'
    case 'unclear':
      return ', while its rule could not speak'
    case 'wait':
      return recommendation.why === 'outdated'
        ? ', after the plan had changed since this reading'
        : ', before its rule has spoken'
  }
}

function settled(state: DecisionShown): string {
  const { state: how, madeBy, secondBy } = state.decision
  if (how === 'made') return `${nameOf(state, secondBy)} agreed: it is decided.`
  return secondBy === madeBy
    ? `${nameOf(state, madeBy)} took it back. The test is open.`
    : `${nameOf(state, secondBy)} disagreed. The test stays open.`
}

function nameOf({ names }: DecisionShown, userId: string | null): string {
  return userText((userId && names[userId]) ?? 'A colleague', 80)
}

/** Words of a person in marks that are no markup: an underscore would become part of a link at their end. */
function quoted(words: string): string {
  return `“${userText(words.trim().replace(/\s+/g, ' '), 1_500)}”`
}
