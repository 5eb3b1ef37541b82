import { namesOfPeople, teamMeant } from '../../../flows/find-team.ts'
import { readSchedule } from '../../../flows/review/read-schedule.ts'
import type { Command } from '../../requests.ts'
import { schedule } from '../../views/review/schedule.ts'

/** `/beat schedule`: what happens when, in the team's zone, and the next change of clocks. */
export async function showSchedule({ ctx, conversationId, answer }: Command): Promise<void> {
  const team = await teamMeant(ctx, conversationId)
  await answer(schedule({ team, names: await namesOfPeople(ctx), ...(await readSchedule({ ...ctx, team })) }))
}
