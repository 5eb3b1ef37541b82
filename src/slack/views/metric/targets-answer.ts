import type { KnownBlock } from '@slack/types'
import { type Economics, NO_ECONOMICS } from '../../../domain/metric/economics.ts'
import { toldInWords } from '../../../domain/metric/economics-words.ts'
import { type Band, metricOf } from '../../../domain/metric/metric.ts'
import { bandInWords, type Scope, type Targeted, targetedLabel } from '../../../domain/metric/target.ts'
import { settersInWords } from '../../../domain/right.ts'
import type { Team } from '../../../domain/team.ts'
import { weekNumber } from '../../../domain/week.ts'
import { formatMetric } from '../../../lib/format.ts'
import { ACTION } from '../../ids.ts'
import { actions, button, context, section } from '../../kit/blocks.ts'
import { escapeText, userText } from '../../kit/text.ts'

/** The targets of a team and its channels, or of one channel. */
export type TargetsState = {
  team: Team
  week: string
  scopes: readonly (Scope & { targets: readonly { key: Targeted; band: Band; value: number | null }[] })[]
}

const MOST_TEXTS = 30

/** The private answer to "what do we aim for": each target with last week's value, and the economics; who may change them. */
export function targetsAnswer(state: TargetsState): { text: string; blocks: KnownBlock[] } {
  const { team, scopes, week } = state
  const title = `Targets of ${userText(team.name, 80)}`
  const set = scopes.filter(({ targets }) => targets.length > 0)
  const bare = scopes.filter(({ channelId, targets }) => channelId !== null && targets.length === 0)
  const texts = set.map((scope) => [`*${userText(scope.name, 80)}*`, ...linesOf(state, scope)].join('\n'))
  const [first] = scopes.length === 1 ? scopes : []
  return {
    text: title,
    blocks: [
      section(`*${title}*${texts.length > 0 ? ` · with week ${weekNumber(week)}'s values` : '\nNone is set yet.'}`),
      ...texts.slice(0, MOST_TEXTS).map((text) => section(text)),
      section(economics(team.economics ?? NO_ECONOMICS, team.currency)),
      context(
        who(team),
        ...(bare.length > 0
          ? [
              `No target of their own: ${names(bare)}. A channel without one for what a result costs is held against the team's.`,
            ]
          : []),
      ),
      actions('targets', [
        button({ id: ACTION.setTarget, text: 'Set or clear a target', value: `${team.id}:${first?.channelId ?? ''}` }),
        button({ id: ACTION.setEconomics, text: 'Economics', value: team.id }),
        button({ id: ACTION.showDefinitions, text: 'Definitions', value: team.id }),
      ]),
    ],
  }
}

function linesOf({ team }: TargetsState, { targets }: TargetsState['scopes'][number]): string[] {
  return targets.map(({ key, band, value }) => {
    const now =
      key === 'budget' || value === null ? '' : ` · is ${formatMetric(value, metricOf(key).unit, team.currency)}`
    return `• ${escapeText(`${targetedLabel(key)} ${bandInWords(key, band, team.currency)}${now}`)}`
  })
}

function economics(told: Economics, currency: string): string {
  return `*Economics*\n${escapeText(toldInWords(told, currency).join(' · '))}`
}

function who(team: Team): string {
  return `They are set ${settersInWords(team)}. Each change is announced once in the channel of the team.`
}

function names(scopes: TargetsState['scopes']): string {
  return scopes.map(({ name }) => userText(name, 60)).join(', ')
}
