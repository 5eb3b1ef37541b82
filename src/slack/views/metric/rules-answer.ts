import type { KnownBlock } from '@slack/types'
import type { RuleTakes, Take } from '../../../domain/import/rule-takes.ts'
import type { Team } from '../../../domain/team.ts'
import { dayInWords } from '../../../domain/week.ts'
import { formatMoney } from '../../../lib/format.ts'
import { ACTION } from '../../ids.ts'
import { actions, button, context, section } from '../../kit/blocks.ts'
import { inTexts } from '../../kit/sentence.ts'
import { escapeText, userText } from '../../kit/text.ts'

/** What the rules of a team's channels take. */
export type RulesState = RuleTakes & { team: Team; days: { from: string; to: string } | null }

const MOST_TEXTS = 12
const BASIS =
  'The first rule that fits takes a campaign or an object, from top to bottom. Spend counts on the day the platform reports it, stages of the CRM on the day they were reached (event basis), both in the channel they have now: changing a rule moves what is there.'

/** The private answer to "what belongs to whom". */
export function rulesAnswer(state: RulesState): { text: string; blocks: KnownBlock[] } {
  const { team, days, channels } = state
  const name = userText(team.name, 80)
  const span = days
    ? `Spend of four weeks through ${dayInWords(days.to)}; all objects of the CRM.`
    : 'There is no spend yet; all objects of the CRM.'
  const texts = inTexts([
    ...channels.map((channel) => linesOf(`*${userText(channel.name, 80)}*`, channel.takes, team.currency)),
    unassigned(state),
  ])
  const title = `What belongs to which channel of ${name}`
  return {
    text: title,
    blocks: [
      section(`*${title}*\n${span}`),
      ...texts.slice(0, MOST_TEXTS).map((text) => section(text)),
      context(BASIS),
      actions('rules', [button({ id: ACTION.setUp, text: 'Change the rules', value: team.conversationId })]),
    ],
  }
}

function linesOf(title: string, takes: readonly Take[], currency: string): string {
  const lines = takes.map((take) => `• ${userText(take.words, 120)}: ${countsOf(take, currency)}`)
  return [title, ...(lines.length > 0 ? lines : ['• no rule: nothing comes here'])].join('\n')
}

function unassigned({ unassigned: rest, team }: RulesState): string {
  if (rest.campaigns === 0 && rest.objects === 0) return '*No channel*\n• nothing: every campaign and object has one'
  const campaigns = rest.topCampaigns.map(
    ({ platform, campaignName, spend }) =>
      `• ${userText(campaignName || 'a campaign without a name', 80)} (${userText(platform, 40)}): ${spend === null ? 'spend not reported' : formatMoney(spend, team.currency)}`,
  )
  const origins = rest.topOrigins.map(
    ({ words, objects }) => `• ${userText(words, 100)}: ${counted(objects, 'object')}`,
  )
  const more = Math.max(0, rest.campaigns - campaigns.length)
  return [
    `*No channel* · ${countsOf(rest, team.currency)}`,
    ...campaigns,
    ...(more > 0 ? [`• and ${counted(more, 'campaign')} with less spend`] : []),
    ...origins,
  ].join('\n')
}

function countsOf({ campaigns, spend, objects }: Take, currency: string): string {
  const parts = [
    ...(campaigns > 0 ? [counted(campaigns, 'campaign')] : []),
    ...(spend === null ? [] : [`${formatMoney(spend, currency)} spent`]),
    ...(objects > 0 ? [counted(objects, 'CRM object')] : []),
  ]
  return escapeText(parts.length > 0 ? parts.join(', ') : 'takes nothing')
}

function counted(count: number, what: string): string {
  return `${count.toLocaleString('en-GB')} ${what}${count === 1 ? '' : 's'}`
}
