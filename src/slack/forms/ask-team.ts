import type { ModalView } from '@slack/types'
import type { Team } from '../../domain/team.ts'
import { teamsMeant } from '../../flows/find-team.ts'
import { NotFound } from '../../lib/errors.ts'
import type { Shortcut } from '../requests.ts'
import { type TeamPurpose, teamChoice } from '../views/team-choice.ts'
import { openForm } from './open-form.ts'

/** Opens the form of a shortcut for the team that is meant; where it may be several, it asks which. */
export async function openForTeam(
  shortcut: Shortcut,
  { purpose, title }: { purpose: TeamPurpose; title: string },
  form: (team: Team) => Promise<ModalView>,
): Promise<void> {
  const { ctx, userId, message } = shortcut
  await openForm(shortcut, title, async () => {
    const teams = await teamsMeant(ctx, message?.conversationId ?? null, userId)
    const [only, ...others] = teams
    if (!only)
      throw new NotFound(
        'There is no team yet. Go to the channel of your team and type `/beat setup`: it takes two minutes.',
      )
    return others.length === 0 ? await form(only) : teamChoice({ purpose, title, teams, message })
  })
}
