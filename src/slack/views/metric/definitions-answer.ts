import type { KnownBlock } from '@slack/types'
import { sourceInWords } from '../../../domain/import/crm-object.ts'
import { clicksInWords, type PlatformClicks } from '../../../domain/metric/click-kind.ts'
import { behindInWords, type CrmBehind } from '../../../domain/metric/crm-reach.ts'
import { type Defined, type Definition, definitionOf, definitions } from '../../../domain/metric/definition.ts'
import { bandInWords, bandOf, scopesOf, TARGETED } from '../../../domain/metric/target.ts'
import { momentInWords } from '../../../domain/moment.ts'
import type { Team } from '../../../domain/team.ts'
import { dayInWords } from '../../../domain/week.ts'
import { ACTION } from '../../ids.ts'
import { actions, button, context, section } from '../../kit/blocks.ts'
import { inTexts } from '../../kit/sentence.ts'
import { escapeText, userText } from '../../kit/text.ts'

/** What a team's numbers are and what feeds them. */
export type DefinitionsState = {
  team: Team
  /** The number that was asked about; null for all. */
  asked: Defined | null
  freshness: readonly { platform: string; lastDay: string }[]
  crm: readonly { source: string; objects: number; lastDay: string | null }[]
  crmBehind: readonly CrmBehind[]
  lastImport: { fileName: string; at: Date } | null
  clicks?: readonly PlatformClicks[]
}

const STAGE_TITLES: Readonly<Record<Definition['stage'], string>> = {
  leading: 'Leading: what moves first',
  efficiency: 'Efficiency: what a result costs',
  quality: 'Quality: what a result is worth',
  money: 'Budget and economics',
}

/** The private answer to "how is that number made": one number in full, or all of them by stage. */
export function definitionsAnswer(state: DefinitionsState): { text: string; blocks: KnownBlock[] } {
  const { team, asked } = state
  const blocks = asked === null ? allOf(state) : oneOf(state, definitionOf(asked))
  const title = asked === null ? `The numbers of ${userText(team.name, 80)}` : definitionOf(asked).label
  return {
    text: `${title}: what they are made of`,
    blocks: [...blocks, actions('definitions', [button({ id: ACTION.showTargets, text: 'Targets', value: team.id })])],
  }
}

function allOf(state: DefinitionsState): KnownBlock[] {
  const parts = definitions().flatMap(({ stage, all }) =>
    inTexts([
      `*${STAGE_TITLES[stage]}*`,
      ...all.map((each) => `• *${escapeText(each.label)}* = ${escapeText(each.formula)}${targets(state.team, each)}`),
    ]),
  )
  const ask =
    'Ratios are of sums, never means of ratios. `/beat definitions cac` says where one comes from and how it is judged.'
  return [...parts.map((part) => section(part)), context(ask, ...freshness(state))]
}

function oneOf(state: DefinitionsState, one: Definition): KnownBlock[] {
  const set = targets(state.team, one)
  const lines = [
    `*${escapeText(one.label)}* = ${escapeText(one.formula)}`,
    `• Source: ${escapeText(one.source)}`,
    ...clicksInWords(state.clicks ?? []).map((said, at) => `${at === 0 ? '• Clicks: ' : '• '}${userText(said, 900)}`),
    `• Counted by ${escapeText(one.basis)}`,
    `• Target: ${set === '' ? 'none set' : set.replace(/^ · (target )?/, '')}`,
    `• Judged: ${escapeText(one.judged)}`,
  ]
  return [section(lines.join('\n')), context(...freshness(state))]
}

/** The targets of a number, the team's first: ` · target ≤ €1,400; Paid search ≤ €1,150`. */
function targets(team: Team, { key }: Definition): string {
  if (key === 'payback') {
    const months = team.economics?.paybackTarget ?? null
    return months === null ? '' : ` · target ≤ ${months} months`
  }
  const targeted = TARGETED.find((each) => each === (key === 'pace' ? 'budget' : key))
  if (targeted === undefined) return ''
  const set = scopesOf(team).flatMap(({ channelId, name }) => {
    const band = bandOf(team, channelId, targeted)
    const whose = channelId === null ? (key === 'pace' ? 'budget a month' : 'target') : userText(name, 60)
    return band ? [`${whose} ${escapeText(bandInWords(targeted, band, team.currency))}`] : []
  })
  return set.length > 0 ? ` · ${set.join('; ')}` : ''
}

/** How fresh the numbers are: each platform's last day, each kind of CRM export, the last import. */
function freshness({ freshness: platforms, crm, crmBehind, lastImport, team }: DefinitionsState): string[] {
  const ads = platforms.map(({ platform, lastDay }) => `${userText(platform, 40)} through ${dayInWords(lastDay)}`)
  const objects = crm.map(({ source, objects: count, lastDay }) => {
    const reach = lastDay === null ? 'no stage dated' : `last stage on ${dayInWords(lastDay)}`
    return `${userText(sourceInWords(source), 40)}: ${count.toLocaleString('en-GB')} objects, ${reach}`
  })
  return [
    ads.length > 0 ? `*Ad platforms:* ${ads.join(' · ')}` : '*Ad platforms:* none yet. Drop an export in the channel.',
    objects.length > 0 ? `*CRM:* ${objects.join(' · ')}` : '*CRM:* none yet. Drop an export of HubSpot or Salesforce.',
    ...(crmBehind.length > 0 ? [`*The CRM is behind:* ${escapeText(behindInWords(crmBehind))}`] : []),
    lastImport
      ? `*Last import:* ${userText(lastImport.fileName, 80)}, ${momentInWords(lastImport.at, team.zone)}`
      : '*Last import:* none',
  ]
}
