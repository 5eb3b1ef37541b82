import type { KnownBlock } from '@slack/types'
import type { ActionTask } from '../../domain/action/told.ts'
import type { TestTask } from '../../domain/experiment/test-task.ts'
import { type Guardrail, guardrailName } from '../../domain/guardrail/guardrail.ts'
import type { Incident } from '../../domain/guardrail/incident.ts'
import { standingInWords } from '../../domain/guardrail/incident-words.ts'
import type { Launch } from '../../domain/launch.ts'
import type { Review } from '../../domain/review/narrative.ts'
import { reviewName } from '../../domain/review/review-words.ts'
import type { Team } from '../../domain/team.ts'
import { ACTION } from '../ids.ts'
import { actions, button, context, section } from '../kit/blocks.ts'
import { sentence } from '../kit/sentence.ts'
import { userText } from '../kit/text.ts'
import { actionRow } from './action/action-row.ts'
import { testTaskBlocks } from './experiment/test-tasks.ts'
import { launchBlocks } from './launch/launch-lines.ts'
import { type Page, pageFrom } from './pages.ts'

/** Something a person is asked to do now. */
export type Task =
  | { kind: 'narrative'; team: Team; review: Review; channelId: string; channelName: string; begun: boolean }
  | { kind: 'narrative ahead'; team: Team; week: string; channelId: string; channelName: string; begun: boolean }
  | { kind: 'close'; team: Team; review: Review; heard: number; of: number }
  | { kind: 'import'; team: Team; importId: string; fileName: string; state: 'asking' | 'ready' }
  | { kind: 'first numbers'; team: Team }
  | { kind: 'launch'; team: Team; launch: Launch; today: string }
  | { kind: 'incident'; team: Team; guardrail: Guardrail; incident: Incident }
  | TestTask
  | ActionTask

// On a phone this is about a screen: what comes first is seen without scrolling past the team's week.
const PAGE = 8

/** What needs a person now, a page of it, one line each with its button; what others wait for comes first. */
export function taskBlocks(tasks: readonly Task[], from = 0): KnownBlock[] {
  const order = [
    'incident',
    'narrative',
    'narrative ahead',
    'decision',
    'approval',
    'second decision',
    'action',
    'launch',
    'close',
    'learning',
    'import',
    'first numbers',
  ]
  const sorted = [...tasks].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
  const page = pageFrom(sorted, from, PAGE)
  return [...page.shown.flatMap(taskBlock), ...pager(page)]
}

function pager({ from, next, of }: Page<Task>): KnownBlock[] {
  if (of <= PAGE) return []
  const [text, to] = next < of ? [`Show ${Math.min(PAGE, of - next)} more of ${of}`, next] : ['Back to the first', 0]
  return [
    context(`${from + 1} to ${next} of ${of}`),
    actions(`tasks:${from}`, [button({ id: ACTION.moreTasks, text, value: String(to) })]),
  ]
}

function taskBlock(task: Task): KnownBlock[] {
  const team = userText(task.team.name, 60)
  switch (task.kind) {
    case 'narrative': {
      const { review, channelId, channelName, begun } = task
      const line = `*${userText(channelName, 80)}* · narrative of ${reviewName(review.week)}${begun ? ' · you have begun a draft' : ''}`
      const text = begun ? 'Resume draft' : 'Write narrative'
      const write = { id: ACTION.writeNarrative, text, value: `${review.id}:${channelId}` }
      return [section(line, button({ ...write, style: 'primary' }))]
    }
    case 'narrative ahead': {
      const { week, channelId, channelName, begun } = task
      const line = `*${userText(channelName, 80)}* · narrative of ${reviewName(week)}, before its review opens${begun ? ' · you have begun a draft' : ''}`
      const text = begun ? 'Resume draft' : 'Write narrative'
      return [section(line, button({ id: ACTION.writeAhead, text, value: `${task.team.id}:${week}:${channelId}` }))]
    }
    case 'close': {
      const { review, heard, of } = task
      const line = `*${team}* · close ${reviewName(review.week)} · ${heard} of ${of} narratives in`
      return [section(line, button({ id: ACTION.closeReview, text: 'Close review', value: review.id }))]
    }
    case 'action':
      return [actionRow(task.action, { ...task, names: null }, ` · ${team}`)]
    case 'import':
      return [importTask(task, team)]
    case 'launch':
      return launchBlocks(task.team, task.launch, task.today)
    case 'incident':
      return [incidentTask(task)]
    case 'first numbers': {
      const line = `*${team}* · has no numbers yet: drop an export of your ad platform into <#${task.team.conversationId}>`
      return [section(line, button({ id: ACTION.showHelp, text: 'Help' }))]
    }
    default:
      return testTaskBlocks(task)
  }
}

function incidentTask({ team, guardrail, incident }: Extract<Task, { kind: 'incident' }>): KnownBlock {
  const name = userText(guardrailName(guardrail, team), 160)
  const line = `*${name}* · ${standingInWords(incident)} · ${sentence(incident.judged.sentence, 400)}`
  const isFree = incident.ackedBy === null && incident.assignedTo === null
  const next = isFree
    ? { id: ACTION.takeIncident, text: "I'm on it", value: incident.id }
    : { id: ACTION.decideIncident, text: 'Log a decision', value: incident.id }
  return section(line, button(next))
}

function importTask({ importId, fileName, state, team }: Extract<Task, { kind: 'import' }>, name: string): KnownBlock {
  const waits = state === 'asking' ? 'waits for your answer' : 'waits for your yes'
  const line = `*${name}* · ${userText(fileName, 100)} ${waits}, under its preview in <#${team.conversationId}>`
  return section(line, button({ id: ACTION.showImport, text: 'Show preview', value: importId }))
}
