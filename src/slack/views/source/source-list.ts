import type { KnownBlock } from '@slack/types'
import type { Health, Source } from '../../../domain/import/source.ts'
import { broughtInWords, nextInWords, stateInWords, troubleInWords } from '../../../domain/import/source-words.ts'
import type { Team } from '../../../domain/team.ts'
import { ACTION } from '../../ids.ts'
import { actions, button, confirm, context, section } from '../../kit/blocks.ts'
import { userText } from '../../kit/text.ts'
import { moreOf, pageFrom, rangeInWords } from '../pages.ts'
import { answerButtons } from './source-answers.ts'

/** What the list of a team's sources is drawn from. */
export type SourceListState = {
  team: Team
  sources: readonly { source: Source; health: Health; isConfigured: boolean }[]
  now: Date
  from?: number
}

// A message holds 50 blocks; a source takes four at most.
const SIZE = 11

/** The private answer to `/beat source list`: each source with how it does, and what can be done with it. */
export function sourceList({ team, sources, now, from = 0 }: SourceListState): { text: string; blocks: KnownBlock[] } {
  const name = userText(team.name, 80)
  const page = pageFrom(sources, from, SIZE)
  const title =
    sources.length === 0
      ? `${name} has no source yet: numbers come as files`
      : `${sources.length === 1 ? '1 source brings' : `${sources.length} sources bring`} numbers of ${name} by themselves`
  return {
    text: title,
    blocks: [
      section(`*${title}${rangeInWords(page)}*`),
      ...page.shown.flatMap((each) => sourceBlocks(each, team.zone, now)),
      actions(`sources:${team.id}`, [
        ...moreOf(page, team.id, 'source list'),
        button({
          id: ACTION.newSource,
          text: 'New source',
          value: team.id,
          ...(sources.length === 0 && { style: 'primary' }),
        }),
      ]),
      context('A program pushes to a source by HTTP, or I read a warehouse every hour. Files can be dropped as ever.'),
    ],
  }
}

function sourceBlocks(
  { source, health, isConfigured }: SourceListState['sources'][number],
  zone: string,
  now: Date,
): KnownBlock[] {
  const kind = source.kind === 'push' ? `push, token …${source.tokenHint ?? ''}` : 'warehouse'
  const facts = [broughtInWords(source, zone), isConfigured ? nextInWords(source, health, now, zone) : '']
  const trouble = troubleInWords(source, health, zone)
  const lines = [
    `*${userText(source.name, 40)}* · ${stateInWords(health, isConfigured)} · ${userText(kind)}`,
    facts.filter((fact) => fact !== '').join(' · '),
    trouble === '' ? '' : userText(trouble, 1_500),
    ...(health.state === 'failing' ? [] : source.warnings.slice(0, 2).map((each) => `Check: ${userText(each, 400)}`)),
  ]
  const answers = health.state === 'failing' ? answerButtons(source.id, health.problem, 1) : []
  return [
    section(lines.filter((line) => line !== '').join('\n')),
    ...answers,
    actions(`source:${source.id}`, buttons(source, isConfigured)),
  ]
}

function buttons(source: Source, isConfigured: boolean) {
  const { id: value, kind, state, name } = source
  const isRevocable = kind === 'push' || !isConfigured
  const revoke = button({
    id: ACTION.revokeSource,
    text: 'Revoke',
    value,
    style: 'danger',
    confirm: confirm({
      title: `Revoke ${name}?`,
      text: 'Its token opens nothing from then on. What it brought stays.',
      yes: 'Revoke',
      no: 'Keep it',
      danger: true,
    }),
  })
  return [
    ...(kind === 'sql' && isConfigured && state === 'active'
      ? [button({ id: ACTION.runSource, text: 'Read now', value })]
      : []),
    state === 'active'
      ? button({ id: ACTION.pauseSource, text: 'Pause', value })
      : button({ id: ACTION.resumeSource, text: 'Resume', value }),
    ...(isRevocable ? [revoke] : []),
  ]
}
