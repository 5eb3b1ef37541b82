import type { KnownBlock } from '@slack/types'
import { measureOf } from '../../../domain/experiment/measure.ts'
import { ACTION } from '../../ids.ts'
import { select, textInput } from '../../kit/inputs.ts'
import { measureInput, type PlanFields } from './plan-ids.ts'

const TYPED = { dispatch: true, action: ACTION.planTyped }

/** What follows from what: the few choices the rule is built from. */
export function ruleBlocks(fields: PlanFields): KnownBlock[] {
  const pick = (id: string, label: string, choices: [string, string][]) =>
    select({
      ...TYPED,
      id,
      label,
      choices: choices.map(([value, text]) => ({ value, text })),
      initial: fields[id] ?? '',
    })
  const back: [string, string][] = [
    ['roll_back', 'Roll back'],
    ['iterate', 'Iterate'],
  ]
  return [
    pick('method', 'When may the rule speak?', [
      ['fixed', 'At the planned end; earlier only beyond doubt (p < .001)'],
      ['sequential', 'At any time (needs more traffic)'],
      ['bayes', 'At the planned end, by the chance to win'],
    ]),
    pick('otherwise', 'Neither better nor worse at the end', [
      ['extend', 'Extend once'],
      ['inconclusive', 'Call it inconclusive'],
      ...back,
    ]),
    pick('whenWorse', 'It got worse', back),
    pick('whenBroken', 'A guardrail broke', back),
    textInput({
      ...TYPED,
      id: 'extendWeeks',
      label: 'Weeks of an extension',
      max: 2,
      initial: fields.extendWeeks ?? '',
    }),
  ]
}

/** How units are counted and how long they are waited for; what most plans leave as it is. */
export function measurementBlocks(fields: PlanFields, measure: string): KnownBlock[] {
  const spread = measureInput('spread', measure)
  const isShare = (measureOf(measure)?.kind ?? measure.split(':')[1]) === 'proportion'
  const choices = (pairs: [string, string][]) => pairs.map(([value, text]) => ({ value, text }))
  return [
    textInput({
      ...TYPED,
      id: 'maturityDays',
      label: 'Days after the end in which conversions still arrive',
      max: 3,
      initial: fields.maturityDays ?? '',
    }),
    select({
      ...TYPED,
      id: 'unit',
      label: 'One unit is a',
      choices: choices([
        ['user', 'person'],
        ['geo', 'region'],
        ['day', 'day'],
        ['campaign', 'campaign'],
        ['ad_set', 'ad set'],
      ]),
      initial: fields.unit ?? '',
    }),
    select({
      ...TYPED,
      id: 'split',
      label: 'How are units split into the arms?',
      choices: choices([
        ['random', 'At random, at the same time'],
        ['before_after', 'Before against after (directional only)'],
        ['on_off', 'On against off (directional only)'],
      ]),
      initial: fields.split ?? '',
    }),
    ...(isShare
      ? []
      : [
          textInput({
            ...TYPED,
            id: spread,
            label: 'Spread of one unit (standard deviation)',
            hint: 'Without it nobody can say how large the sample has to be.',
            optional: true,
            max: 20,
            initial: fields[spread] ?? '',
          }),
        ]),
  ]
}
