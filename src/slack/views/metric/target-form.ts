import type { ModalView } from '@slack/types'
import { metricOf } from '../../../domain/metric/metric.ts'
import { DAYS_OF_CAP } from '../../../domain/metric/pacing.ts'
import {
  bandInWords,
  bandOf,
  isWeekly,
  scopesOf,
  TARGETED,
  type Targeted,
  targetedLabel,
} from '../../../domain/metric/target.ts'
import type { Team } from '../../../domain/team.ts'
import { formatMoney } from '../../../lib/format.ts'
import { ACTION, VIEW } from '../../ids.ts'
import { context, section } from '../../kit/blocks.ts'
import { select, textInput } from '../../kit/inputs.ts'
import { modal } from '../../kit/modal.ts'
import { escapeText } from '../../kit/text.ts'

/** What the form of a target starts from: whose and of what, and what was typed. */
export type TargetFormState = {
  team: Team
  /** Under which subject the draft is kept. */
  draft: string
  typed: Readonly<Record<string, string>>
}

/** The value that stands for the whole team among its channels. */
export const WHOLE_TEAM = 'team'

const TYPED = { dispatch: true, action: ACTION.typed }
const CHOSEN = { dispatch: true, action: ACTION.targetChosen }

/** Sets or clears one target: whose, of what, a lower bound, an upper bound, or both. */
export function targetForm({ team, draft, typed }: TargetFormState): ModalView {
  const scopes = scopesOf(team)
  const { where = WHOLE_TEAM, kpi = '', low = '', high = '' } = typed
  const key = TARGETED.find((each) => each === kpi)
  return modal({
    id: VIEW.target,
    title: 'Set a target',
    submit: 'Save',
    metadata: { teamId: team.id, draft, version: team.version },
    notifyOnClose: true,
    blocks: [
      select({
        ...CHOSEN,
        id: 'where',
        label: 'Whose',
        choices: scopes.map(({ channelId, name }) => ({ value: channelId ?? WHOLE_TEAM, text: name })),
        initial: where,
      }),
      select({
        ...CHOSEN,
        id: 'kpi',
        label: 'Of what',
        choices: TARGETED.map((each) => ({ value: each, text: targetedLabel(each) })),
        initial: kpi,
      }),
      section(standing(team, where === WHOLE_TEAM ? null : where, key)),
      textInput({ ...TYPED, id: 'low', label: 'At least', initial: low, optional: true, max: 40 }),
      textInput({
        ...TYPED,
        id: 'high',
        label: 'At most',
        hint: 'One of the two, or both. Leave both empty to clear the target.',
        initial: high,
        optional: true,
        max: 40,
      }),
      context('Everybody in the channel is told of the change, once.'),
    ],
  })
}

function standing(team: Team, channelId: string | null, key: Targeted | undefined): string {
  if (key === undefined) return 'Shares are written in percent, as in 4.2. Amounts such as leads are those of a week.'
  const band = bandOf(team, channelId, key)
  const now = band ? `Now *${escapeText(bandInWords(key, band, team.currency))}*.` : 'Not set.'
  return `${now} ${howWritten(key, team.currency)}${key === 'budget' && band?.high ? ` ${aDay(band.high, team.currency)}` : ''}`
}

function aDay(budget: number, currency: string): string {
  const daily = formatMoney(budget / DAYS_OF_CAP, currency, { digits: 0 })
  return `As daily budgets that is ${daily}: platforms may spend more on a day, but at most ${DAYS_OF_CAP} of them in a month.`
}

function howWritten(key: Targeted, currency: string): string {
  if (key === 'budget') return `In ${currency} for a calendar month, under "At most".`
  const { unit, formula } = metricOf(key)
  const how = {
    money: `In ${currency}.`,
    percent: 'In percent, as in 4.2.',
    ratio: 'As a multiple, as in 3.5.',
    count: '',
  }
  const words = [how[unit], isWeekly(key) ? 'For a week.' : `It is ${formula}.`].filter((each) => each !== '')
  return escapeText(words.join(' '))
}
