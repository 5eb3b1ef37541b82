import type { KnownBlock, ModalView } from '@slack/types'
import { type Amendment, type Planned, testName } from '../../../domain/experiment/experiment.ts'
import { after, moveOf } from '../../../domain/experiment/life.ts'
import {
  type Decision,
  type Reading,
  type Recommendation,
  standingRecommendation,
} from '../../../domain/experiment/reading.ts'
import { readingInWords, recommendationInWords } from '../../../domain/experiment/reading-words.ts'
import { VERDICTS, type Verdict } from '../../../domain/experiment/rule.ts'
import { verdictWithWeeks } from '../../../domain/experiment/test-words.ts'
import type { Team } from '../../../domain/team.ts'
import { ACTION, VIEW } from '../../ids.ts'
import { context, section } from '../../kit/blocks.ts'
import { type Choice, radio, select, textInput } from '../../kit/inputs.ts'
import { modal } from '../../kit/modal.ts'
import { clamp, userText } from '../../kit/text.ts'

/** What the form of a decision starts from: the reading that speaks now, if there is one. */
export type DecideFormState = {
  team: Pick<Team, 'currency'>
  experiment: Planned
  reading: Reading | null
  amendments: readonly Amendment[]
  /** The last decision about it: an extension, or one that was declined. */
  decision: Decision | null
  draft: Readonly<Record<string, string>> | null
}

/** The form in which a person decides a test: what is recommended first, then their verdict and why. */
export function decideForm(state: DecideFormState): ModalView {
  const { experiment, reading, amendments, decision, draft } = state
  const recommendation = standingRecommendation(reading, amendments, decision)
  const choices = verdictChoices(experiment, recommendation)
  const recommended = recommendedBy(recommendation)
  const initial = draft?.verdict ?? recommended
  return modal({
    id: VIEW.decide,
    title: `Decide ${testName(experiment)}`,
    submit: 'Decide',
    close: 'Later',
    metadata: { experimentId: experiment.id, readingId: reading?.id ?? null, draft: experiment.id },
    notifyOnClose: true,
    blocks: [
      section(`*${userText(experiment.title, 120)}*`),
      ...latest(state, recommendation),
      radio({ id: 'verdict', label: 'Your decision', choices, ...(initial && { initial }) }),
      ...armSelect(experiment, recommendation, draft),
      textInput({
        id: 'rationale',
        label: 'Why?',
        hint: 'Whoever wants to try this again in a year reads it.',
        initial: draft?.rationale ?? '',
        multiline: true,
        max: 1_500,
        dispatch: true,
        action: ACTION.typed,
      }),
      context(
        'A decision against the recommendation needs a second person. The decision is posted once in the channel.',
      ),
    ],
  })
}

function latest({ team, experiment, reading }: DecideFormState, recommendation: Recommendation): KnownBlock[] {
  if (!reading) return [section('*No result has been taken yet*, so nothing is recommended.')]
  const words = readingInWords({ experiment, currency: team.currency }, reading)
  const isOutdated = recommendation.kind === 'wait' && recommendation.why === 'outdated'
  const says = isOutdated ? outdatedInWords(experiment, reading, recommendation) : words.says
  const arms = words.arms.map(({ name, effect, proof, guardrails }) =>
    [
      `*${userText(name, 80)}*: ${userText(effect, 300)}`,
      ...[...proof, ...guardrails].map((line) => `• ${userText(line, 300)}`),
    ].join('\n'),
  )
  return [section([`*${userText(says, 900)}*`, ...arms].join('\n')), context(userText(words.progress, 400))]
}

/** An amendment takes a recommendation back, and not the second person it takes to go against it. */
function outdatedInWords(experiment: Planned, { result }: Reading, now: Recommendation): string {
  const said = recommendedBy(result.recommendation)
  const words = recommendationInWords(now, experiment, result.progress)
  if (said === null) return words
  if (said === 'ship') return `${words} It said ship: until then every decision takes a second person.`
  return `${words} It said ${verdictWithWeeks(said, experiment.rule)}: anything else takes a second person.`
}

/** Every verdict the state allows, the recommended one first and marked. */
function verdictChoices(experiment: Planned, recommendation: Recommendation): Choice[] {
  const recommended = recommendedBy(recommendation)
  const allowed = VERDICTS.filter((verdict) => after(experiment.state, moveOf(verdict)) !== null)
  const ordered = [...allowed].sort((a, b) => Number(b === recommended) - Number(a === recommended))
  return ordered.map((verdict) => {
    const words = verdictWithWeeks(verdict, experiment.rule)
    const text = `${words.charAt(0).toUpperCase()}${words.slice(1)}`
    return {
      value: verdict,
      text: verdict === recommended ? `${text} (recommended)` : text,
      description: MEANS[verdict],
    }
  })
}

function recommendedBy(recommendation: Recommendation): Verdict | null {
  if (recommendation.kind === 'verdict') return recommendation.verdict
  return recommendation.kind === 'blocked' ? 'invalid' : null
}

const MEANS: Record<Verdict, string> = {
  ship: 'The new arm for everybody.',
  roll_back: 'Back to how it was.',
  iterate: 'Not this, but something like it: a new test follows.',
  extend: 'More weeks before anybody decides.',
  inconclusive: 'Nothing can be said; what was there stays.',
  invalid: 'The numbers cannot be trusted.',
}

/** Only with several arms is it a question which one ships. */
function armSelect({ design }: Planned, recommendation: Recommendation, draft: DecideFormState['draft']): KnownBlock[] {
  const [, ...treatments] = design.arms
  if (treatments.length < 2) return []
  const recommended = recommendation.kind === 'verdict' ? recommendation.arm : null
  const initial = draft?.arm ?? recommended
  const choices = treatments.map(({ key, name }) => ({ value: key, text: clamp(name, 70) }))
  return [
    select({ id: 'arm', label: 'Which arm, if one ships?', choices, optional: true, ...(initial && { initial }) }),
  ]
}
