import type { KnownBlock } from '@slack/types'
import { momentInWords } from '../../domain/moment.ts'
import type { Team } from '../../domain/team.ts'
import { ACTION } from '../ids.ts'
import { actions, button, context, section } from '../kit/blocks.ts'
import { userText } from '../kit/text.ts'
import { type OwnAbsences, ownAbsence } from './absence/absence-notes.ts'
import { type Task, taskBlocks } from './tasks.ts'

/** What needs a person now, and the teams they can look at. */
export type MineState = {
  tasks: readonly Task[]
  teams: readonly { team: Team; next: Date }[]
  userId: string
  conversationId: string
  names: Readonly<Record<string, string>>
  away: OwnAbsences | null
  /** Where the page of what needs them begins. */
  from?: number
}

const MOST_TEAMS = 5

/** The private answer to `/beat` alone: what needs this person now, or when the next review opens. */
export function mine(state: MineState): { text: string; blocks: KnownBlock[] } {
  const { tasks, teams, conversationId, away, names, from = 0 } = state
  const absent = ownAbsence(away && { ...away, names })
  if (teams.length === 0) return invitation(conversationId)
  const next = teams.slice(0, MOST_TEAMS).map(nextReview).join('\n')
  const elsewhere = context('Everything else is in my Home tab, or under `/beat help`.')
  if (tasks.length === 0) {
    return {
      text: 'Nothing needs you now.',
      blocks: [...absent, section(`*Nothing needs you now.*\n${next}`), elsewhere],
    }
  }
  const count = tasks.length === 1 ? 'One thing needs you now' : `${tasks.length} things need you now`
  return {
    text: `${count}.`,
    blocks: [...absent, section(`*${count}*`), ...taskBlocks(tasks, from), context(next), elsewhere],
  }
}

/** When the next review of a team opens, in its zone. */
function nextReview({ team, next }: { team: Team; next: Date }): string {
  const name = userText(team.name, 80)
  return team.pausedAt ? `${name}: the rhythm is paused.` : `${name}: next review ${momentInWords(next, team.zone)}.`
}

function invitation(conversationId: string): { text: string; blocks: KnownBlock[] } {
  const title = 'No team lives here yet'
  return {
    text: `${title}. Set one up with /beat setup.`,
    blocks: [
      section(
        `*${title}*\nA team is one channel with its marketing channels, their owners and a weekly review. It takes two minutes.`,
      ),
      actions('setup', [
        button({ id: ACTION.setUp, text: 'Set up a team here', value: conversationId, style: 'primary' }),
        button({ id: ACTION.showHelp, text: 'Help' }),
      ]),
    ],
  }
}
