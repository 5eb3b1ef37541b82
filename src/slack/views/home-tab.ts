import type { HomeView, KnownBlock } from '@slack/types'
import { MOST_FOCUS } from '../../domain/action/action.ts'
import type { TestsGlance } from '../../domain/experiment/test-task.ts'
import { momentInWords } from '../../domain/moment.ts'
import { heard, type Review } from '../../domain/review/narrative.ts'
import { reviewName } from '../../domain/review/review-words.ts'
import type { Team } from '../../domain/team.ts'
import { dayInWords } from '../../domain/week.ts'
import { ACTION } from '../ids.ts'
import { actions, button, context, divider, header, section } from '../kit/blocks.ts'
import { listed } from '../kit/sentence.ts'
import { userText } from '../kit/text.ts'
import { type OwnAbsences, ownAbsence } from './absence/absence-notes.ts'
import { type OwnAction, ownActionBlocks } from './action/action-list.ts'
import { type MyTestRow, myTestBlocks } from './experiment/my-tests.ts'
import { homeMenu } from './home-menu.ts'
import { pageFrom } from './pages.ts'
import { type Task, taskBlocks } from './tasks.ts'

/** One team as a person sees it at home; `permalink` leads to the thread of its latest review. */
type HomeTeam = {
  team: Team
  review: Review | null
  next: Date
  lastDay: string | null
  isMine: boolean
  /** Whether this person may change its settings. */
  maySet: boolean
  permalink: string | null
  tests: TestsGlance
  week: { alerts: number; focus: number; launches: number }
}

/** What a person's Home is drawn from; of `of` teams it shows a page that begins at `from`. */
export type HomeState = {
  tasks: readonly Task[]
  teams: readonly HomeTeam[]
  from: number
  of: number
  /** Where the page of what needs this person begins. */
  tasksFrom?: number
  ownTests: readonly MyTestRow[]
  ownActions: readonly OwnAction[]
  drawnAt: Date
  names: Readonly<Record<string, string>>
  /** When this person is away, now or later. */
  away: OwnAbsences | null
}

// A home holds 100 blocks: 7 for absences, 30 for what needs the person, 5 for their actions, 5 for their tests, four for each team.
const MOST_TEAMS = 5

/** The page of some teams that begins at one of them; where there is none, the first page. */
export function pageOf<T>(teams: readonly T[], from: number): { shown: T[]; from: number; of: number } {
  const { shown, from: first, of } = pageFrom(teams, from, MOST_TEAMS)
  return { shown, from: first, of }
}

/** The Home tab: what needs this person first, then what else is theirs, then each team's week, then help. */
export function homeTab(state: HomeState): HomeView {
  const { tasks, teams, ownTests, ownActions, from, names, away, tasksFrom = 0 } = state
  return {
    type: 'home',
    private_metadata: `${from}:${tasksFrom}`,
    blocks: [
      ...ownAbsence(away && { ...away, names }),
      header('What needs you now'),
      ...(tasks.length > 0 ? taskBlocks(tasks, tasksFrom) : [section(nothing(teams))]),
      ...ownActionBlocks(ownActions),
      ...myTestBlocks(ownTests),
      ...teams.flatMap((glance) => teamBlocks(glance, state.drawnAt)),
      ...pageBlocks(state),
      divider(),
      context('To make a team, go to its channel and type `/beat setup`. To bring numbers in, drop an export there.'),
      actions('home:help', [...awayButton(state), button({ id: ACTION.showHelp, text: 'Help' })]),
    ],
  }
}

/** Anybody may say that they will be away, also beside what is noted; teams share who is. */
function awayButton({ away, teams: [first] }: HomeState) {
  if (!first) return []
  return [
    button({ id: ACTION.setAway, text: "I'll be away", value: `${first.team.id}/new` }),
    ...(away ? [button({ id: ACTION.listMore, text: 'My absences', value: `${away.teamId}:away list` })] : []),
  ]
}

function nothing(teams: readonly HomeTeam[]): string {
  return teams.length > 0
    ? 'Nothing needs you now.'
    : 'There is no team yet. Go to the channel of your team and type `/beat setup`: it takes two minutes.'
}

function teamBlocks(glance: HomeTeam, drawnAt: Date): KnownBlock[] {
  const { team, permalink } = glance
  const link = permalink ? button({ id: ACTION.goThere, text: 'Go to the thread', url: permalink }) : undefined
  return [
    divider(),
    section(`*${userText(team.name, 80)}* in <#${team.conversationId}>\n${reviewInWords(glance)}`, link),
    context(weekInWords(glance)),
    // A row of another name is a menu with nothing chosen: the same choice can be made again.
    actions(`home:${team.id}:${drawnAt.getTime()}`, teamElements(glance)),
  ]
}

function reviewInWords({ team, review, next }: HomeTeam): string {
  const after = team.pausedAt ? '*Paused:* nothing opens by itself' : `next review ${momentInWords(next, team.zone)}`
  if (!review) return `No review has been opened yet · ${after}`
  const { heard: count, of } = heard(review)
  return `${reviewName(review.week)} is ${review.state} · ${count} of ${of} narratives in · ${after}`
}

/** The week of a team in a line: what is broken first, then what runs. */
function weekInWords({ lastDay, tests, week }: HomeTeam): string {
  const { alerts, focus, launches } = week
  const running = tests.running.map(({ number }) => `T-${number}`)
  return [
    alerts === 0 ? 'no alert open' : `*${alerts === 1 ? '1 alert' : `${alerts} alerts`} open*`,
    `tests ${tests.slots.used} of ${tests.slots.of}${running.length > 0 ? `: ${listed(running, 4)}` : ''}`,
    `focus ${focus} of ${MOST_FOCUS}`,
    `${launches === 1 ? '1 launch' : `${launches === 0 ? 'no' : launches} launches`} this week`,
    lastDay === null ? 'no numbers yet' : `numbers reach ${dayInWords(lastDay)}`,
  ].join(' · ')
}

function teamElements({ team, isMine, maySet }: HomeTeam) {
  const one = (id: string, text: string) => button({ id, text, value: team.id })
  return [
    ...(team.pausedAt ? [one(ACTION.resumeRhythm, 'Resume the rhythm')] : []),
    one(ACTION.showNumbers, 'Show numbers'),
    one(ACTION.previewReview, 'Preview the review'),
    button({ id: ACTION.newAction, text: 'New action', value: `${team.id}:home:` }),
    one(ACTION.newTest, 'New test'),
    homeMenu(team.id, { isMine, maySet }),
  ]
}

function pageBlocks({ teams, from, of }: HomeState): KnownBlock[] {
  if (of <= teams.length) return []
  const next = from + teams.length
  const text = next < of ? `Next ${Math.min(of - next, MOST_TEAMS)} of ${of} teams` : 'Back to the first teams'
  return [actions(`home:page:${from}`, [button({ id: ACTION.homeTeams, text, value: String(next < of ? next : 0) })])]
}
