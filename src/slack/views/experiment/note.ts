import type { KnownBlock } from '@slack/types'
import type { Experiment } from '../../../domain/experiment/experiment.ts'
import { testName } from '../../../domain/experiment/experiment.ts'
import type { Team } from '../../../domain/team.ts'
import { dayInWords } from '../../../domain/week.ts'
import { formatMoney } from '../../../lib/format.ts'
import { section } from '../../kit/blocks.ts'
import { sentence } from '../../kit/sentence.ts'
import { mention, userText } from '../../kit/text.ts'

/** What a note in the thread of a test is drawn from; `said` is what was noted when it happened. */
export type NoteState = {
  team: Team
  experiment: Experiment
  what: string
  by: string
  said: Readonly<Record<string, unknown>>
  names: Readonly<Record<string, string>>
}

/** One line in the thread of a test: what happened to it. Whoever has to act is mentioned, nobody else. */
export function experimentNote(state: NoteState): { text: string; blocks: KnownBlock[] } {
  const line = lineOf(state)
  return { text: `${testName(state.experiment)}: ${line}`, blocks: [section(line)] }
}

function lineOf({ team, experiment, what, by, said, names }: NoteState): string {
  const who = userText(names[by] ?? 'A colleague', 80)
  const owner = mention(experiment.ownerUserId)
  const money = formatMoney(Number(said.budget ?? 0), team.currency, { digits: 0 })
  switch (what) {
    case 'launched':
      return `${by === 'schedule' ? 'Started by itself' : `${who} launched it`}. Its plan and its rule are locked (\`${textOf(said.ruleHash).slice(0, 12)}\`): a change from here on shows on every result.`
    case 'scheduled':
      return `${who} scheduled it for ${dayInWords(textOf(said.day))}. Everything is checked again on that day.`
    case 'unscheduled':
      return `${who} took it off the schedule.`
    case 'held_up':
      return `${owner}, it could not start today. ${sentence(textOf(said.why))}`
    case 'approval_asked':
      return `${team.leadUserId ? mention(team.leadUserId) : 'The lead'}, ${who} asks for ${money} for it. [Approve] or [Decline] on the card.`
    case 'approved':
      return `${who} approved ${money}. ${owner}, it can be launched now.`
    case 'declined':
      return `${who} declined ${money}${reason(said.why)}. ${owner}, plan it with less, or talk it over.`
    case 'taken_back':
      return `${who} took the request back.`
    case 'paused':
      return `${who} paused it. It keeps its slot, and its window moves by the days it rests.`
    case 'resumed':
      return `${who} resumed it. It runs through ${experiment.endsOn ? dayInWords(experiment.endsOn) : 'its window'} now.`
    case 'stopped':
      return `${who} stopped its spending${reason(said.why)}. Its last conversions can still arrive.`
    case 'ended':
      return `Its window is over and its slot is free. Its last conversions can still arrive.`
    case 'due':
      return `${owner}, it is ready to be decided: [Decide] on the card.`
    case 'abandoned':
      return `${who} abandoned it${reason(said.why)}.`
    case 'amended':
      return `${who} amended its plan: ${userText(textOf(said.changes), 1_500)}. Why${reason(said.why)}. Every result from now on says so.`
    case 'handed_over':
      return `${who} handed it over from ${userText(names[textOf(said.was)] ?? 'its owner', 80)} to ${mention(textOf(said.owner))}${reason(said.why)}.`
    default:
      return 'Something happened to it.'
  }
}

function reason(why: unknown): string {
  const text = textOf(why).trim()
  return text === '' ? '' : `: “${userText(text, 600)}”`
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
