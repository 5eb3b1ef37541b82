import type { HomeView, KnownBlock } from '@slack/types'
import type { TestsGlance } from '../../domain/experiment/test-task.ts'
import { momentInWords } from '../../domain/moment.ts'
import { heard, type Review } from '../../domain/narrative.ts'
import { reviewName } from '../../domain/review-words.ts'
import type { Absence, Team } from '../../domain/team.ts'
import { dayInWords } from '../../domain/week.ts'
import { ACTION } from '../ids.ts'
import { actions, button, confirm, context, divider, header, section } from '../kit/blocks.ts'
import { listed } from '../kit/sentence.ts'
import { userText } from '../kit/text.ts'
import { ownAbsence } from './absence/absence-notes.ts'
import { type OwnAction, ownActionBlocks } from './action/action-list.ts'
import { type MyTestRow, myTestBlocks } from './experiment/my-tests.ts'
import { testsInWords } from './experiment/test-tasks.ts'
import { type Task, taskBlocks } from './tasks.ts'

/** One team as a person sees it at home; `permalink` leads to the thread of its latest review. */
type HomeTeam = {
  team: Team
  review: Review | null
  next: Date
  lastDay: string | null
  openable: boolean
  permalink: string | null
  tests: TestsGlance
}

/** What a person's Home is drawn from. */
export type HomeState = {
  tasks: readonly Task[]
  teams: readonly HomeTeam[]
  ownTests: readonly MyTestRow[]
  ownActions: readonly OwnAction[]
  names: Readonly<Record<string, string>>
  userId: string
  away: { absence: Absence; today: string; teamId: string } | null
}

// A home holds 100 blocks: 20 for what needs the person, 8 for their actions, 10 for their tests, six for each team.
const MOST_TEAMS = 8

/** The Home tab: what needs this person first, then their tests, then each team, then help. */
export function homeTab(state: HomeState): HomeView {
  const { tasks, teams, ownTests, ownActions, names, away } = state
  const more = teams.length - MOST_TEAMS
  return {
    type: 'home',
    blocks: [
      ...ownAbsence(away && { ...away, names }),
      header('What needs you now'),
      ...(tasks.length > 0 ? taskBlocks(tasks) : [section(nothing(teams))]),
      ...ownActionBlocks(ownActions),
      ...myTestBlocks(ownTests),
      ...teams.slice(0, MOST_TEAMS).flatMap((glance) => teamBlocks(glance, names)),
      ...(more > 0 ? [context(`And ${more} more teams: ask in their own channels with \`/beat\`.`)] : []),
      divider(),
      context('To make a team, go to its channel and type `/beat setup`. To bring numbers in, drop an export there.'),
      actions('home:help', [...awayButton(state), button({ id: ACTION.showHelp, text: 'Help' })]),
    ],
  }
}

/** Whoever is not away may say that they will be; teams share who is. */
function awayButton({ away, teams: [first] }: HomeState) {
  return away || !first ? [] : [button({ id: ACTION.setAway, text: "I'll be away", value: first.team.id })]
}

function nothing(teams: readonly HomeTeam[]): string {
  return teams.length > 0
    ? 'Nothing needs you now.'
    : 'There is no team yet. Go to the channel of your team and type `/beat setup`: it takes two minutes.'
}

function teamBlocks(glance: HomeTeam, names: Readonly<Record<string, string>>): KnownBlock[] {
  const { team, permalink } = glance
  const link = permalink ? button({ id: ACTION.goThere, text: 'Go to the thread', url: permalink }) : undefined
  return [
    divider(),
    section(`*${userText(team.name, 80)}* in <#${team.conversationId}>\n${reviewInWords(glance)}`, link),
    context(`${nextInWords(glance)} · ${lastDayInWords(glance.lastDay)}`),
    context(testsInWords(glance.tests), ownersInWords(team, names)),
    actions(`home:${team.id}`, teamButtons(glance)),
  ]
}

function reviewInWords({ review }: HomeTeam): string {
  if (!review) return 'No review has been opened yet.'
  const { heard: count, of } = heard(review)
  return `${reviewName(review.week)} is ${review.state} · ${count} of ${of} narratives in`
}

function nextInWords({ team, next }: HomeTeam): string {
  return team.pausedAt ? '*Paused:* nothing opens by itself' : `Next review ${momentInWords(next, team.zone)}`
}

function lastDayInWords(lastDay: string | null): string {
  return lastDay === null ? 'no numbers yet' : `numbers reach ${dayInWords(lastDay)}`
}

function ownersInWords(team: Team, names: Readonly<Record<string, string>>): string {
  const owners = team.channels.map(({ name, ownerUserId }) => {
    const owner = ownerUserId === null ? 'nobody yet' : (names[ownerUserId] ?? 'a colleague')
    return userText(`${name}: ${owner}`, 120)
  })
  return owners.length > 0 ? listed(owners, 12) : 'No channels yet.'
}

function teamButtons({ team, openable }: HomeTeam) {
  const one = (id: string, text: string) => button({ id, text, value: team.id })
  const rhythm = team.pausedAt
    ? one(ACTION.resumeRhythm, 'Resume the rhythm')
    : button({
        id: ACTION.pauseRhythm,
        text: 'Pause the rhythm',
        value: team.id,
        confirm: confirm({
          title: 'Pause the rhythm?',
          text: 'No review opens until somebody resumes it. What falls into the pause is not made up for.',
          yes: 'Pause',
          no: 'Keep it running',
        }),
      })
  return [
    button({ id: ACTION.newAction, text: 'New action', value: `${team.id}:home:` }),
    one(ACTION.newTest, 'New test'),
    button({ id: ACTION.showBacklog, text: 'Backlog', value: `${team.id}:0` }),
    one(ACTION.showNumbers, 'Show numbers'),
    one(ACTION.showSources, 'Sources'),
    one(ACTION.showTargets, 'Targets'),
    one(ACTION.showCreatives, 'Creatives'),
    one(ACTION.previewReview, 'Preview the review'),
    one(ACTION.setHolidays, 'Holidays'),
    ...(openable ? [one(ACTION.openReviewNow, 'Open the review now')] : []),
    rhythm,
    button({ id: ACTION.setUp, text: 'Change this team', value: team.conversationId }),
  ]
}
