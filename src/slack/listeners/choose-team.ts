import { teamById } from '../../flows/find-team.ts'
import { textOf } from '../kit/values.ts'
import type { Next, Submission } from '../requests.ts'
import type { ChosenMessage, TeamPurpose } from '../views/team-choice.ts'
import { messageAction } from './action/save-action.ts'
import { ideaOfMessage, newIdea } from './experiment/log-experiment.ts'

/** A team was chosen: the form of what was meant takes the place of the choice. */
export async function chooseTeam({ ctx, client, values, metadata }: Submission): Promise<Next> {
  const { purpose, ...said }: { purpose: TeamPurpose } & Partial<ChosenMessage> = JSON.parse(metadata)
  const team = await teamById(ctx, textOf(values, 'team') ?? '')
  const { conversationId, ts, text = '' } = said
  if (conversationId === undefined || ts === undefined) return { update: await newIdea(ctx, team, {}) }
  const message = { conversationId, ts, text }
  const form = purpose === 'action' ? messageAction : ideaOfMessage
  return { update: await form({ ctx, client }, team, message) }
}
