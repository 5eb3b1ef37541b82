import type { KnownBlock, ModalView } from '@slack/types'
import { MEASURES, measureOf } from '../../../domain/experiment/measure.ts'
import { ACTION, VIEW } from '../../ids.ts'
import { context, divider, header, section } from '../../kit/blocks.ts'
import { radio, select, textInput } from '../../kit/inputs.ts'
import { modal } from '../../kit/modal.ts'
import { sentence } from '../../kit/sentence.ts'
import { clamp, userText } from '../../kit/text.ts'
import { measurementBlocks, ruleBlocks } from './plan-fine-print.ts'
import { guardrailBlocks, ownGuardrailBlocks } from './plan-guardrails.ts'
import { measureInput, OWN_MEASURES, type PlanFields } from './plan-ids.ts'

/** What travels with the form of a plan: ids, the version it was opened on, and what is shown under it. */
export type PlanMetadata = { experimentId: string; version: number; draft: string; shown: string }

/** What follows from a plan as it is typed, in sentences. */
export type PlanLive = { sample: string[]; slots: string[]; rule: string | null; reads: string | null }

/** What the form of a plan starts from: all its inputs by their ids, and what follows from them. */
export type PlanFormState = {
  metadata: PlanMetadata
  /** T-12, and what it changes. */
  name: string
  hypothesis: string
  fields: PlanFields
  currency: string
  /** Where the baselines come from, such as "the last 4 complete weeks of Paid search". */
  baselineFrom: string
  /** The baseline that those numbers say; empty where they say none. */
  counted: string
  live: PlanLive
  isDraft: boolean
}

const TYPED = { dispatch: true, action: ACTION.planTyped }

/** The second page of a new test: how it will be judged. What most people leave as it is comes last. */
export function planForm(state: PlanFormState): ModalView {
  const { metadata, name, hypothesis, fields, live, isDraft } = state
  const measure = fields.measure ?? ''
  return modal({
    id: VIEW.plan,
    title: clamp(`${name} · the plan`, 24),
    submit: 'Save plan',
    close: 'Later',
    metadata,
    notifyOnClose: true,
    blocks: [
      section(`*${name} is in the log.* ${userText(hypothesis, 600)}`),
      ...metricBlocks(state, measure),
      ...effectBlocks(fields),
      ...guardrailBlocks(fields, 1),
      ...liveBlocks(live),
      header('More, if you like'),
      context('All of this is filled in. Change it where you know better.'),
      ...armBlocks(fields, measure, live.reads),
      divider(),
      ...guardrailBlocks(fields, 2),
      ...ownGuardrailBlocks(fields),
      divider(),
      ...ruleBlocks(fields),
      ...measurementBlocks(fields),
      context(isDraft ? 'This is your draft. Saved as you type.' : 'Saved as you type.'),
    ],
  })
}

function metricBlocks({ fields, currency, baselineFrom, counted }: PlanFormState, measure: string): KnownBlock[] {
  const known = measureOf(measure)
  const isShare = (known?.kind ?? measure.split(':')[1]) === 'proportion'
  const baseline = measureInput('baseline', measure)
  const better = measureInput('better', measure)
  const own = measureInput('name', measure)
  const unit = isShare ? 'in %' : known?.unit === 'money' ? `in ${currency}` : 'as a number'
  return [
    select({
      ...TYPED,
      id: 'measure',
      label: 'What is it judged by?',
      choices: [
        ...MEASURES.map(({ key, name }) => ({ value: key, text: name })),
        ...OWN_MEASURES.map(({ value, text }) => ({ value, text })),
      ],
      initial: measure,
    }),
    ...(known
      ? []
      : [textInput({ ...TYPED, id: own, label: 'What is it called?', max: 60, initial: fields[own] ?? '' })]),
    radio({
      ...TYPED,
      id: better,
      label: 'Better is',
      choices: [
        { value: 'higher', text: 'higher' },
        { value: 'lower', text: 'lower' },
      ],
      initial: fields[better] ?? 'higher',
    }),
    textInput({
      ...TYPED,
      id: baseline,
      label: `Where does it stand now? (${unit})`,
      hint: baselineHint(fields[baseline] ?? '', counted, baselineFrom),
      max: 20,
      initial: fields[baseline] ?? '',
    }),
    ...(isShare ? [] : [spreadInput(fields, measure)]),
  ]
}

/** Whose word a baseline is: what was typed over it does not come from the numbers. */
function baselineHint(shown: string, counted: string, from: string): string {
  if (counted === '') return 'Your numbers do not say it, so it takes your word.'
  return shown === counted ? `From ${from}.` : `Your own word: ${from} say ${counted}.`
}

function spreadInput(fields: PlanFields, measure: string): KnownBlock {
  const spread = measureInput('spread', measure)
  return textInput({
    ...TYPED,
    id: spread,
    label: 'Spread of one unit (standard deviation)',
    hint: 'Without it nobody can say how large the sample has to be.',
    optional: true,
    max: 20,
    initial: fields[spread] ?? '',
  })
}

function effectBlocks(fields: PlanFields): KnownBlock[] {
  return [
    textInput({
      ...TYPED,
      id: 'smallest',
      label: 'The smallest change worth acting on (in %)',
      hint: 'Relative: 10 means from 4.0 to 4.4. The sample follows from it.',
      max: 20,
      initial: fields.smallest ?? '',
    }),
    textInput({
      ...TYPED,
      id: 'expected',
      label: 'What do you expect? low / likely / high (in %)',
      hint: 'Later compared with what happened, so that the team learns how well it guesses.',
      placeholder: '5 / 10 / 20',
      optional: true,
      max: 60,
      initial: fields.expected ?? '',
    }),
    textInput({ ...TYPED, id: 'weeks', label: 'Weeks it runs', max: 4, initial: fields.weeks ?? '' }),
  ]
}

function liveBlocks({ sample, slots, rule }: PlanLive): KnownBlock[] {
  const blocks: KnownBlock[] = []
  if (sample.length > 0) blocks.push({ ...section(sentence(sample.join('\n'))), block_id: 'live_sample' })
  if (slots.length > 0) blocks.push({ ...section(sentence(slots.join('\n'))), block_id: 'live_slots' })
  if (rule) blocks.push({ ...section(sentence(rule)), block_id: 'live_rule' })
  return blocks
}

function armBlocks(fields: PlanFields, measure: string, reads: string | null): KnownBlock[] {
  const lines = (id: string, label: string, hint: string) =>
    textInput({ ...TYPED, id, label, hint, multiline: true, optional: true, max: 900, initial: fields[id] ?? '' })
  const traffic = measureInput('traffic', measure)
  return [
    textInput({
      ...TYPED,
      id: 'arms',
      label: 'Arms, one per line, the control first',
      hint: 'Name; share in %; letters its campaigns or ads have in their names. Only the name is needed; by letters I can read most metrics by myself.',
      multiline: true,
      max: 900,
      initial: fields.arms ?? '',
    }),
    ...(reads === null ? [] : [{ ...section(`*Results*: ${userText(reads, 1_500)}`), block_id: 'live_reads' }]),
    textInput({
      ...TYPED,
      id: traffic,
      label: 'Units a week, all arms together',
      hint: 'Visitors, clicks, leads: whatever is counted once in one arm.',
      optional: true,
      max: 20,
      initial: fields[traffic] ?? '',
    }),
    textInput({
      ...TYPED,
      id: 'budget',
      label: 'Money it spends on top',
      hint: 'Leave it empty if it spends nothing extra.',
      optional: true,
      max: 20,
      initial: fields.budget ?? '',
    }),
    lines('audiences', 'Audiences it needs for itself', 'One a line. No other test runs on them at the same time.'),
    lines('creatives', 'Creatives it needs for itself', 'One a line.'),
  ]
}
