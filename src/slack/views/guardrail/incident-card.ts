import type { KnownBlock } from '@slack/types'
import type { Asked } from '../../../domain/guardrail/attention.ts'
import { type Guardrail, guardrailName, TRACKING_KINDS } from '../../../domain/guardrail/guardrail.ts'
import type { Incident, IncidentDecision, IncidentNote } from '../../../domain/guardrail/incident.ts'
import {
  holderInWords,
  standingInWords,
  staysInWords,
  unjudgedInWords,
} from '../../../domain/guardrail/incident-words.ts'
import type { Team } from '../../../domain/team.ts'
import { ACTION } from '../../ids.ts'
import { actions, button, context, section } from '../../kit/blocks.ts'
import { inTexts, listed, sentence } from '../../kit/sentence.ts'
import { clamp, mention, userText } from '../../kit/text.ts'

/** What the card of an incident is drawn from. */
export type IncidentCardState = {
  team: Team
  guardrail: Guardrail
  incident: Incident
  notes: readonly IncidentNote[]
  decisions: readonly IncidentDecision[]
  led: readonly { guardrail: Guardrail; incident: Incident }[]
  lead: Guardrail | null
  around: readonly string[]
  mutes: readonly string[]
  isMuted: boolean
  /** Whom it waits for today. */
  holder: Asked
}

type Shown = { text: string; blocks: KnownBlock[] }

/** The one living message of an incident: what broke and how surely, since when, what goes on around it, who has it, what to do. */
export function incidentCard(state: IncidentCardState): Shown {
  const { team, guardrail, incident, decisions, lead } = state
  const name = guardrailName(guardrail, team)
  const standing = standingInWords(incident, decisions)
  const mark = incident.isDrill ? 'TEST · ' : ''
  const told = lead
    ? [
        context(
          `Told here because ${userText(guardrailName(lead, team), 120)} ${lead.scope.level === guardrail.scope.level ? 'broke with it' : 'holds its numbers and is broken too'}.`,
        ),
      ]
    : []
  return {
    text: userText(`${mark}${name}: ${standing}. ${incident.judged.sentence}`, 600),
    blocks: [
      section(
        `*${mark}${userText(name, 160)}* · _${userText(standing, 200)}_\n${numberFirst(sentence(incident.judged.sentence, 700))}`,
      ),
      ...(incident.isDrill ? [context('This is a drill: nothing has happened. Click through it as if it had.')] : []),
      ...told,
      ...(incident.state === 'resolved' ? [] : facts(state)),
      ...decisions.map(({ number, decision, madeBy }) =>
        context(`*D-${number}* ${userText(decision, 400)} (${mention(madeBy)})`),
      ),
      ...(incident.state === 'resolved'
        ? []
        : [
            context(sentence(holderInWords(incident, { zone: team.zone, owner: state.holder }, mention), 600)),
            buttons(incident, guardrail),
          ]),
    ],
  }
}

/** The value, as what the eye shall meet first. */
function numberFirst(said: string): string {
  return said.replace(/^(\S.{0,40}?) against /, '*$1* against ')
}

function facts(state: IncidentCardState): KnownBlock[] {
  const { team, guardrail, incident, led, around, mutes, isMuted } = state
  const stays = incident.isDrill || incident.condition !== '' ? null : staysInWords(guardrail, incident, team)
  const lines = [
    unjudgedInWords(incident, state.notes) ?? '',
    isMuted ? 'Muted just now: the tracking it is counted by is broken, so it says nothing until that is back.' : '',
    mutes.length > 0 ? `Muted until it is back, because they would only repeat it: ${listed(mutes, 6)}.` : '',
    stays === null ? '' : `If it stays: ${stays}.`,
    ...led.map(
      (each) =>
        `Broke with it: ${guardrailName(each.guardrail, team)}, ${standingInWords(each.incident)}. Its card is in the thread.`,
    ),
    around.length > 0 ? `Also true in this scope: ${around.join(' · ')}` : '',
    guardrail.runbook === '' ? '' : `What to do: ${guardrail.runbook}`,
  ]
  const said = lines.filter((line) => line !== '').map((line) => sentence(line, 900))
  return inTexts(said).map((text) => section(text))
}

function buttons(incident: Incident, { kind }: Guardrail): KnownBlock {
  const { id: value, ackedBy, assignedTo, isDrill } = incident
  const isFree = ackedBy === null && assignedTo === null
  const snooze = button({ id: ACTION.snoozeIncident, text: 'Snooze until…', value })
  const assign = button({ id: ACTION.assignIncident, text: 'Assign', value })
  // What is not counted survives no stress; a tag that was taken down on purpose is expected to be silent.
  const own = TRACKING_KINDS.includes(kind)
    ? [button({ id: ACTION.expectIncident, text: "It's expected", value }), assign, snooze]
    : [snooze, assign, button({ id: ACTION.stressIncident, text: 'Stress test', value })]
  return actions(clamp(`incident:${value}`, 255), [
    ...(isFree ? [button({ id: ACTION.takeIncident, text: "I'm on it", value, style: 'primary' as const })] : []),
    ...own,
    button({ id: ACTION.decideIncident, text: 'Log a decision', value }),
    ...(isDrill ? [button({ id: ACTION.endDrill, text: 'End the drill', value })] : []),
  ])
}
