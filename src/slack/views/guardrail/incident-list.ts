import type { KnownBlock } from '@slack/types'
import { holderOf } from '../../../domain/guardrail/attention.ts'
import { type Guardrail, guardrailName } from '../../../domain/guardrail/guardrail.ts'
import type { Incident, IncidentDecision } from '../../../domain/guardrail/incident.ts'
import { holderInWords, standingInWords } from '../../../domain/guardrail/incident-words.ts'
import type { Team } from '../../../domain/team.ts'
import { ACTION } from '../../ids.ts'
import { actions, button, context, section } from '../../kit/blocks.ts'
import { inTexts, sentence } from '../../kit/sentence.ts'
import { userText } from '../../kit/text.ts'
import { moreOf, pageFrom, rangeInWords } from '../pages.ts'

type Broke = { guardrail: Guardrail; incident: Incident }

/** What the list of a team's incidents is drawn from. */
export type IncidentListState = {
  team: Team
  today: string
  open: readonly Broke[]
  resolved: readonly Broke[]
  decisions: readonly IncidentDecision[]
  names: Readonly<Record<string, string>>
  /** Where the page of the open ones begins. */
  from?: number
}

const MOST_OPEN = 20
const MOST_RESOLVED = 10

type Shown = { text: string; blocks: KnownBlock[] }

/** The private answer to `/beat incidents`: what is open, each with its next click, then what was resolved lately. */
export function incidentList(state: IncidentListState): Shown {
  const { open, team } = state
  const count = open.length === 1 ? '1 alert is open' : `${open.length} alerts are open`
  const title =
    open.length === 0 ? `Nothing is open in ${userText(team.name, 80)}` : `${count} in ${userText(team.name, 80)}`
  const page = pageFrom(open, state.from ?? 0, MOST_OPEN)
  const more = moreOf(page, team.id, 'incidents')
  const ended = endedLines(state)
  return {
    text: title,
    blocks: [
      section(`*${title}${rangeInWords(page)}*`),
      ...page.shown.map((each) => openBlock(state, each)),
      ...(more.length > 0 ? [actions('incidents:more', more)] : []),
      ...(ended.length > 0 ? inTexts(['*Over in the last two weeks*', ...ended]).map((each) => section(each)) : []),
      context('Every guardrail: `/beat guardrail list`. Why one says what it says: `/beat guardrail why G-4`.'),
    ],
  }
}

/** What a review says of the alerts of its week: the open ones with what they lack, then those that are over. */
export function alertsReply(state: IncidentListState & { isPending: boolean }): Shown {
  const { open, resolved, isPending } = state
  const count = open.length === 0 ? 'nothing is open' : open.length === 1 ? '1 open' : `${open.length} open`
  const pending = isPending ? ' · the newest numbers are being judged just now, and this line with them' : ''
  const ended = endedLines(state)
  return {
    text: `Alerts: ${count}, ${resolved.length} over.`,
    blocks: [
      section(`*Alerts* · ${count}${pending}`),
      ...open.slice(0, MOST_OPEN).map((each) => openBlock(state, each)),
      ...(open.length > MOST_OPEN ? [context(`And ${open.length - MOST_OPEN} more: \`/beat incidents\`.`)] : []),
      ...(ended.length > 0 ? inTexts(['*Over*', ...ended]).map((each) => section(each)) : []),
    ],
  }
}

/** Those that are over; the log finds what does not fit here. */
function endedLines(state: IncidentListState): string[] {
  const { resolved } = state
  const more = resolved.length - MOST_RESOLVED
  const lines = resolved.slice(0, MOST_RESOLVED).map((each) => `• ${lineOf(state, each)}`)
  return more > 0 ? [...lines, `• and ${more} more: their cards are in the channel`] : lines
}

function openBlock(state: IncidentListState, each: Broke): KnownBlock {
  const { incident } = each
  const isDecided = state.decisions.some(({ incidentId }) => incidentId === incident.id)
  const lacks = isDecided ? '' : ' · no decision yet'
  const holder = holderInWords(
    incident,
    { zone: state.team.zone, owner: holderOf(incident, each.guardrail, state.team, state.today) },
    (userId) => state.names[userId] ?? 'a colleague',
  )
  const text = `${lineOf(state, each)}\n${sentence(`${holder}${lacks}`, 400)}`
  if (isDecided) return section(text)
  const decide = { id: ACTION.decideIncident, text: 'Log a decision', value: incident.id }
  return section(text, button({ ...decide, label: `Log a decision about G-${each.guardrail.number}` }))
}

function lineOf({ team, decisions }: IncidentListState, { guardrail, incident }: Broke): string {
  const own = decisions.filter(({ incidentId }) => incidentId === incident.id)
  const name = userText(guardrailName(guardrail, team), 160)
  return `*${name}* ${userText(standingInWords(incident, own), 300)}: ${sentence(incident.judged.sentence, 400)}`
}
