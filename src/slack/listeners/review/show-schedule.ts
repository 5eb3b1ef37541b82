import { peopleOf } from '../../../domain/team.ts'
import { namesOfPeople, teamMeant } from '../../../flows/find-team.ts'
import { readSchedule } from '../../../flows/review/read-schedule.ts'
import { rememberWho } from '../../people.ts'
import type { Command } from '../../requests.ts'
import { schedule } from '../../views/review/schedule.ts'

/** `/beat schedule`: what happens when, in the team's zone, and the next change of clocks. */
export async function showSchedule({ ctx, client, desk, conversationId, answer }: Command): Promise<void> {
  const team = await teamMeant(ctx, conversationId)
  // When somebody is asked hangs on their zone, also of whoever has never said a word to the bot.
  await rememberWho(ctx, client, peopleOf(team)).catch((error: unknown) =>
    desk.log.warn({ err: error }, 'the people of a team could not be looked up'),
  )
  await answer(schedule({ team, names: await namesOfPeople(ctx), ...(await readSchedule({ ...ctx, team })) }))
}
