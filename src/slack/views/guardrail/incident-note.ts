import type { KnownBlock } from '@slack/types'
import type { Asked } from '../../../domain/guardrail/attention.ts'
import { type Guardrail, guardrailName } from '../../../domain/guardrail/guardrail.ts'
import type { Incident, IncidentNote } from '../../../domain/guardrail/incident.ts'
import { standingInWords } from '../../../domain/guardrail/incident-words.ts'
import { momentInWords } from '../../../domain/moment.ts'
import type { Team } from '../../../domain/team.ts'
import { capital, stopped } from '../../../lib/text.ts'
import { section } from '../../kit/blocks.ts'
import { sentence } from '../../kit/sentence.ts'
import { mention, userText } from '../../kit/text.ts'

/** What a line of an incident's thread is drawn from; `holder` is whom the incident waits for today. */
export type IncidentNoteState = {
  team: Team
  guardrail: Guardrail
  incident: Incident
  note: IncidentNote
  names: Readonly<Record<string, string>>
  holder: Asked
}

/** One line of an incident's story in its thread. Who is asked to do something is mentioned; who did something is named. */
export function incidentNote(state: IncidentNoteState): { text: string; blocks: KnownBlock[] } {
  const { team, guardrail, incident, note } = state
  const name = guardrailName(guardrail, team)
  const line = sentence(lineOf(state), 1_500)
  const where = incident.leadId ? `*${userText(name, 160)}* · ` : ''
  const mark = incident.isDrill ? 'TEST · ' : ''
  return { text: `${mark}${userText(name, 160)}: ${note.what}`, blocks: [section(`${mark}${where}${line}`)] }
}

function lineOf(state: IncidentNoteState): string {
  const { team, incident, note, holder } = state
  const { what, detail } = note
  const numbers = textIn(detail.sentence)
  const by = nameOf(state, note.by)
  const asked = askedIn(state, holder)
  switch (what) {
    case 'worsened':
      return `${asked}it got worse: ${numbers}`
    case 'snooze broken':
      return `${mention(textIn(detail.by))}, it got worse, so it is awake again: ${numbers}`
    case 'snooze over':
      return textIn(detail.condition) === ''
        ? `${asked}the snooze is over and it still stands: ${numbers}`
        : `${asked}the snooze is over. It is still open, and cannot be judged just now: the card says why.`
    case 'reminder':
      return `${askedIn(state, askedThen(detail, holder))}still ${standingInWords(incident)}: ${stopped(numbers)} Take it, snooze it, or log a decision; then I stop asking.`
    case 'escalated':
      return `${askedIn(state, askedThen(detail, holder))}nobody has taken it since ${momentInWords(incident.openedAt, team.zone)}. Press [I'm on it] or [Assign].`
    case 'recovering':
      return `Recovering: ${stopped(numbers)} ${goodDaysMore(state.guardrail)} and it is over.`
    case 'fired again':
      return `Breaching again: ${numbers}`
    case 'resolved':
      return `${capital(standingInWords(incident))}. ${numbers}`
    case 'muted':
      return `Muted: ${typeof detail.by === 'number' ? `G-${detail.by} ` : ''}${textIn(detail.name)} is broken, and what it counts cannot be trusted until it is back.`
    case 'no data':
      return `Cannot be judged just now, so it stays open and I ask nobody about it: ${numbers}`
    case 'acknowledged':
      return `${by} is on it.`
    case 'snoozed':
      return `${by} snoozed it until ${momentInWords(new Date(textIn(detail.until)), team.zone)}: ${textIn(detail.why)}`
    case 'assigned':
      return `${by} gave it to ${mention(textIn(detail.to))}.`
    case 'decided':
      return `${by} decided D-${String(detail.number)}: ${textIn(detail.decision)}`
    case 'fired':
    case 'unmuted':
    case 'judged again':
      return numbers
  }
}

function goodDaysMore({ resolveAfter }: Guardrail): string {
  return resolveAfter <= 2 ? 'One good day more' : `${resolveAfter - 1} good days more in a row`
}

/** Who was asked when the note was made; older notes do not say it. */
function askedThen({ to, standsInFor }: IncidentNote['detail'], holder: Asked): Asked {
  return typeof to === 'string' ? { to, standsInFor: typeof standsInFor === 'string' ? standsInFor : null } : holder
}

function askedIn(state: IncidentNoteState, { to, standsInFor }: Asked): string {
  if (to === null) return ''
  return standsInFor === null
    ? `${mention(to)}, `
    : `${mention(to)}, while ${state.names[standsInFor] ?? 'a colleague'} is away: `
}

function textIn(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function nameOf({ names }: IncidentNoteState, userId: string): string {
  return names[userId] ?? 'A colleague'
}
