import { weekdayName, weekdayOfName } from '../domain/moment.ts'
import type { Context } from '../flows/context.ts'
import { allTeams } from '../flows/find-team.ts'
import { setUpTeam } from '../flows/set-up-team.ts'
import { Invalid } from '../lib/errors.ts'

/** What `team add` is told. */
export type NewTeam = { name: string; conversation: string; zone: string; currency: string; review: string }

/** `team add KEY`: a team without clicking through Slack; channels and targets follow by `/beat setup`. */
export async function addTeam(ctx: Context, key: string, given: NewTeam): Promise<string> {
  const [day = '', time = ''] = given.review.trim().split(/\s+/)
  const weekday = weekdayOfName(day)
  if (weekday === null)
    throw new Invalid(`--review "${given.review}" is no weekday and time. Write it as in "Mon 09:00".`)
  const team = await setUpTeam(
    ctx,
    {
      key,
      name: given.name,
      conversationId: given.conversation,
      zone: given.zone,
      currency: given.currency.toUpperCase(),
      reviewWeekday: weekday,
      reviewTime: time,
      monthlyBudget: null,
      broadcast: false,
      leadUserId: null,
      channels: [],
      outcomes: [],
      targets: [],
    },
    null,
  )
  return `Made the team ${team.name} (${team.key}) in ${team.conversationId}: reviews on ${weekdayName(team.reviewWeekday)} at ${team.reviewTime} ${team.zone}. Its channels, owners and targets follow by /beat setup there.`
}

/** `team list`. */
export async function listTeams(ctx: Context): Promise<string> {
  const teams = await allTeams(ctx)
  if (teams.length === 0) return 'No team yet. Make one with "team add", or with /beat setup in Slack.'
  return teams
    .map((team) => {
      const paused = team.pausedAt ? ', paused' : ''
      return `${team.key}\t${team.name}\t${team.conversationId}\t${weekdayName(team.reviewWeekday)} ${team.reviewTime} ${team.zone}\t${team.currency}\t${team.channels.length} channels${paused}`
    })
    .join('\n')
}
